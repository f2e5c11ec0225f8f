/** `grade check`: one student's programs on a task, or on the tasks of an assignment. */
import { resolve } from 'node:path';
import { resultFile } from '../batch/class.ts';
import { openSubmission } from '../batch/layout.ts';
import { renderCommand, renderNotes } from '../report/terminal/notes.ts';
import { renderResults } from '../report/terminal/result.ts';
import { shownPath, UserError } from '../spec/user-error.ts';
import { againAfterCheck, firstLostAgain, ONE_RUN_AGAIN } from './again.ts';
import type { Arguments, Command } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { withGrading } from './grading.ts';
import { seenNow } from './kept-back.ts';
import { gradingOptions, text, textOf } from './options.ts';
import { outputOf } from './output.ts';
import { writeStudentPage } from './pages.ts';
import { watchFolder } from './watch/watch.ts';
import { loadOptionsOf, taskOrAssignment } from './what-to-grade.ts';

export const command: Command = {
  positionals: [
    { name: 'name', describe: 'a task or an assignment, as `grade list` has them, or the path of a spec' },
    {
      name: 'dir',
      describe: "the folder of the student's programs, or what was downloaded of them; else this folder",
    },
  ],
  options: {
    ...gradingOptions,
    html: text('FILE', 'write the result as a page to FILE, to be opened in a browser'),
    all: {
      type: 'boolean',
      describe: 'for teachers: also the scenarios that students do not see (visibility)',
    },
    watch: { type: 'boolean', describe: 'grade again on each save, and say what it changed; Ctrl-C ends it' },
  },
  async run(given) {
    const found = await taskOrAssignment(nameOf(given), loadOptionsOf(given));
    const { what, notes: kept } =
      given.all === true ? { what: found, notes: [] } : seenNow(found, new Date());
    const directory = textOf(given, 'dir') ?? '.';
    if (given.watch === true) return watchFolder(given, directory, what, kept);
    const { tasks, names, assignment } = what;
    return withGrading(given, tasks, async ({ grader, notes, scratch }) => {
      const results = await grader.grade(await openSubmission(directory, names, scratch));
      const page = textOf(given, 'html');
      const checked = { given, directory, tasks, results };
      if (page !== undefined) await writeStudentPage(results, resolve(page), againAfterCheck(checked));
      const again = firstLostAgain(againAfterCheck(checked, shownPath), results);
      const answer = assignment === undefined ? resultFile(results) : { results };
      await outputOf(given).answer(
        answer,
        (terminal) =>
          renderResults(results, terminal) +
          renderCommand(ONE_RUN_AGAIN, again, terminal) +
          renderNotes([...kept, ...notes], terminal),
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
