/**
 * Blackboard, Work Offline: a column is known by the id in its header, and one without an id would become a new
 * column of text. So the downloaded file is filled in; it is often UTF-16 and separated by tabs, and stays so.
 */
import { gradeColumn, tableOf } from '../columns.ts';
import { filledIn } from '../csv.ts';
import type { Format } from '../format.ts';
import { matchRows } from '../people.ts';

const GRADE_COLUMN = /\|\s*\d+\s*$/;
/** Columns that Blackboard computes. */
const COMPUTED = /^(?:weighted )?total\b/i;

export const blackboard: Format = {
  id: 'blackboard',
  title: 'Blackboard',
  write(order) {
    const table = tableOf(order, 'Blackboard', 'what Work Offline → Download gives');
    const column = gradeColumn(
      table,
      order.item,
      (header) => GRADE_COLUMN.test(header) && (order.item !== undefined || !COMPUTED.test(header)),
    );
    const { matched, remarks } = matchRows(order.grades, table);
    const changes = new Map(
      matched.map(({ row, grade }) => [row, new Map([[column, String(grade.points)]])]),
    );
    const ending = table.delimiter === '\t' ? '.xls' : '.csv';
    return { content: filledIn(table, changes), ending, count: changes.size, remarks };
  },
};
