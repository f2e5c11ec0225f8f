/** The answer of `grade doctor`. */
import { visible } from '../visible.ts';
import type { Terminal } from './paint.ts';
import { columnsOf, padEnd, wrap } from './width.ts';

/** One thing that was tried on this machine. */
export interface MachineFinding {
  id: string;
  title: string;
  works: boolean;
  /** Nothing can be graded without it. */
  needed: boolean;
  /** What was seen. */
  detail: string;
  /** What would make it work, where it does not. */
  remedy?: string;
}

const WORD_COLUMNS = 6;

export function renderDoctor(findings: MachineFinding[], terminal: Terminal): string {
  const titleColumns = Math.max(...findings.map(({ title }) => columnsOf(title))) + 2;
  const indent = ' '.repeat(WORD_COLUMNS + titleColumns);
  const lines = findings.flatMap(({ title, works, detail, remedy }) => {
    const word = works ? terminal.paint(['bold', 'green'], 'yes') : terminal.paint(['bold', 'yellow'], 'no');
    const text = [detail, ...(remedy === undefined ? [] : [`To have it: ${remedy}`])];
    const [first = '', ...rest] = text.flatMap((part) =>
      wrap(visible(part), terminal.columns - indent.length),
    );
    return [
      `  ${padEnd(word, WORD_COLUMNS - 2)}${padEnd(title, titleColumns)}${first}`,
      ...rest.map((line) => indent + line),
    ];
  });
  return `${lines.join('\n')}\n`;
}
