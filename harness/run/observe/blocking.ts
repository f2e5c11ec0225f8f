/** What a blocked system call waits for, and for how long at the most. */
import { epollTargets, isFile, memoryOf, type Thread } from './threads.ts';

export interface Blocking {
  on: 'descriptors' | 'accept' | 'connect' | 'send' | 'thread' | 'child' | 'pause' | 'other';
  /** Descriptors of which any one would wake the thread. */
  fds: number[];
  /** Milliseconds after which it wakes by itself; Infinity: never. */
  timeoutMs: number;
  /** Where it waits until a moment, and for no length: that moment by the monotonic clock, in milliseconds. */
  until?: number;
}

type Reader = (call: { pid: number; arguments: number[] }) => Blocking;

const descriptor: Reader = ({ arguments: [fd = -1] }) => ({
  on: 'descriptors',
  fds: [fd],
  timeoutMs: Infinity,
});
const forever =
  (on: Blocking['on']): Reader =>
  ({ arguments: [fd = -1] }) => ({
    on,
    fds: on === 'thread' || on === 'child' ? [] : [fd],
    timeoutMs: Infinity,
  });

const epollWait: Reader = ({ pid, arguments: [epoll = -1, , , timeout = 0] }) => ({
  on: 'descriptors',
  fds: epollTargets(pid, epoll),
  timeoutMs: signedMilliseconds(timeout),
});

const READERS: Record<string, Reader> = {
  read: descriptor,
  readv: descriptor,
  recvfrom: descriptor,
  recvmsg: descriptor,
  recvmmsg: descriptor,
  write: forever('send'),
  writev: forever('send'),
  sendto: forever('send'),
  sendmsg: forever('send'),
  accept: forever('accept'),
  accept4: forever('accept'),
  connect: forever('connect'),
  wait4: forever('child'),
  waitid: forever('child'),
  pause: forever('thread'),
  rt_sigsuspend: forever('thread'),
  poll: ({ pid, arguments: [array = 0, count = 0, timeout = 0] }) => ({
    ...pollSet(pid, array, count),
    timeoutMs: signedMilliseconds(timeout),
  }),
  ppoll: ({ pid, arguments: [array = 0, count = 0, timeout = 0] }) => ({
    ...pollSet(pid, array, count),
    timeoutMs: timespec(pid, timeout),
  }),
  select: ({ pid, arguments: [count = 0, set = 0, , , timeout = 0] }) => ({
    on: 'descriptors',
    fds: selectSet(pid, count, set),
    timeoutMs: timeval(pid, timeout),
  }),
  pselect6: ({ pid, arguments: [count = 0, set = 0, , , timeout = 0] }) => ({
    on: 'descriptors',
    fds: selectSet(pid, count, set),
    timeoutMs: timespec(pid, timeout),
  }),
  epoll_wait: epollWait,
  epoll_pwait: epollWait,
  epoll_pwait2: ({ pid, arguments: [epoll = -1, , , timeout = 0] }) => ({
    on: 'descriptors',
    fds: epollTargets(pid, epoll),
    timeoutMs: timespec(pid, timeout),
  }),
  nanosleep: ({ pid, arguments: [request = 0] }) => ({
    on: 'pause',
    fds: [],
    timeoutMs: timespec(pid, request),
  }),
  clock_nanosleep: ({ pid, arguments: [clock = 0, flags = 0, request = 0] }) => ({
    on: 'pause',
    fds: [],
    ...(flags === 0 ? { timeoutMs: timespec(pid, request) } : untilMoment(pid, clock, request)),
  }),
  rt_sigtimedwait: ({ pid, arguments: [, , timeout = 0] }) => ({
    on: 'thread',
    fds: [],
    timeoutMs: timespec(pid, timeout),
  }),
  futex: ({ pid, arguments: [, operation = 0, , timeout = 0] }) => ({
    on: 'thread',
    fds: [],
    timeoutMs: isWait(operation) ? timespec(pid, timeout) : Infinity,
  }),
  // A wait that a signal interrupted and the kernel took up again; its arguments are gone.
  restart_syscall: () => ({ on: 'other', fds: [], timeoutMs: 0 }),
};

/** Calls that read whatever a descriptor is of: a socket, a terminal, a file. */
const READS = new Set(['read', 'readv']);

/** FUTEX_WAIT and FUTEX_WAIT_BITSET take a timeout; the private and clock flags do not matter here (futex(2)). */
function isWait(operation: number): boolean {
  return [0, 9].includes(operation & 0x7f);
}

