/** How far a batch is: one line that is written over on a terminal, a line a submission anywhere else. */
import { visible } from '../visible.ts';
import { scoreOf } from '../words.ts';
import { type Terminal, verdictWord } from './paint.ts';
import type { TableRow } from './table.ts';
import { fit, padStart } from './width.ts';

export interface Progress {
  started(id: string): void;
  finished(row: TableRow): void;
  /** Takes the line away; nothing is shown after this. */
  close(): void;
}

/** The part of a stream that progress is written to. */
interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_COLUMNS = 20;
/** A terminal shows Ctrl-C as `^C`; the line must not run over by it, or it could not be taken away. */
const ROOM_FOR_ECHO = 3;
/** ECMA-48: carriage return, then erase the line. */
const ERASE_LINE = '\r\u001b[2K';

export function showProgress(total: number, output: Output, terminal: Terminal): Progress {
  return output.isTTY === true ? barOn(total, output, terminal) : linesOn(total, output, terminal);
}

function linesOn(total: number, output: Output, terminal: Terminal): Progress {
  let done = 0;
  const digits = String(total).length;
  return {
    started: () => undefined,
    finished(row) {
      done += 1;
      const word = verdictWord(row.status, terminal.paint);
      const name = fit(visible(row.id), terminal.columns - 40);
      const count = `${padStart(String(done), digits)}/${total}`;
      output.write(`[${count}] ${word}  ${name}  ${scoreOf(row.score, row.maxScore)}\n`);
    },
    close: () => undefined,
  };
}

function barOn(total: number, output: Output, terminal: Terminal): Progress {
  const began = performance.now();
  const running = new Set<string>();
  const count = { done: 0, failed: 0, inconclusive: 0 };
  const redraw = () => {
    const line = barLine(total, count, running, performance.now() - began);
    output.write(ERASE_LINE + fit(line, terminal.columns - ROOM_FOR_ECHO));
  };
  return {
    started(id) {
      running.add(id);
      redraw();
    },
    finished(row) {
      running.delete(row.id);
      count.done += 1;
      if (row.status === 'failed') count.failed += 1;
      if (row.status === 'inconclusive') count.inconclusive += 1;
      redraw();
    },
    close: () => output.write(ERASE_LINE),
  };
}

function barLine(
  total: number,
  count: { done: number; failed: number; inconclusive: number },
  running: Set<string>,
  elapsedMs: number,
): string {
  const full = Math.floor((BAR_COLUMNS * count.done) / total);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full);
  const left = count.done === 0 ? '' : `  ${duration((elapsedMs / count.done) * (total - count.done))} left`;
  const inconclusive = count.inconclusive > 0 ? `, ${count.inconclusive} inconclusive` : '';
  const names = [...running].map(visible).join(', ');
  return `${bar} ${count.done}/${total}, ${count.failed} lost points${inconclusive}${left}  ${names}`;
}

function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
