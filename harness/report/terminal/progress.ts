/** How far a batch is: a few lines that are written over on a terminal, a line a submission anywhere else. */
import { visible } from '../visible.ts';
import { scoreOf } from '../words.ts';
import { type Terminal, verdictFormat, verdictWord } from './paint.ts';
import type { TableRow } from './table.ts';
import { columnsOf, fit, padStart } from './width.ts';

export interface Progress {
  started(id: string): void;
  /** `isOld`: it was graded before, and was not graded again. */
  finished(row: TableRow, isOld?: boolean): void;
  /** Takes the lines away; nothing is shown after this. */
  close(): void;
}

/** The part of a stream that progress is written to. */
interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

const BAR_COLUMNS = 30;
/** A terminal shows Ctrl-C as `^C`; a line must not run over by it, or it could not be taken away. */
const ROOM_FOR_ECHO = 3;
/** How often the seconds are counted on while nothing else happens. */
const TICK_MS = 500;

export function showProgress(total: number, output: Output, terminal: Terminal): Progress {
  return output.isTTY === true ? linesOver(total, output, terminal) : linesOn(total, output, terminal);
}

function linesOn(total: number, output: Output, terminal: Terminal): Progress {
  let done = 0;
  let old = 0;
  const digits = String(total).length;
  const count = () => `[${padStart(String(done), digits)}/${total}]`;
  const tellOld = () => {
    if (old > 0) output.write(`${count()} ${old} graded before, and not changed since\n`);
    old = 0;
  };
  return {
    started: () => undefined,
    finished(row, isOld = false) {
      if (!isOld) tellOld();
      done += 1;
      if (isOld) {
        old += 1;
        return;
      }
      const word = verdictWord(row.status, terminal.paint);
      const name = fit(visible(row.id), terminal.columns - 40);
      output.write(`${count()} ${word}  ${name}  ${scoreOf(row.score, row.maxScore)}\n`);
    },
    close: tellOld,
  };
}

interface Count {
  passed: number;
  failed: number;
  inconclusive: number;
  old: number;
}

function linesOver(total: number, output: Output, terminal: Terminal): Progress {
  const began = performance.now();
  const running = new Map<string, number>();
  const count: Count = { passed: 0, failed: 0, inconclusive: 0, old: 0 };
  let shown = 0;
  const draw = () => {
    const now = performance.now();
    const lines = [
      barLine(total, count, now - began, terminal),
      countLine(total, count, running.size, terminal),
      runningLine(running, now, terminal),
    ];
    output.write(erase(shown) + lines.join('\n'));
    shown = lines.length;
  };
  const timer = setInterval(draw, TICK_MS);
  timer.unref();
  return {
    started(id) {
      running.set(id, performance.now());
      draw();
    },
    finished(row, isOld = false) {
      running.delete(row.id);
      count[row.status] += 1;
      if (isOld) count.old += 1;
      draw();
    },
    close() {
      clearInterval(timer);
      output.write(erase(shown));
    },
  };
}

/** ECMA-48: to the line's beginning, up to the first line, then erase what is below. */
function erase(lines: number): string {
  if (lines === 0) return '';
  return `\r${lines > 1 ? `\u001b[${lines - 1}A` : ''}\u001b[0J`;
}

function barLine(total: number, count: Count, elapsedMs: number, { columns, paint }: Terminal): string {
  const done = count.passed + count.failed + count.inconclusive;
  const full = total === 0 ? BAR_COLUMNS : Math.floor((BAR_COLUMNS * done) / total);
  const bar = paint('green', '█'.repeat(full)) + paint('dim', '░'.repeat(BAR_COLUMNS - full));
  const fresh = done - count.old;
  const left = fresh === 0 || done === total ? '' : `${duration((elapsedMs / fresh) * (total - done))} left`;
  const old = count.old === 0 ? '' : `${count.old} from before`;
  const words = [`${done}/${total}`, left, old].filter((word) => word !== '').join('   ');
  return `${bar}  ${fit(words, columns - BAR_COLUMNS - 2 - ROOM_FOR_ECHO)}`;
}

function countLine(total: number, count: Count, running: number, { columns, paint }: Terminal): string {
  const { passed, failed, inconclusive } = count;
  const waiting = Math.max(0, total - passed - failed - inconclusive - running);
  const parts = [
    { text: `${passed} passed`, format: verdictFormat('passed'), isShown: true },
    { text: `${failed} lost points`, format: verdictFormat('failed'), isShown: true },
    {
      text: `${inconclusive} inconclusive`,
      format: verdictFormat('inconclusive'),
      isShown: inconclusive > 0,
    },
    { text: `${running} running`, format: 'cyan', isShown: true },
    { text: `${waiting} waiting`, format: 'dim', isShown: true },
  ] as const;
  let room = columns - ROOM_FOR_ECHO;
  const shown: string[] = [];
  for (const { text, format, isShown } of parts) {
    room -= text.length + 3;
    if (isShown && room >= 0) shown.push(paint(format, text));
  }
  return shown.join('   ');
}

/** The longest under way first: that is where somebody looks who waits. */
function runningLine(
  running: ReadonlyMap<string, number>,
  now: number,
  { columns, paint }: Terminal,
): string {
  let room = columns - ROOM_FOR_ECHO;
  const names: string[] = [];
  for (const [id, began] of running) {
    const name = `${fit(visible(id), Math.floor(columns / 3))} ${duration(now - began)}`;
    room -= columnsOf(name) + 3;
    if (room < 0) break;
    names.push(name);
  }
  return paint('dim', names.join(' · '));
}

function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