/** Numbers of the calls (unistd.h). Processors other than these two have no quiescence, and fall back to silence. */
// prettier-ignore
const NUMBERS: Partial<Record<string, Record<number, string>>> = {
  x64: {
    0: 'read', 1: 'write', 7: 'poll', 19: 'readv', 20: 'writev', 23: 'select', 34: 'pause', 35: 'nanosleep', 42: 'connect',
    43: 'accept', 44: 'sendto', 45: 'recvfrom', 46: 'sendmsg', 47: 'recvmsg', 61: 'wait4', 128: 'rt_sigtimedwait',
    130: 'rt_sigsuspend', 202: 'futex', 219: 'restart_syscall', 230: 'clock_nanosleep', 232: 'epoll_wait', 247: 'waitid',
    270: 'pselect6', 271: 'ppoll', 281: 'epoll_pwait', 288: 'accept4', 299: 'recvmmsg', 441: 'epoll_pwait2',
  },
  arm64: {
    22: 'epoll_pwait', 63: 'read', 64: 'write', 65: 'readv', 66: 'writev', 72: 'pselect6', 73: 'ppoll', 95: 'waitid',
    98: 'futex', 101: 'nanosleep', 115: 'clock_nanosleep', 128: 'restart_syscall', 133: 'rt_sigsuspend',
    137: 'rt_sigtimedwait', 202: 'accept', 203: 'connect', 206: 'sendto', 207: 'recvfrom', 211: 'sendmsg', 212: 'recvmsg',
    242: 'accept4', 243: 'recvmmsg', 260: 'wait4', 441: 'epoll_pwait2',
  },
};

const names = NUMBERS[process.arch];

/** True where blocked calls can be told apart: Linux, on a processor whose call numbers are known. */
export const canSeeCalls = process.platform === 'linux' && names !== undefined;

/** What a thread waits for; undefined for one that runs, or is in a call that is not known to wait. */
export function blockingOf(thread: Thread): Blocking | undefined {
  if (thread.state !== 'S' || thread.call === undefined) return undefined;
  const name = names?.[thread.call.number] ?? '';
  if (READS.has(name) && isFile(thread.pid, thread.call.arguments[0] ?? -1)) return undefined;
  return READERS[name]?.({ pid: thread.pid, arguments: thread.call.arguments });
}

/** `struct pollfd`: descriptor, wanted events, events. Waiting to write only (POLLOUT) is a wait to send. */
function pollSet(pid: number, array: number, count: number): Pick<Blocking, 'on' | 'fds'> {
  if (count === 0) return { on: 'pause', fds: [] };
  const bytes = memoryOf(pid, array, Math.min(count, 1024) * 8);
  if (bytes === undefined) return { on: 'other', fds: [] };
  const entries = Array.from({ length: bytes.length / 8 }, (_, at) => ({
    fd: bytes.readInt32LE(at * 8),
    wanted: bytes.readInt16LE(at * 8 + 4),
  })).filter(({ fd }) => fd >= 0);
  const sends = entries.length > 0 && entries.every(({ wanted }) => (wanted & 0x1) === 0);
  return { on: sends ? 'send' : 'descriptors', fds: entries.map(({ fd }) => fd) };
}

/** The read set of select(2): a bit a descriptor. */
function selectSet(pid: number, count: number, set: number): number[] {
  if (set === 0) return [];
  const bytes = memoryOf(pid, set, Math.ceil(Math.min(count, 1024) / 8));
  if (bytes === undefined) return [];
  return Array.from({ length: count }, (_, fd) => fd).filter((fd) => ((bytes[fd >> 3] ?? 0) >> (fd & 7)) & 1);
}

/** A C `int` in a register: negative means without end. */
function signedMilliseconds(register: number): number {
  const value = Number(BigInt.asIntN(32, BigInt(register)));
  return value < 0 ? Infinity : value;
}

/** `struct timespec`, or no limit where there is none. */
function timespec(pid: number, address: number): number {
  return seconds(pid, address, 1e6);
}

/** TIMER_ABSTIME: the request is a moment of its clock (clock_nanosleep(2)); Python sleeps so. */
function untilMoment(pid: number, clock: number, address: number): Pick<Blocking, 'timeoutMs' | 'until'> {
  const moment = timespec(pid, address);
  const until = clock === CLOCK_REALTIME ? monotonicMs() + moment - Date.now() : moment;
  return { timeoutMs: Math.max(0, until - monotonicMs()), until };
}

/** CLOCK_MONOTONIC, which all processes of a machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

const CLOCK_REALTIME = 0;

function timeval(pid: number, address: number): number {
  return seconds(pid, address, 1e3);
}

function seconds(pid: number, address: number, partsOfMillisecond: number): number {
  if (address === 0) return Infinity;
  const bytes = memoryOf(pid, address, 16);
  if (bytes === undefined) return Infinity;
  return Number(bytes.readBigInt64LE(0)) * 1000 + Number(bytes.readBigInt64LE(8)) / partsOfMillisecond;
}
