/** Keeps a drawing on one screen: the beginning, the end, and what stands around a lost point. */
import type { Row } from '../../conversation/rows.ts';

const SHORT_ENOUGH = 24;
const AT_THE_BEGINNING = 8;
const AT_THE_END = 6;
const AROUND_A_LOSS = 2;
const LOSSES_SHOWN = 3;

/** `rows`, with a number for so many of them left out. */
export function shorten(rows: Row[]): (Row | number)[] {
  if (rows.length <= SHORT_ENOUGH) return rows;
  const losses = rows.flatMap((row, index) => (row.lost.length > 0 ? [index] : [])).slice(0, LOSSES_SHOWN);
  const isKept = (index: number) =>
    index < AT_THE_BEGINNING ||
    index >= rows.length - AT_THE_END ||
    losses.some((loss) => Math.abs(loss - index) <= AROUND_A_LOSS);
  const shown: (Row | number)[] = [];
  for (const [index, row] of rows.entries()) {
    const last = shown.at(-1);
    if (isKept(index)) shown.push(row);
    else if (typeof last === 'number') shown[shown.length - 1] = last + 1;
    else shown.push(1);
  }
  return shown;
}
