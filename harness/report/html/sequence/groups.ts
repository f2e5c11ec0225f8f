/** A long conversation, folded: its beginning, its end and what stands around a lost point are open, the rest is behind a click. */
import type { Row } from '../../conversation/rows.ts';

const SHORT_ENOUGH = 40;
const AT_THE_BEGINNING = 16;
const AT_THE_END = 10;
const AROUND_A_LOSS = 3;
const LOSSES_SHOWN = 4;

export interface Group {
  kind: 'shown' | 'folded';
  /** Of its rows, in their order. */
  indexes: number[];
}

export function inGroups(rows: readonly Pick<Row, 'lost'>[]): Group[] {
  const losses = rows.flatMap((row, index) => (row.lost.length > 0 ? [index] : [])).slice(0, LOSSES_SHOWN);
  const isShown = (index: number) =>
    rows.length <= SHORT_ENOUGH ||
    index < AT_THE_BEGINNING ||
    index >= rows.length - AT_THE_END ||
    losses.some((loss) => Math.abs(loss - index) <= AROUND_A_LOSS);
  const groups: Group[] = [];
  for (const index of rows.keys()) {
    const kind = isShown(index) ? 'shown' : 'folded';
    const last = groups.at(-1);
    if (last?.kind === kind) last.indexes.push(index);
    else groups.push({ kind, indexes: [index] });
  }
  return groups;
}
