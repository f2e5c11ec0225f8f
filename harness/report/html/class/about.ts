/** Who a submission is from, and what a person or the clock had to say about it. */
import { points } from '../../words.ts';
import type { ClassRow } from './digest.ts';

/** By the best name that is known of each. */
export function peopleOf({ people = [] }: Pick<ClassRow, 'people'>): string[] {
  return people.flatMap(({ name, login, email, number }) => name ?? login ?? email ?? number ?? []);
}

/** A sentence each: what a person decided is told apart from what was measured. */
export function remarksOn({
  late,
  overrides = [],
  remarks = [],
}: Pick<ClassRow, 'late' | 'overrides' | 'remarks'>): string[] {
  const decided = overrides.map(({ task, points: set, comment, by = 'a person' }) => {
    const what = set === undefined ? 'Remark' : `Set to ${points(set)} points`;
    const where = task === undefined ? '' : ` for ${task}`;
    return `${what}${where} by ${by}${comment === undefined ? '' : `: ${comment}`}`;
  });
  return [...(late === undefined ? [] : [late.note]), ...decided, ...remarks];
}
