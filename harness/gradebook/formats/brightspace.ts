/** Brightspace, Grades → Import: a sign before each key, and one at each line's end. Either key is enough. */
import type { Person } from '../../intake/handed-in.ts';
import { itemOf } from '../columns.ts';
import { newCsv } from '../csv.ts';
import type { Format, Order } from '../format.ts';
import { nameOf, type Grade } from '../grades.ts';
import { matchRows } from '../people.ts';

export const brightspace: Format = {
  id: 'brightspace',
  title: 'Brightspace',
  write(order) {
    const item = itemOf(order, 'Lab 1').replace(/ Points Grade.*$/, '');
    const { known, remarks } = keysOf(order);
    const rows = known.map(({ grade: { points }, person: { number, login } }) => [
      ...[number, login].map((key) => (key === undefined ? '' : `#${key}`)),
      points,
      '#',
    ]);
    const header = ['OrgDefinedId', 'Username', `${item} Points Grade`, 'End-of-Line Indicator'];
    return { content: newCsv([header, ...rows]), ending: '.csv', count: rows.length, remarks };
  },
};

interface Keyed {
  grade: Grade;
  person: Person;
}

/** The folders of a download have a number of their own, which the gradebook does not know. */
function keysOf({ grades, table }: Order): { known: Keyed[]; remarks: string[] } {
  const { matched, remarks } =
    table === undefined
      ? { matched: grades.map((grade) => ({ grade, person: grade.person ?? {} })), remarks: [] }
      : matchRows(grades, table);
  const isKnown = ({ person }: Keyed) => person.number !== undefined || person.login !== undefined;
  const unknown = matched.filter((one) => !isKnown(one)).map(({ grade }) => nameOf(grade));
  return {
    known: matched.filter(isKnown),
    remarks: [
      ...remarks,
      ...unknown.map(
        (name) => `${name} has no id that Brightspace knows: name its exported grades with --gradebook`,
      ),
    ],
  };
}
