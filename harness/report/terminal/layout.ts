/** How a folder of submissions was understood: told before anything is graded, so that a wrong guess costs nothing. */
import { visible } from '../visible.ts';
import type { Terminal } from './paint.ts';
import { columnsOf, fit, padEnd } from './width.ts';

export interface ShownLayout {
  title: string;
  byTask: boolean;
  count: number;
  examples: readonly { names: readonly string[]; meaning: string }[];
  unmatched: readonly string[];
}

const MOST_UNMATCHED = 10;
const MOST_NAME_COLUMNS = 56;

export function renderLayout(layout: ShownLayout, { columns, paint }: Terminal): string {
  const { title, byTask, count, examples, unmatched } = layout;
  const what = `${byTask ? 'a folder a task, in each ' : ''}${title}`;
  const names = examples.map(({ names }) => fit(names.map(visible).join(' + '), MOST_NAME_COLUMNS));
  const widest = Math.max(0, ...names.map(columnsOf));
  const lines = examples.map(({ meaning }, index) => {
    const name = padEnd(names[index] ?? '', widest);
    return `  ${name}  ${paint('dim', '→')}  ${fit(visible(meaning), Math.max(20, columns - widest - 7))}`;
  });
  const head = `Read as ${paint('bold', visible(what))}: ${count} ${count === 1 ? 'submission' : 'submissions'}`;
  const more = count > examples.length ? [paint('dim', `  … and ${count - examples.length} more`)] : [];
  return `${[head, ...lines, ...more, ...unmatchedLines(unmatched, { columns, paint })].join('\n')}\n\n`;
}

function unmatchedLines(unmatched: readonly string[], { columns, paint }: Terminal): string[] {
  if (unmatched.length === 0) return [];
  const shown = unmatched.slice(0, MOST_UNMATCHED).map((name) => fit(visible(name), columns - 4));
  const left = unmatched.length - shown.length;
  return [
    paint('yellow', `Matched to nobody (${unmatched.length}), and not graded:`),
    ...shown.map((name) => `  ${name}`),
    ...(left > 0 ? [`  … and ${left} more, in summary.json`] : []),
  ];
}
