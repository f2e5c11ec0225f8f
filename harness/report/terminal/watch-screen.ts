/**
 * A verdict, and another one for each save. On a terminal each takes the place of the one before, which stays there
 * until then; anywhere else they stand below each other.
 */
import { visible } from '../visible.ts';
import type { Terminal } from './paint.ts';
import { columnsOf, fit } from './width.ts';

export interface WatchScreen {
  /** A grading has begun, because of these files; none before the first one. */
  working(saved: readonly string[]): void;
  /** A grading has ended. `answer` ends in a line end. */
  verdict(answer: string, saved: readonly string[]): void;
  /** Nothing is shown after this. */
  close(): void;
}

interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** ECMA-48: carriage return, then erase the line. */
const ERASE_LINE = '\r\u001b[2K';
/** ECMA-48: to the upper left corner, then erase from there. What has scrolled off is left to be scrolled back to. */
const CLEAR_SCREEN = '\u001b[H\u001b[J';
/** A terminal shows Ctrl-C as `^C`; the line must not run over by it, or it could not be taken away. */
const ROOM_FOR_ECHO = 3;
const NAMES_SHOWN = 3;

/** `folder`: what is watched, as it is called in front of people. `terminal`: asked again each time, since windows change. */
export function watchScreen(folder: string, output: Output, terminal: () => Terminal): WatchScreen {
  const waiting = `Watching ${visible(folder)}: save to grade again, Ctrl-C to end.`;
  return output.isTTY === true ? screenOn(waiting, output, terminal) : linesOn(waiting, output, terminal);
}

function screenOn(waiting: string, output: Output, terminal: () => Terminal): WatchScreen {
  let isFirst = true;
  const statusLine = (text: string) => {
    const { columns, paint } = terminal();
    return paint('dim', fit(text, columns - ROOM_FOR_ECHO));
  };
  return {
    working(saved) {
      output.write(ERASE_LINE + statusLine(saved.length === 0 ? 'Grading…' : `${saidOf(saved)}: grading…`));
    },
    verdict(answer, saved) {
      const place = isFirst ? ERASE_LINE : CLEAR_SCREEN;
      isFirst = false;
      const what = saved.length === 0 ? '' : `${saidOf(saved)}. `;
      output.write(`${place}${answer}\n${statusLine(`${timeOfDay()}  ${what}${waiting}`)}`);
    },
    close: () => output.write('\n'),
  };
}

function linesOn(waiting: string, output: Output, terminal: () => Terminal): WatchScreen {
  let isFirst = true;
  return {
    working: () => undefined,
    verdict(answer, saved) {
      output.write(isFirst ? `${answer}\n${waiting}\n` : `\n${heading(saved, terminal())}\n\n${answer}`);
      isFirst = false;
    },
    close: () => undefined,
  };
}

function heading(saved: readonly string[], { columns, paint }: Terminal): string {
  const text = fit(`══ ${timeOfDay()}  ${saidOf(saved)} `, columns);
  return paint('bold', text + '═'.repeat(Math.max(0, columns - columnsOf(text))));
}

function saidOf(saved: readonly string[]): string {
  const names = saved.slice(0, NAMES_SHOWN).map(visible);
  const more = saved.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} changed`;
}

function timeOfDay(): string {
  return new Date().toLocaleTimeString('en-GB');
}
