/** The pages that are handed back to students: with what students see, and with nothing that is the teacher's. */
import { basename, join, resolve } from 'node:path';
import { writeWholeFile } from '../batch/files.ts';
import type { ClassSummary } from '../batch/summary.ts';
import { withScenarios } from '../judge/assemble.ts';
import type { Result } from '../judge/result.ts';
import { peopleOf } from '../report/html/class-page.tsx';
import { renderStudentPage } from '../report/html/student-page.tsx';
import { standingInWords } from '../report/standing.ts';
import type { Task } from '../spec/task.ts';
import { shownPath, shownValue, UserError } from '../spec/user-error.ts';
import { againAtHome } from './again.ts';
import type { Arguments } from './command.ts';
import { ON_PAGES, seenNow, type Seen } from './kept-back.ts';
import { textOf } from './options.ts';
import { resultsIn } from './pages.ts';
import type { WhatToGrade } from './what-to-grade.ts';

interface Copies {
  folder: string;
  /** The folder of the results that they are made from. */
  out: string;
  seen: Seen;
}

/**
 * What is to be handed back, where that is asked for.
 * @throws {UserError} where students see nothing of it, or the teacher's own pages lie there.
 */
export function copiesFor(given: Arguments, what: WhatToGrade, out: string): Copies | undefined {
  const name = textOf(given, 'for-students');
  if (name === undefined) return undefined;
  const folder = resolve(name);
  if (folder === out || folder === join(out, 'submissions')) {
    throw new UserError('The pages for students need a folder of their own.', {
      found: `--for-students ${shownValue(name)}, in which the pages for teachers lie`,
      remedy: 'name another folder',
    });
  }
  return { folder, out, seen: seenNow(what, new Date(), ON_PAGES) };
}

/** Writes them, one after another, and returns a sentence on it. @throws {FileNotWritten} where one cannot be written. */
export async function writeStudentCopies(summary: ClassSummary, copies: Copies): Promise<string> {
  const { folder, out, seen } = copies;
  const { tasks } = seen.what;
  const name = summary.assignment?.id ?? tasks[0]?.id ?? '';
  for (const row of summary.submissions) {
    const results = (await resultsIn(join(out, row.file))).flatMap((result) => seenOf(result, tasks));
    const page = renderStudentPage({
      results,
      people: peopleOf(row),
      // The others are for whoever grades.
      remarks: [...standingInWords({ ...row, remarks: [] }), ...seen.notes],
      again: againAtHome(name, results),
      hrefOf: (file) => file,
    });
    await writeWholeFile(join(folder, `${basename(row.file, '.json')}.html`), page);
  }
  const without = seen.notes.length === 0 ? '' : ', without the scenarios that they do not see, or not yet';
  return `The pages for students: ${shownPath(folder)}${without}`;
}

/** What students see of it, in a list of one; packets stay with the teacher, since they are files of their own. */
function seenOf(result: Result, tasks: readonly Task[]): Result[] {
  const task = tasks.find(({ id }) => id === result.task.id);
  if (task === undefined) return [];
  const seen = result.scenarios.filter(({ id }) => task.scenarios.some((scenario) => scenario.id === id));
  for (const scenario of seen) delete scenario.capture;
  return [withScenarios(result, seen)];
}
