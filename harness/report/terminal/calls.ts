/** The table that every course on sockets begins with, filled in by a student's own program: its calls, one a line. */
import type { SocketCall } from '../../capture/calls/socket-calls.ts';
import type { ShownProgram } from '../../judge/result.ts';
import { visible } from '../visible.ts';
import { programName } from '../words.ts';
import { type Terminal, verdictFormat } from './paint.ts';
import { columnsOf, fit, padEnd, padStart } from './width.ts';

const TIME_COLUMNS = 12;
const SOCKET = 'socket';
/** Lines of one program; of more the beginning and the end are shown. */
const MOST_LINES = 40;
const LINES_AT_END = 10;

type Format = Parameters<Terminal['paint']>[0];

interface Line {
  at: string;
  call: string;
  socket: string;
  what: string;
  format: Format | undefined;
}

/** A table a program, each with an empty line before it; none where the calls were not written down. `whole`: every call that is kept. */
export function renderCalls(programs: ShownProgram[], terminal: Terminal, whole: boolean): string[] {
  const tables = programs.map((program) => table(program, terminal, whole));
  return tables.flatMap((lines) => (lines.length === 0 ? [] : ['', ...lines]));
}

function table(program: ShownProgram, terminal: Terminal, whole: boolean): string[] {
  const { calls } = program;
  if (calls === undefined) return [];
  const made = calls.made.filter(({ call, byRuntime }) => byRuntime !== true || call === 'close').map(lineOf);
  const open = calls.neverClosed.map((descriptor) => openLine(descriptor, program));
  const lines = [...(whole ? made : shorten(made, 'calls')), ...shorten(open, 'sockets')];
  const head = `  The socket calls of ${programName(program)}`;
  const left = calls.dropped > 0 ? [`    ${calls.dropped} calls in between are not kept`] : [];
  const gap = calls.incomplete ? ['    It made so many calls that a part of them was not looked at.'] : [];
  return [
    terminal.paint('bold', fit(head, terminal.columns)),
    ...(lines.length === 0 ? ['    none'] : draw(lines, terminal)),
    ...[...left, ...gap].map((text) => terminal.paint('dim', fit(text, terminal.columns))),
  ];
}

function draw(lines: Line[], { columns, paint }: Terminal): string[] {
  const callColumns = lines.reduce((widest, { call }) => Math.max(widest, columnsOf(call)), 0);
  const text = ({ at, call, socket, what }: Omit<Line, 'format'>) =>
    fit(
      `${padStart(at, TIME_COLUMNS)}  ${padEnd(call, callColumns)}  ${padStart(socket, SOCKET.length)}  ${what}`.trimEnd(),
      columns,
    );
  const head = paint('dim', text({ at: '', call: 'call', socket: SOCKET, what: '' }));
  return [head, ...lines.map(({ format, ...line }) => (format ? paint(format, text(line)) : text(line)))];
}

function lineOf(call: SocketCall): Line {
  const isFault = call.error !== undefined && !NOT_YET.has(call.error.name);
  return {
    at: `${call.at.toFixed(1)} ms`,
    call: visible(call.call),
    socket: call.descriptor === undefined || call.descriptor < 0 ? '' : String(call.descriptor),
    what: [whatOf(call), outcomeOf(call)].filter((text) => text !== '').join('  '),
    format: isFault ? verdictFormat('failed') : undefined,
  };
}

const SENDS = new Set(['send', 'sendto', 'sendmsg', 'write']);
const RECEIVES = new Set(['recv', 'recvfrom', 'recvmsg', 'read']);
/** Of a socket that does not block: no fault, but an answer for now (errno(3)). */
const NOT_YET = new Set(['EINPROGRESS', 'EAGAIN', 'EALREADY', 'EINTR']);

function whatOf({ call, about, bytes, opened, times }: SocketCall): string {
  const said = visible(about);
  if (opened !== undefined) return listed(said, `as socket ${opened}`);
  if (times !== undefined) {
    return listed(said, `${times} times`, bytes === undefined ? '' : `${bytesOf(bytes)} together`);
  }
  if (bytes !== undefined && RECEIVES.has(call)) return received(bytes, said);
  return bytes !== undefined && SENDS.has(call) ? sent(bytes, said) : said;
}

function listed(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** `asked`: how many bytes were to go, and where to; of sendmsg(2) only where to. */
function sent(bytes: number, asked: string): string {
  const number = bytesOf(bytes);
  if (asked === '' || asked === number || asked.startsWith(`${number} `)) return asked || number;
  return `${number}${/^\d+ byte/.test(asked) ? ' of' : ' to'} ${asked}`;
}

function received(bytes: number, room: string): string {
  const what = bytes === 0 ? 'nothing: the other side has closed' : bytesOf(bytes);
  return room === '' || bytes === 0 ? what : `${what} (${room})`;
}

function bytesOf(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}

function outcomeOf({ call, error, waiting, byRuntime }: SocketCall): string {
  if (waiting) return 'had not come back at the end';
  if (error !== undefined) {
    const { name, text } = error;
    return `failed: ${visible(text === '' ? name : `${text} (${name})`)}`;
  }
  return byRuntime && call === 'close' ? 'not by the program: it had forgotten this socket' : '';
}

function openLine(descriptor: number, { ending }: ShownProgram): Line {
  const what = ending.kind === 'stopped' ? 'still open when the run ended' : 'never closed: left to the exit';
  return { at: '', call: '–', socket: String(descriptor), what, format: 'dim' };
}

function shorten(lines: Line[], noun: string): Line[] {
  const left = lines.length - MOST_LINES;
  if (left <= 0) return lines;
  const more = { at: '', call: '…', socket: '', what: `${left} more ${noun}`, format: 'dim' as const };
  return [...lines.slice(0, MOST_LINES - LINES_AT_END), more, ...lines.slice(-LINES_AT_END)];
}
