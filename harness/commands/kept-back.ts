/** What is left to the teacher: scenarios that students do not see, or not yet. */
import type { Scenario, Task } from '../spec/task.ts';
import { UserError } from '../spec/user-error.ts';
import { seenByStudents } from '../spec/visibility.ts';
import type { WhatToGrade } from './what-to-grade.ts';

export interface Seen {
  what: WhatToGrade;
  /** A sentence for each task that scenarios are left out of. */
  notes: string[];
}

/** How it is said to whom: what there is nothing of, what to do then, and what becomes of the scenarios that are kept. */
const TO_CHECK = {
  nothing: 'There is nothing that a student may check.',
  remedy: 'hand it in; a teacher grades it with grade batch, or with --all',
  kept: 'not checked here',
};

export const ON_PAGES: typeof TO_CHECK = {
  nothing: 'There is nothing that a page for students may show.',
  remedy: 'leave out --for-students, or wait until the due date where that is all that is missing',
  kept: 'not on this page',
};

/**
 * What is to be graded, with the scenarios that a student sees `now`.
 * @throws {UserError} where none is left.
 */
export function seenNow(what: WhatToGrade, now: Date, words = TO_CHECK): Seen {
  const due = what.assignment?.due;
  const seen = what.tasks.map((task) => seenByStudents(task, due !== undefined && due <= now));
  const notes = seen.flatMap(({ task, kept }) => (kept.length === 0 ? [] : [noteOn(task, kept, words.kept)]));
  const tasks = seen.flatMap(({ task }) => (task.scenarios.length === 0 ? [] : [task]));
  if (tasks.length === 0) {
    throw new UserError(words.nothing, { found: notes.join('\n'), remedy: words.remedy });
  }
  const ids = tasks.map(({ id }) => id);
  return { what: { ...what, tasks, names: what.names.filter(({ id }) => ids.includes(id)) }, notes };
}

function noteOn({ id }: Task, kept: Scenario[], becomes: string): string {
  const later = kept.filter(({ visibility }) => visibility === 'after-due');
  const never = kept.length - later.length;
  const points = Math.round(kept.reduce((sum, one) => sum + (one.advice ? 0 : one.points), 0) * 100) / 100;
  const when = [
    ...(never > 0 ? [`${scenarios(never)} only by your teacher`] : []),
    ...(later.length > 0 ? [`${scenarios(later.length)} after the due date`] : []),
  ];
  return `${id}: ${when.join(', and ')} (${points} points in all); ${becomes}.`;
}

function scenarios(count: number): string {
  return count === 1 ? '1 more scenario is graded' : `${count} more scenarios are graded`;
}
