/** Finding a gradebook's columns. */
import { columnKey, type Table } from '../intake/table.ts';
import { didYouMean, listWords } from '../spec/nearest.ts';
import { shownValue, UserError } from '../spec/user-error.ts';
import type { Order } from './format.ts';

/** Index of the first column called one of `names`; -1 where there is none. */
export function columnCalled({ rows }: Table, names: readonly string[]): number {
  const [header = []] = rows;
  const keys = names.map(columnKey);
  return header.findIndex(({ text }) => keys.includes(columnKey(text)));
}

/**
 * The one column for the grades: the one that `item` names, or the only one that may be meant.
 * @throws {UserError} where there is none, or several.
 */
export function gradeColumn(
  table: Table,
  item: string | undefined,
  mayBe: (header: string) => boolean,
): number {
  const [header = []] = table.rows;
  const all = header.map(({ text }, index) => ({ text, index })).filter(({ text }) => mayBe(text));
  const named = item === undefined ? all : all.filter(({ text }) => isNamed(text, item));
  const [only, second] = named;
  if (only !== undefined && second === undefined) return only.index;
  const titles = (named.length > 0 ? named : all).map(({ text }) => text);
  throw new UserError('The column for the grades cannot be told.', {
    file: table.file,
    found: item === undefined ? `${titles.length} columns that may be meant` : shownValue(item),
    allowed: titles.length === 0 ? 'a gradebook with a column for the grades' : listWords(titles),
    remedy: (item === undefined ? undefined : didYouMean(item, titles)) ?? 'name it: --item "…"',
  });
}

/** By its whole header, by its title, or by the id in it. */
function isNamed(header: string, item: string): boolean {
  const id = /\((\d+)\)\s*$|\|(\d+)\s*$/.exec(header);
  const title = header.replace(/\s*(?:\[.*|\(\d+\)\s*)$/, '');
  return [header, title, id?.[1], id?.[2]].includes(item);
}

/** @throws {UserError} where the user named none. */
export function itemOf({ item }: Order, example: string): string {
  if (item !== undefined) return item;
  throw new UserError('The gradebook needs the name of the column.', {
    remedy: `--item ${JSON.stringify(example)}`,
  });
}

/** @throws {UserError} where the user named no file. */
export function tableOf({ table }: Order, title: string, where: string): Table {
  if (table !== undefined) return table;
  throw new UserError(`${title} takes back only what it has written itself.`, {
    found: 'no gradebook',
    allowed: `--gradebook FILE, ${where}`,
    remedy: 'download it, and name it: Sockmark fills in the grades and leaves the rest as it is',
  });
}
