/** CSV that is written anew, and CSV of a course system that is filled in. */
import { stringify } from 'csv-stringify/sync';
import { BYTE_ORDER_MARK, type Cell, type Table } from '../intake/table.ts';
import { UserError } from '../spec/user-error.ts';

/** For spreadsheets too: UTF-8 with its mark, CRLF, and nothing that one of them would run as a formula. */
export function newCsv(rows: readonly (readonly (string | number)[])[]): Buffer {
  const records = rows.map((row) => row.map(shownInCell));
  return Buffer.from(stringify(records, { bom: true, record_delimiter: 'windows', escape_formulas: true }));
}

/** A number that comes out of `stringify` as 8.43 and not as 8.43e0; text without what ends lines elsewhere. */
function shownInCell(value: string | number): string {
  return typeof value === 'number'
    ? String(value)
    : value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ');
}

/** What is written into a table: by row (0: the header) and column. */
export type Changes = Map<number, Map<number, string>>;

/**
 * The table with some cells changed, and every other byte as it was.
 * @throws {UserError} where that cannot be done.
 */
export function filledIn(table: Table, changes: Changes): Buffer {
  const lineEnd = table.text.includes('\r\n') ? '\r\n' : '\n';
  const write = (rows: readonly (readonly Cell[])[]) => {
    const lines = rows.map((row) => row.map((cell) => cellText(cell, table)).join(table.delimiter));
    return lines.join(lineEnd) + (/[\r\n]$/.test(table.text) ? lineEnd : '');
  };
  if (write(table.rows) !== table.text) {
    throw new UserError('This gradebook cannot be filled in without changing other cells of it.', {
      file: table.file,
      found: 'quotation marks, blank lines or line ends that are not alike everywhere',
      remedy: 'download it once more, and do not save it from a spreadsheet',
    });
  }
  const rows = table.rows.map((row, index) => withChanges(row, changes.get(index)));
  return encoded(write(rows), table);
}

function withChanges(row: readonly Cell[], changes: ReadonlyMap<number, string> | undefined): Cell[] {
  return row.map((cell, index) => ({ ...cell, text: changes?.get(index) ?? cell.text }));
}

function cellText({ text, isQuoted }: Cell, { delimiter }: Table): string {
  if (!isQuoted && !text.includes(delimiter) && !/["\r\n]/.test(text)) return text;
  return `"${text.replaceAll('"', '""')}"`;
}

function encoded(text: string, { encoding, hasByteOrderMark }: Table): Buffer {
  return Buffer.from(hasByteOrderMark ? BYTE_ORDER_MARK + text : text, encoding);
}
