/** `grade check`: one student's programs on a task, or on the tasks of an assignment. */
import { overallStatus } from '../batch/summary.ts';
import { resultFile } from '../batch/class.ts';
import { readSubmission } from '../batch/layout.ts';
import type { Result } from '../judge/result.ts';
import { renderNotes } from '../report/terminal/notes.ts';
import { renderResults } from '../report/terminal/result.ts';
import { UserError } from '../spec/user-error.ts';
import type { Arguments, Command, ExitCode } from './command.ts';
import { withGrading } from './grading.ts';
import { gradingOptions, textOf } from './options.ts';
import { outputOf } from './output.ts';
import { loadOptionsOf, taskOrAssignment } from './what-to-grade.ts';

export const command: Command = {
  positionals: [
    { name: 'name', describe: 'a task or an assignment, as `grade list` has them, or the path of a spec' },
    { name: 'dir', describe: "the folder of the student's programs; else this one" },
  ],
  options: gradingOptions,
  async run(given) {
    const { tasks, names, assignment } = await taskOrAssignment(nameOf(given), loadOptionsOf(given));
    const entry = await readSubmission(textOf(given, 'dir') ?? '.', names);
    return withGrading(given, tasks, async ({ grader, notes }) => {
      const results = await grader.grade(entry);
      const answer = assignment === undefined ? resultFile(results) : { results };
      await outputOf(given).answer(
        answer,
        (terminal) => renderResults(results, terminal) + renderNotes(notes, terminal),
      );
      return exitCodeOf(results);
    });
  },
};

function nameOf(given: Arguments): string {
  const name = textOf(given, 'name');
  if (name !== undefined) return name;
  throw new UserError('grade check needs a task or an assignment.', {
    allowed: 'grade check TASK|ASSIGNMENT [DIR]',
    remedy: 'grade list shows both',
  });
}

/** 2: not one of the results could be had. */
export function exitCodeOf(results: { status: Result['status'] }[]): ExitCode {
  const status = overallStatus(results.map((result) => result.status));
  if (status === 'passed') return 0;
  return results.every((result) => result.status === 'inconclusive') ? 2 : 1;
}
