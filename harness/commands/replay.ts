/** `grade replay`: the runs of a saved result once more, with the same seed, and what comes out otherwise. */
import { resultFile } from '../batch/class.ts';
import { readSubmission } from '../batch/layout.ts';
import { readResults } from '../batch/read-result.ts';
import { version } from '../batch/version.ts';
import type { Result } from '../judge/result.ts';
import { changesBetween } from '../report/changes.ts';
import { renderChanges } from '../report/terminal/changes.ts';
import { renderNotes } from '../report/terminal/notes.ts';
import { renderResults } from '../report/terminal/result.ts';
import { loadTask } from '../spec/load.ts';
import type { Task } from '../spec/task.ts';
import { UserError } from '../spec/user-error.ts';
import type { Arguments, Command } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { withGrading } from './grading.ts';
import { colourOption, gradingOptions, text, textOf, textsOf } from './options.ts';
import { outputOf } from './output.ts';
import { withScenario } from './scenario-choice.ts';
import { refuseUnsupported, worth } from './what-to-grade.ts';

const { network, pcap, calls, jobs, specs, json } = gradingOptions;

export const command: Command = {
  positionals: [
    { name: 'result', describe: 'a file that `grade check --json` or `grade batch` has written' },
  ],
  options: {
    scenario: text('ID', 'only this scenario'),
    submission: text('DIR', "where the student's programs are now, if not where they were"),
    ...{ network, pcap, calls, jobs, specs, json },
    ...colourOption,
  },
  async run(given) {
    const saved = await savedResults(given);
    const tasks = await Promise.all(saved.map((result) => taskOf(given, result)));
    refuseUnsupported(tasks);
    const directory = textOf(given, 'submission') ?? saved[0]?.submission.path ?? '.';
    const names = tasks.map(({ id, title }) => ({ id, title }));
    const entry = await readSubmission(directory, names);
    const where = { network: saved[0]?.network, ...withoutUndefined(given) };
    return withGrading(where, tasks, async ({ grader, notes }) => {
      const again = await grader.grade({ ...entry, id: saved[0]?.submission.id ?? entry.id });
      const remarks = [...remarksOn(saved, tasks), ...notes];
      await outputOf(given).answer(
        resultFile(again),
        (terminal) =>
          renderResults(again, terminal) +
          `\n${renderChanges(changesBetween(saved, again), terminal, 'Since the saved result')}` +
          renderNotes(remarks, terminal),
      );
      return exitCodeOf(again);
    });
  },
};

/** With the scenarios alone that are to be played. */
async function savedResults(given: Arguments): Promise<Result[]> {
  const file = textOf(given, 'result');
  if (file === undefined) {
    throw new UserError('grade replay needs a result.', {
      allowed: 'grade replay RESULT',
      remedy: 'save one with: grade check TASK DIR --json result.json',
    });
  }
  const results = await readResults(file);
  const id = textOf(given, 'scenario');
  if (id === undefined) return results;
  return withScenario(results, id).map((result) => {
    const scenarios = result.scenarios.filter((scenario) => scenario.id === id);
    const sum = (part: 'score' | 'maxScore') => scenarios.reduce((total, one) => total + one[part], 0);
    return { ...result, scenarios, score: sum('score'), maxScore: sum('maxScore') };
  });
}

/** As it was graded: with that seed, for those points. */
async function taskOf(
  given: Arguments,
  { task: { id }, graded, maxScore, scenarios }: Result,
): Promise<Task> {
  const task = await loadTask(id, { specsDirs: textsOf(given, 'specs'), seed: graded.seed });
  const played = task.scenarios.filter((scenario) => scenarios.some((one) => one.id === scenario.id));
  const points = played.reduce((sum, scenario) => sum + (scenario.advice ? 0 : scenario.points), 0);
  return worth({ ...task, scenarios: played, maxScore: points }, maxScore);
}

/** What is not as it was. */
function remarksOn(saved: Result[], tasks: Task[]): string[] {
  return saved.flatMap(({ graded, task, scenarios }, index) => {
    const now = tasks[index];
    const gone = scenarios.filter(({ id }) => now?.scenarios.every((scenario) => scenario.id !== id));
    return [
      ...(graded.spec === now?.hash
        ? []
        : [`The spec of ${task.id} is not the one that was graded by then.`]),
      ...gone.map(({ id }) => `There is no scenario "${id}" in ${task.id} any more.`),
      ...(graded.harness === version
        ? []
        : [`This is Sockmark ${version}; the result is by ${graded.harness}.`]),
    ];
  });
}

function withoutUndefined(given: Arguments): Arguments {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
