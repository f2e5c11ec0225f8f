/** A student's program as a child process, in whatever place it was started. */
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import type { Ending } from '../capture/record.ts';
import { libc } from './linux/libc.ts';
import type { Limits, Process } from './network.ts';

const SIOCOUTQ = 0x5411;
/** The bytes that a socket or pipe has received and nobody has read. */
export const FIONREAD = 0x541b;
const RLIMIT_CPU = 0;
const RLIMIT_FSIZE = 1;
const RLIMIT_CORE = 4;

export interface ProcessStart {
  /** What is really executed: sandbox, interpreter, program. No shell reads it. */
  argv: readonly string[];
  /** As the student would type it. */
  shown: string[];
  cwd: string;
  /** The whole environment: nothing of the harness's own is inherited. */
  env: Record<string, string>;
  limits: Limits;
  /** The clock of the place. */
  now: () => number;
  /** Finds processes of the program wherever they are, also those that left its family (daemons). Left out: none does. */
  members?: () => number[];
}

/**
 * Starts a program. It is forked before this returns, so a caller inside a network namespace gives it that namespace.
 * A program that cannot be started gives a process whose ending is `not-started`.
 */
export function startProcess(start: ProcessStart): Process {
  const [file = '', ...rest] = start.argv;
  const child = execa(file, rest, {
    cwd: start.cwd,
    env: start.env,
    extendEnv: false,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
    // A group of its own, so that the program's children can be ended with it.
    detached: true,
  });
  const pid = child.pid ?? 0;
  if (pid !== 0) applyLimits(pid, start.limits);
  // A program that ends while a line is typed to it is no error of ours.
  child.stdin.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => child.once('close', resolve));
  return {
    pid,
    command: start.shown,
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended: pid === 0 ? notStarted(child) : ending(child, pid, start),
    closed: pid === 0 ? Promise.resolve() : closed,
    unreadTyping: () => {
      const unread = askSocket(child.stdin, SIOCOUTQ);
      return unread === undefined ? undefined : unread + child.stdin.writableLength;
    },
    unreadOutput: () => (askSocket(child.stdout, FIONREAD) ?? 0) + (askSocket(child.stderr, FIONREAD) ?? 0),
    kill: (signal) => {
      killGroup(pid, signal);
      for (const stray of strays.get(pid)?.() ?? []) tryKill(stray, signal);
    },
  };
}

type Child = ReturnType<typeof execa<{ buffer: false; reject: false }>>;

interface Failure {
  originalMessage?: string | undefined;
  shortMessage?: string | undefined;
}

async function notStarted(child: PromiseLike<Failure>): Promise<Ending> {
  const result = await child;
  return {
    kind: 'not-started',
    error: result.originalMessage ?? result.shortMessage ?? 'it could not be started',
  };
}

/** A program has ended once all of its processes have; how its first one ended is how it ended. */
async function ending(child: Pick<Child, 'once'>, pid: number, start: ProcessStart): Promise<Ending> {
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('exit', (...how) => {
      resolve(how);
    });
  });
  let at = start.now();
  if (start.members !== undefined && (await straysEnded(pid, start.members))) at = start.now();
  return signal === null ? exitOrSignal(code ?? 0, at) : { kind: 'signalled', signal, at };
}

/** Of programs whose first process has ended: how to find the others, by the pid of the first. */
const strays = new Map<number, () => number[]>();
const LOOK_AGAIN_MS = 20;

/** Waits until no process is left. Resolves with false if there was none. */
async function straysEnded(pid: number, members: () => number[]): Promise<boolean> {
  if (members().length === 0) return false;
  strays.set(pid, members);
  while (members().length > 0) await delay(LOOK_AGAIN_MS);
  strays.delete(pid);
  return true;
}

/** Signals that a program dies of by its own fault, or of a limit. */
const DEADLY = [
  'SIGILL',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGSEGV',
  'SIGPIPE',
  'SIGTERM',
  'SIGXCPU',
  'SIGXFSZ',
] as const;

/** A sandbox, like a shell, tells of a signal by the exit code 128 + its number. */
function exitOrSignal(code: number, at: number): Ending {
  const signal = DEADLY.find((name) => code === 128 + constants.signals[name]);
  return signal === undefined ? { kind: 'exited', code, at } : { kind: 'signalled', signal, at };
}

/**
 * Limits a running process and all that it starts from now on (prlimit(2)). Set from outside: no further program has to be executed for
 * it. Behind a sandbox that forks, set it again for the program itself once it is there.
 */
export function applyLimits(pid: number, limits: Limits): void {
  if (process.platform !== 'linux') return;
  setLimit(pid, RLIMIT_CPU, limits.cpuSeconds);
  setLimit(pid, RLIMIT_FSIZE, limits.fileBytes);
  setLimit(pid, RLIMIT_CORE, 0);
}

function setLimit(pid: number, resource: number, value: number): void {
  const limit = Buffer.alloc(16);
  limit.writeBigUInt64LE(BigInt(value), 0);
  limit.writeBigUInt64LE(BigInt(value), 8);
  // It fails only if the program has ended already, and then there is nothing to limit.
  libc().prlimit(pid, resource, limit, null);
}

/**
 * A number that the kernel knows of a socket, such as a pipe to a child, which is a socket pair as Node makes it (unix(7)): SIOCOUTQ, the
 * bytes that the other end has not read yet; FIONREAD, those that this end has not. Undefined once it is closed, and where there is no
 * such question.
 */
export function askSocket(socket: Readable | Writable, question: number): number | undefined {
  const fd = descriptorOf(socket);
  if (process.platform !== 'linux' || fd === undefined) return undefined;
  const count = Buffer.alloc(4);
  return libc().ioctl(fd, question, count) === 0 ? count.readInt32LE(0) : undefined;
}

/** Undefined once it is closed. Node has no public name for it. */
export function descriptorOf(socket: object): number | undefined {
  const fd = (socket as { _handle?: { fd?: number } | null })._handle?.fd;
  return fd === undefined || fd < 0 ? undefined : fd;
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid === 0) return;
  for (const target of process.platform === 'win32' ? [pid] : [-pid, pid]) tryKill(target, signal);
}

function tryKill(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // ESRCH: it has ended already.
  }
}

/** The pids of a process and of all that descend from it, the process first (proc(5), `task/TID/children`). */
export function descendants(pid: number): number[] {
  const found = [pid, ...(strays.get(pid)?.() ?? [])];
  for (const next of found) found.push(...children(next));
  return found;
}

function children(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
