/** `grade replay`: the runs of a saved result once more, with the same seed, and what comes out otherwise. */
import { resultFile } from '../batch/class.ts';
import { openAgain, openSubmission } from '../batch/layout.ts';
import { allEnded } from '../batch/slots.ts';
import { readResults } from '../batch/read-result.ts';
import { version } from '../batch/version.ts';
import type { ClassEntry } from '../intake/handed-in.ts';
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
import { withScenario, withTask } from './scenario-choice.ts';
import { refuseUnsupported, worth } from './what-to-grade.ts';

const { network, pcap, calls, jobs, specs, json } = gradingOptions;

export const command: Command = {
  positionals: [
    { name: 'result', describe: 'a file that `grade check --json` or `grade batch` has written' },
  ],
  options: {
    scenario: text('ID', 'only this scenario'),
    task: text('ID', 'only this task'),
    submission: text(
      'DIR',
      "where the student's programs are now, a folder or a download, if not where they were",
    ),
    ...{ network, pcap, calls, jobs, specs, json },
    ...colourOption,
  },
  async run(given) {
    const all = await readResults(fileOf(given));
    const saved = chosen(all, given);
    const tasks = await Promise.all(saved.map((result) => taskOf(given, result)));
    refuseUnsupported(tasks);
    const where = { network: saved[0]?.network, ...withoutUndefined(given) };
    return withGrading(where, tasks, async ({ grader, notes, scratch }) => {
      const again = await allEnded(
        saved.map(async (result) =>
          grader.grade(await entryOf(result, all, textOf(given, 'submission'), scratch)),
        ),
      );
      const results = again.flat();
      const remarks = [...remarksOn(saved, tasks), ...notes];
      await outputOf(given).answer(
        resultFile(results),
        (terminal) =>
          renderResults(results, terminal) +
          `\n${renderChanges(changesBetween(saved, results), terminal, 'Since the saved result')}` +
          renderNotes(remarks, terminal),
      );
      return exitCodeOf(results);
    });
  },
};

/** What was graded for one result. All tasks of `all` have a say in which folder is whose. */
async function entryOf(
  { submission, task }: Result,
  all: readonly Result[],
  elsewhere: string | undefined,
  scratch: string,
): Promise<ClassEntry> {
  const names = all.map((result) => result.task);
  const entry =
    elsewhere === undefined
      ? await openAgain(submission, names, scratch)
      : { ...(await openSubmission(elsewhere, names, scratch)), id: submission.id };
  return { ...entry, handIns: entry.handIns.filter((handIn) => handIn.task === task.id) };
}

function fileOf(given: Arguments): string {
  const file = textOf(given, 'result');
  if (file !== undefined) return file;
  throw new UserError('grade replay needs a result.', {
    allowed: 'grade replay RESULT',
    remedy: 'save one with: grade check TASK DIR --json result.json',
  });
}

/** With the scenarios alone that are to be played. */
function chosen(all: Result[], given: Arguments): Result[] {
  const id = textOf(given, 'scenario');
  const ofTask = withTask(all, textOf(given, 'task'));
  if (id === undefined) return ofTask;
  return withScenario(ofTask, id).map((result) => {
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
