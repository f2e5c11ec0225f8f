/** From what strace(1) wrote of a program to the calls that it made on sockets of its own. Pure. */
import { aboutOf } from './about.ts';
import { addressOf, courseName, SETS_OF_SOCKETS } from './names.ts';
import { keepCalls, type SocketCall, type SocketCalls } from './socket-calls.ts';
import { rawCalls, splitArguments, type RawCall } from './strace-lines.ts';

/** Calls of one program that are kept. */
const MOST_CALLS = 2000;

/** A socket that the program made, known by its inode: numbers are given again once they are free. */
interface Owned {
  descriptor: number;
  domain: string;
  type: string;
  /** Something was done with it that shows on the outside. */
  used: boolean;
  /** It was bound, or connected, or somebody tried to. */
  placed: boolean;
  closed: boolean;
  /** Belongs to the C library: it asked a service of this machine. */
  system: boolean;
}

interface Step {
  call: SocketCall;
  socket: Owned | undefined;
  /** The call's name and the socket's inode. */
  key: string;
}

/** The output of strace with the options of `harness/network/linux/strace.ts`. */
export interface Trace {
  text: string;
  /** Of a very long one the last part, with a gap before it; else empty. */
  end: string;
}

export interface Traced {
  /** When the run began: milliseconds since 1970. */
  startedAt: number;
  /** When the run was over, in milliseconds since it began: what calls came to after that is not looked at. */
  overAt: number;
  /** What it is written in, since runtimes make calls of their own. */
  language: string;
}

/** Sockets that the C library made to look up names are left out, and those that the program was born with. */
export function socketCalls({ text, end }: Trace, { startedAt, overAt, language }: Traced): SocketCalls {
  const reader = new Reader(startedAt, language);
  const until = (startedAt + overAt) / 1000;
  const isGap = end !== '';
  // What had not come back before the gap may have done so in it.
  for (const raw of rawCalls(text, until)) if (!isGap || raw.result !== undefined) reader.read(raw);
  for (const raw of rawCalls(end, until)) reader.read(raw);
  return keepCalls({ ...reader.calls(), ...(isGap ? { incomplete: true as const } : {}) }, MOST_CALLS);
}

class Reader {
  readonly #startedAt: number;
  readonly #language: string;
  readonly #sockets = new Map<string, Owned>();
  readonly #steps: Step[] = [];
  /** Descriptors of epoll sets in which a socket is. */
  readonly #epolls = new Set<string>();
  /** The last calls of each thread, on sockets or not. */
  readonly #before = new Map<number, (Step | undefined)[]>();

  constructor(startedAt: number, language: string) {
    this.#startedAt = startedAt;
    this.#language = language;
  }

