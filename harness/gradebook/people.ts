/** Which row of a gradebook is whose. */
import { matcherOf, rowsOfRoster } from '../intake/roster.ts';
import type { Person } from '../intake/handed-in.ts';
import type { Table } from '../intake/table.ts';
import { nameOf, type Grade } from './grades.ts';

export interface Matched {
  grade: Grade;
  /** Index into the rows of the table; 0 is its header. */
  row: number;
  /** All that the table tells of the person. */
  person: Person;
}

export interface Matches {
  matched: Matched[];
  /** Grades of nobody in the table; a sentence each. */
  remarks: string[];
}

/** @throws {UserError} where the table does not tell who is who. */
export function matchRows(grades: readonly Grade[], table: Table): Matches {
  const roster = rowsOfRoster(table);
  const match = matcherOf(roster);
  const matched: Matched[] = [];
  const remarks: string[] = [];
  for (const grade of grades) {
    const rows = match(whoseIs(grade, remarks));
    if (rows.length === 0) remarks.push(`${nameOf(grade)} (${grade.submission.id}) is not in the gradebook`);
    matched.push(...rows.map((row) => ({ grade, row: roster.indexOf(row) + 1, person: row.person })));
  }
  return { matched, remarks };
}

/** Somebody who is known is not asked for by the group. */
function whoseIs({ submission, person }: Grade, remarks: string[]) {
  const { id, group } = submission;
  return person === undefined
    ? { id, group, people: [], remarks }
    : { id: '', group: undefined, people: [person], remarks };
}
