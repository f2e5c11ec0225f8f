/** The threads of a program's processes as the kernel shows them (proc(5): `stat`, `syscall`, `schedstat`). Linux only. */
import { closeSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { descendants } from '../../network/process.ts';

export interface Thread {
  pid: number;
  tid: number;
  /** At most 15 characters, as the kernel keeps it. */
  name: string;
  /** Name of the process's first thread. */
  processName: string;
  /** R running or runnable, S waiting, D waiting for a device, T stopped, Z ended. */
  state: string;
  /** The system call it is blocked in: number and six arguments; undefined while it runs. */
  call: { number: number; arguments: number[] } | undefined;
  /** Changes whenever the thread has run. */
  trace: string;
}

/** bubblewrap's own two processes, which only wait for the program. */
const SANDBOX = 'bwrap';
/** Around all of it, where the program's calls are written down, and what it tries out before it starts the program. */
const TRACER = 'strace';

/** The processes of a program, without the sandbox around them. Empty while the program is still being started. */
export function programPids(pid: number): number[] {
  const isTraced = nameOf(pid) === TRACER;
  return descendants(pid).filter((candidate) => {
    const name = nameOf(candidate);
    return name !== SANDBOX && !(isTraced && name === TRACER);
  });
}

/** The process that writes down a program's calls, where there is one. */
export function tracerPids(pid: number): number[] {
  return nameOf(pid) === TRACER ? [pid] : [];
}

/** All threads of the processes. One that ends meanwhile is left out. */
export function threadsOf(pids: number[]): Thread[] {
  return pids.flatMap((pid) => {
    const processName = nameOf(pid);
    return list(`/proc/${pid}/task`).flatMap((tid) => readThread(pid, Number(tid), processName));
  });
}

function readThread(pid: number, tid: number, processName: string): Thread[] {
  const folder = `/proc/${pid}/task/${tid}`;
  const stat = read(`${folder}/stat`);
  if (stat === undefined) return [];
  const { name, state } = parseStat(stat);
  const syscall = state === 'R' ? 'running' : (read(`${folder}/syscall`) ?? 'running');
  const trace = `${tid} ${state} ${syscall} ${read(`${folder}/schedstat`) ?? ''}`;
  return [{ pid, tid, name, processName, state, call: parseCall(syscall), trace }];
}

/** `pid (name) state …`: the name may hold brackets and blanks itself. */
function parseStat(stat: string): { name: string; state: string } {
  const close = stat.lastIndexOf(')');
  return { name: stat.slice(stat.indexOf('(') + 1, close), state: stat.charAt(close + 2) };
}

/** `running`, `-1 sp pc` (blocked outside of a call), or `number arg0 … arg5 sp pc`. */
function parseCall(text: string): Thread['call'] {
  const words = text.trim().split(' ');
  if (words.length < 9) return undefined;
  return { number: Number(words[0]), arguments: words.slice(1, 7).map(signed) };
}

/** A register as a signed number: -1 stays -1, and addresses of user space are exact. */
function signed(register: string): number {
  return Number(BigInt.asIntN(64, BigInt(register)));
}

interface Usage {
  /** Milliseconds of processor time, user and system. */
  cpuMs: number;
  /** Bytes of memory in use. */
  residentBytes: number;
}

/** The kernel's clock tick for `stat`: 100 a second on every Linux that Node runs on (sysconf(3), _SC_CLK_TCK). */
const TICK_MS = 10;
const PAGE_BYTES = 4096;

export function usageOf(pids: number[]): Usage {
  const total: Usage = { cpuMs: 0, residentBytes: 0 };
  for (const pid of pids) {
    const stat = read(`/proc/${pid}/stat`);
    if (stat === undefined) continue;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    total.cpuMs += (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    total.residentBytes += Number(fields[21]) * PAGE_BYTES;
  }
  return total;
}

/** Milliseconds that threads of these processes stood ready to run and found no processor free; 0 where the system does not tell. */
export function inLineMs(pids: number[]): number {
  const files = pids.flatMap((pid) =>
    list(`/proc/${pid}/task`).map((tid) => `/proc/${pid}/task/${tid}/schedstat`),
  );
  return files.reduce((sum, file) => sum + Number(read(file)?.split(' ')[1] ?? 0) / 1e6, 0);
}

/** True for a descriptor of a file on a disk: reading it ends by itself, however long the disk takes. */
export function isFile(pid: number, fd: number): boolean {
  const target = link(`/proc/${pid}/fd/${fd}`);
  return target.startsWith('/') && !target.startsWith('/dev/');
}

/** The sockets that a process has open: inode by descriptor. */
export function socketInodes(pid: number): Map<number, number> {
  const found = new Map<number, number>();
  for (const fd of list(`/proc/${pid}/fd`)) {
    const inode = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1];
    if (inode !== undefined) found.set(Number(fd), Number(inode));
  }
  return found;
}

/** The descriptors that an epoll set watches (proc(5), `fdinfo`). */
export function epollTargets(pid: number, epoll: number): number[] {
  const info = read(`/proc/${pid}/fdinfo/${epoll}`) ?? '';
  return [...info.matchAll(/^tfd:\s*(\d+)/gm)].map((match) => Number(match[1]));
}

/** Bytes of a process's memory; undefined where they cannot be read. */
export function memoryOf(pid: number, address: number, length: number): Buffer | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(`/proc/${pid}/mem`, 'r');
    const bytes = Buffer.alloc(length);
    return readSync(fd, bytes, 0, length, address) === length ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function nameOf(pid: number): string {
  return read(`/proc/${pid}/comm`)?.trimEnd() ?? SANDBOX;
}

/** One for all reads: `readFileSync` takes 64 KiB anew for each file of /proc, since such a file does not tell its size. */
const buffer = Buffer.allocUnsafeSlow(16 * 1024);

function read(path: string): string | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    return buffer.toString('latin1', 0, readSync(fd, buffer, 0, buffer.length, 0));
  } catch {
    // The thread has ended meanwhile, or is not ours to look at.
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
