/**
 * Canvas, Grades → Import (canvas-lms: lib/gradebook_importer.rb). It looks students up by ID, then by SIS id, then by
 * login; the column's assignment by the id in brackets, then by its title, and makes a new one where there is none.
 */
import type { Person } from '../../intake/handed-in.ts';
import { UserError } from '../../spec/user-error.ts';
import { gradeColumn, itemOf } from '../columns.ts';
import { newCsv } from '../csv.ts';
import type { Exported, Format, Order } from '../format.ts';
import { nameOf, type Grade } from '../grades.ts';
import { matchRows } from '../people.ts';

const IDENTITY = ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section'] as const;
/** Canvas passes over every column with these words in it: it takes them for its own totals. */
const FORBIDDEN = /(?:Current|Final)\s+(?:Score|Points|Grade)|Override\s+(?:Score|Grade|Status)/i;
const WITH_ID = /\(\d+\)\s*$/;
/** Canvas compares at two decimals. */
const MOST_DECIMALS = 2;

export const canvas: Format = {
  id: 'canvas',
  title: 'Canvas',
  write: (order) => (order.table === undefined ? fromDownload(order) : fromGradebook(order, order.table)),
};

/** The ids that Canvas itself put before the names of the files are those of its gradebook. */
function fromDownload(order: Order): Exported {
  const item = allowedItem(itemOf(order, 'Lab 1 (12345)'));
  const isKnown = ({ person = {} }: Grade) =>
    [person.participant, person.number, person.login].some((id) => id !== undefined);
  const unknown = order.grades.filter((grade) => !isKnown(grade));
  const rows = order.grades.filter(isKnown).map((grade) => rowOf(identityOf(grade.person ?? {}), grade));
  const remarks = unknown.map(
    (grade) => `${nameOf(grade)} has no id that Canvas knows: name its gradebook with --gradebook`,
  );
  const noId = WITH_ID.test(item)
    ? []
    : [`"${item}" has no id in brackets: Canvas makes a new assignment unless one is called just so`];
  return exported(order, item, rows, [...noId, ...remarks]);
}

function fromGradebook(order: Order, table: NonNullable<Order['table']>): Exported {
  const column = gradeColumn(table, order.item, (header) => WITH_ID.test(header) && !FORBIDDEN.test(header));
  const [header = []] = table.rows;
  const at = IDENTITY.map((name) => header.findIndex(({ text }) => text.trim() === name));
  const { matched, remarks } = matchRows(order.grades, table);
  const rows = matched.map(({ grade, row }) =>
    rowOf(
      at.map((index) => table.rows[row]?.[index]?.text ?? ''),
      grade,
    ),
  );
  return exported(order, header[column]?.text ?? '', rows, remarks);
}

function identityOf({ name = '', participant = '', number = '', login = '' }: Person): string[] {
  return [name, participant, number, login, ''];
}

function rowOf(identity: readonly string[], { points }: Grade): (string | number)[] {
  return [...identity, Number(points.toFixed(MOST_DECIMALS))];
}

function exported(order: Order, item: string, rows: (string | number)[][], remarks: string[]): Exported {
  const most = Math.max(0, ...order.grades.map(({ maxPoints }) => maxPoints));
  const content = newCsv([[...IDENTITY, item], ['    Points Possible', '', '', '', '', most], ...rows]);
  return { content, ending: '.csv', count: rows.length, remarks };
}

function allowedItem(item: string): string {
  if (!FORBIDDEN.test(item)) return item;
  throw new UserError('Canvas passes over a column of this name.', {
    found: JSON.stringify(item),
    allowed: 'a name without "Final Score", "Current Points" and the like',
    remedy: 'call the assignment otherwise in Canvas',
  });
}
