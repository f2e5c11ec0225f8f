/** What changed between two gradings of a class, a student at a time. */
import { visible } from '../visible.ts';
import { points } from '../words.ts';
import { type Terminal, verdictWord } from './paint.ts';
import { columnsOf, fit, padEnd } from './width.ts';

type Verdict = Parameters<typeof verdictWord>[0];

interface Standing {
  status: Verdict;
  score: number;
  finalScore?: number;
}

export interface ShownChanges {
  unchanged: number;
  changed: {
    id: string;
    before: Standing;
    after: Standing;
    checks: { task: string; scenario: string; check: string; before?: Standing; after?: Standing }[];
  }[];
  onlyBefore: string[];
  onlyAfter: string[];
}

const MOST_CHECKS = 12;

export function renderClassChanges(changes: ShownChanges, terminal: Terminal): string {
  const { unchanged, changed, onlyBefore, onlyAfter } = changes;
  const students = changed.map((change) => studentLines(change, terminal).join('\n'));
  const list = (what: string, ids: string[]) =>
    ids.length === 0
      ? []
      : [`${what} (${ids.length}): ${fit(ids.map(visible).join(', '), terminal.columns * 3)}`];
  const total = `${changed.length} changed, ${unchanged} not`;
  return `${[
    ...students,
    ...list('Only in the old one', onlyBefore),
    ...list('Only in the new one', onlyAfter),
    total,
  ].join('\n\n')}\n`;
}

function studentLines(
  { id, before, after, checks }: ShownChanges['changed'][number],
  terminal: Terminal,
): string[] {
  const { paint, columns } = terminal;
  const score = `${points(before.score)} → ${points(after.score)} points`;
  const status =
    before.status === after.status
      ? ''
      : `   ${verdictWord(before.status, paint)} → ${verdictWord(after.status, paint)}`;
  const head = `${paint('bold', fit(visible(id), columns - 40))}   ${score}${status}${decided(before, after)}`;
  const names = checks
    .slice(0, MOST_CHECKS)
    .map(({ task, scenario, check }) => fit(visible(`${task} / ${scenario} / ${check}`), columns - 32));
  const widest = Math.max(0, ...names.map(columnsOf));
  const rows = names.map((name, index) => {
    const { before: old, after: now } = checks[index] ?? {};
    return `  ${padEnd(name, widest)}  ${standing(old, terminal)} → ${standing(now, terminal)}`;
  });
  const left = checks.length - rows.length;
  return [head, ...rows, ...(left > 0 ? [paint('dim', `  … and ${left} more checks`)] : [])];
}

/** What counts has changed by more than what was measured: a person decided, or it was late. */
function decided(before: Standing, after: Standing): string {
  const [old, now] = [before.finalScore, after.finalScore];
  if (old === now || (old === before.score && now === after.score)) return '';
  return `   counts: ${old === undefined ? 'nothing yet' : points(old)} → ${now === undefined ? 'nothing yet' : points(now)}`;
}

function standing(one: Standing | undefined, { paint }: Terminal): string {
  return one === undefined ? 'not there' : `${verdictWord(one.status, paint)} ${points(one.score)}`;
}
