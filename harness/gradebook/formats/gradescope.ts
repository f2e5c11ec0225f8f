/** Gradescope's roster of scores, as Download Grades gives it: filled in, or written anew. */
import type { Table } from '../../intake/table.ts';
import { UserError } from '../../spec/user-error.ts';
import { columnCalled } from '../columns.ts';
import { filledIn, newCsv } from '../csv.ts';
import type { Exported, Format, Order } from '../format.ts';
import { nameOf, type Grade } from '../grades.ts';
import { matchRows } from '../people.ts';

export const gradescope: Format = {
  id: 'gradescope-scores',
  title: 'Gradescope',
  write: (order) => (order.table === undefined ? anew(order) : fillIn(order, order.table)),
};

const HEADER = ['First Name', 'Last Name', 'SID', 'Email', 'Total Score', 'Max Points', 'Status'];

function anew({ grades }: Order): Exported {
  const isKnown = ({ person }: Grade) => person?.email !== undefined || person?.number !== undefined;
  const rows = grades.filter(isKnown).map(({ person = {}, points, maxPoints }) => {
    const { name = '', number = '', email = '' } = person;
    const words = name.split(' ');
    const last = words.length > 1 ? (words.at(-1) ?? '') : '';
    const first = words.length > 1 ? words.slice(0, -1).join(' ') : name;
    return [first, last, number, email, points, maxPoints, 'Graded'];
  });
  const unknown = grades.filter((grade) => !isKnown(grade)).map(nameOf);
  const remarks = unknown.map(
    (name) => `${name} has neither e-mail nor number: name a roster with --gradebook`,
  );
  return { content: newCsv([HEADER, ...rows]), ending: '.csv', count: rows.length, remarks };
}

function fillIn({ grades }: Order, table: Table): Exported {
  const score = columnCalled(table, ['Total Score']);
  const most = columnCalled(table, ['Max Points']);
  if (score < 0) {
    throw new UserError('This is no roster of scores of Gradescope.', {
      file: table.file,
      found: 'no column "Total Score"',
      remedy: 'download it from Review Grades → Download Grades',
    });
  }
  const { matched, remarks } = matchRows(grades, table);
  const cells = ({ points, maxPoints }: Grade): [number, string][] => [
    [score, String(points)],
    ...(most < 0 ? [] : [[most, String(maxPoints)] as [number, string]]),
  ];
  const changes = new Map(matched.map(({ row, grade }) => [row, new Map(cells(grade))]));
  return { content: filledIn(table, changes), ending: '.csv', count: changes.size, remarks };
}
