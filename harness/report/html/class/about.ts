/** Who a submission is from. */
import type { ClassRow } from './digest.ts';

/** By the best name that is known of each. */
export function peopleOf({ people = [] }: Pick<ClassRow, 'people'>): string[] {
  return people.flatMap(({ name, login, email, number }) => name ?? login ?? email ?? number ?? []);
}