  read(raw: RawCall): void {
    const name = courseName(raw);
    const inode = FIRST_SOCKET.exec(raw.arguments)?.[2];
    if (raw.name === 'epoll_ctl') this.#watched(raw);
    const step =
      raw.name === 'socket'
        ? this.#opened(raw)
        : SETS_OF_SOCKETS.has(name)
          ? this.#waited(raw, name)
          : inode === undefined
            ? undefined
            : this.#used(raw, name, inode);
    const before = [...(this.#before.get(raw.thread) ?? []), step].slice(-3);
    this.#before.set(raw.thread, before);
    if (step === undefined) return;
    this.#steps.push(step);
    if (this.#language === 'python') markPython(before);
  }

  calls(): SocketCalls {
    const isOwn = (socket: Owned) => this.#isOwn(socket);
    const own = ({ socket }: Step) => socket === undefined || isOwn(socket);
    return {
      made: merged(this.#steps.filter(own).map(({ call }) => call)),
      dropped: 0,
      neverClosed: [...this.#sockets.values()]
        .filter((socket) => isOwn(socket) && !socket.closed)
        .map(({ descriptor }) => descriptor),
    };
  }

  #opened(raw: RawCall): Step | undefined {
    const [domain = '', type = ''] = splitArguments(raw.arguments);
    if (!DOMAINS.test(domain)) return undefined;
    const made = this.#adopt(raw.result, domain, type);
    return { call: this.#call(raw, 'socket', made?.descriptor), socket: made, key: 'socket' };
  }

  #adopt(result: string | undefined, domain: string, type: string): Owned | undefined {
    const [, descriptor, inode] = SOCKET.exec(result ?? '') ?? [];
    if (inode === undefined) return undefined;
    const made = {
      ...{ descriptor: Number(descriptor), domain, type },
      ...{ used: false, placed: false, closed: false, system: false },
    };
    this.#sockets.set(inode, made);
    return made;
  }

  #watched(raw: RawCall): void {
    const [epoll = '', , target = ''] = splitArguments(raw.arguments);
    if (this.#owned(target).length > 0) this.#epolls.add(epoll);
  }

  #waited(raw: RawCall, name: string): Step | undefined {
    const [epoll = ''] = splitArguments(raw.arguments);
    const sockets = this.#owned(raw.arguments);
    const isOurs =
      name === 'epoll_wait' ? this.#epolls.has(epoll) : sockets.some((socket) => this.#isOwn(socket));
    if (!isOurs) return undefined;
    const about = [...new Set(sockets.map(({ descriptor }) => String(descriptor)))].join(', ');
    const byRuntime = EVENT_LOOPS.has(this.#language) ? { byRuntime: true as const } : {};
    return {
      call: { ...this.#call(raw, name, undefined), about, ...byRuntime },
      socket: undefined,
      key: name,
    };
  }

  #used(raw: RawCall, name: string, inode: string): Step | undefined {
    const socket = this.#sockets.get(inode);
    if (socket === undefined) return undefined;
    const call = this.#call(raw, name, Number(FIRST_SOCKET.exec(raw.arguments)?.[1]));
    if (name === 'close') socket.closed = true;
    if (name === 'accept') {
      const opened = this.#adopt(raw.result, socket.domain, socket.type);
      if (opened) [opened.used, opened.placed, call.opened] = [true, true, opened.descriptor];
    }
    socket.used ||= SHOWING.has(name) && call.error === undefined;
    socket.placed ||= PLACING.has(name);
    if (name === 'connect') socket.system ||= SERVICE.test(addressOf(raw.arguments));
    return { call, socket, key: `${name} ${inode}` };
  }

  /** Not one that the C library or a runtime made for itself: to ask a service, to look how an address is reached, to try out an option. */
  #isOwn({ domain, type, used, placed, system }: Owned): boolean {
    if (system) return false;
    if (used) return true;
    if (!type.startsWith('SOCK_STREAM') || /UNIX|LOCAL/.test(domain)) return false;
    return placed || this.#language !== 'java';
  }

  #owned(text: string): Owned[] {
    return [...text.matchAll(/<socket:\[(\d+)\]>/g)].flatMap(([, inode = '']) => {
      return this.#sockets.get(inode) ?? [];
    });
  }

  #call(raw: RawCall, name: string, descriptor: number | undefined): SocketCall {
    const [, error, text] = FAILED.exec(raw.result ?? '') ?? [];
    const bytes = MOVES_BYTES.has(name) ? Number(/^\d+/.exec(raw.result ?? '')?.[0] ?? NaN) : NaN;
    return {
      at: Math.max(0, raw.at * 1000 - this.#startedAt),
      call: name,
      descriptor,
      about: aboutOf(name, splitArguments(raw.arguments)),
      arguments: raw.arguments.replace(/<socket:\[\d+\]>/g, ''),
      ...(Number.isNaN(bytes) ? {} : { bytes }),
      ...(error === undefined ? {} : { error: { name: error, text: text ?? '' } }),
      // A close whose process ended with it is done all the same.
      ...(raw.result === undefined && name !== 'close' ? { waiting: true as const } : {}),
    };
  }
}

const DOMAINS = /^(AF|PF)_(INET6?|UNIX|LOCAL|PACKET)$/;
const SOCKET = /^(\d+)<socket:\[(\d+)\]>/;
const FIRST_SOCKET = SOCKET;
const FAILED = /^-1 (E[A-Z0-9]+)(?: \((.*)\))?/;
const MOVES_BYTES = new Set([
  ...['send', 'sendto', 'sendmsg', 'write', 'recv', 'recvfrom', 'recvmsg', 'read'],
]);
/** To look up a name the C library connects datagram sockets, to see which address it would have, and says nothing on them. */
const SHOWING = new Set([...MOVES_BYTES, 'bind', 'listen']);
/** What a socket is made for. Java makes some that it never does this with, to see which options the machine knows. */
const PLACING = new Set(['bind', 'connect', 'listen']);
/** Runtimes that wait for all sockets together, however a program is written. */
const EVENT_LOOPS: ReadonlySet<string> = new Set(['javascript', 'typescript', 'java', 'go']);
/** Where the C library asks for names (nscd(8), systemd-resolved(8)). */
const SERVICE = /^\/(var\/)?run\//;

/**
 * Marks what Python does by itself. It asks an accepted socket for its own address. Before it closes a socket that nobody refers to any more it
 * makes up a warning, in which both of the socket's addresses stand.
 */
function markPython([first, second, last]: (Step | undefined)[]): void {
  if (last === undefined) return;
  const inode = last.key.split(' ')[1] ?? '';
  const isFinal = second?.key === `getpeername ${inode}` && first?.key === `getsockname ${inode}`;
  if (last.call.call === 'close' && isFinal) {
    for (const step of [first, second, last]) step.call.byRuntime = true;
  }
  const opened = second?.call.opened;
  if (last.call.call === 'getsockname' && opened !== undefined && opened === last.call.descriptor) {
    last.call.byRuntime = true;
  }
}

/** A call made again and again in the same way is one, with how often. */
function merged(calls: SocketCall[]): SocketCall[] {
  const all: SocketCall[] = [];
  for (const call of calls) {
    const last = all.at(-1);
    if (last === undefined || !isSame(last, call)) {
      all.push(call);
      continue;
    }
    last.times = (last.times ?? 1) + 1;
    if (call.bytes !== undefined) last.bytes = (last.bytes ?? 0) + call.bytes;
  }
  return all;
}

function isSame(a: SocketCall, b: SocketCall): boolean {
  const key = ({ call, descriptor, arguments: given, opened, error, waiting, byRuntime }: SocketCall) =>
    JSON.stringify([call, descriptor, given, opened, error?.name, waiting, byRuntime]);
  return key(a) === key(b) && (a.bytes ?? 0) === (b.bytes ?? 0) * (a.times ?? 1);
}
