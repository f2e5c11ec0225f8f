/** The table that every course on sockets begins with, filled in by a student's own program: its calls, one a line. */
import type { SocketCall } from '../capture/calls/socket-calls.ts';
import type { ShownProgram } from '../judge/result.ts';
import { visible } from './visible.ts';

export interface CallLine {
  /** Milliseconds since the run began; empty where it is no call. */
  at: string;
  call: string;
  /** The socket's number in the program. */
  socket: string;
  what: string;
  /** A call that failed, or a socket that no call closed. */
  kind?: 'fault' | 'open';
}

export interface CallTable {
  made: CallLine[];
  /** Sockets that were still open at the end. */
  open: CallLine[];
  /** What is not in it; a sentence each. */
  gaps: string[];
}

/** Undefined where the program's calls were not written down. All texts are visible and single lines. */
export function callTableOf(program: ShownProgram): CallTable | undefined {
  const { calls } = program;
  if (calls === undefined) return undefined;
  const { made, neverClosed, dropped, incomplete } = calls;
  return {
    made: made.filter(({ call, byRuntime }) => byRuntime !== true || call === 'close').map(lineOf),
    open: neverClosed.map((descriptor) => openLine(descriptor, program)),
    gaps: [
      ...(dropped > 0 ? [`${dropped} calls in between are not kept`] : []),
      ...(incomplete ? ['It made so many calls that a part of them was not looked at.'] : []),
    ],
  };
}

function lineOf(call: SocketCall): CallLine {
  const isFault = call.error !== undefined && !NOT_YET.has(call.error.name);
  return {
    at: `${call.at.toFixed(1)} ms`,
    call: visible(call.call),
    socket: call.descriptor === undefined || call.descriptor < 0 ? '' : String(call.descriptor),
    what: [whatOf(call), outcomeOf(call)].filter((text) => text !== '').join('  '),
    ...(isFault && { kind: 'fault' }),
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

function openLine(descriptor: number, { ending }: ShownProgram): CallLine {
  const what = ending.kind === 'stopped' ? 'still open when the run ended' : 'never closed: left to the exit';
  return { at: '', call: '–', socket: String(descriptor), what, kind: 'open' };
}
