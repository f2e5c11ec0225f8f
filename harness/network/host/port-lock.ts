/**
 * A port, or a path outside of a run's folder, belongs to one run at a time, whichever process of this machine the run is in. What holds the lock is something that
 * the kernel takes back when its holder ends, however it ends, so there is no stale lock to be told from a live one:
 *
 * - Linux: a listening socket with an abstract name (unix(7)). It is seen by exactly those who share the ports, namely the
 *   processes of one network namespace.
 * - Windows: a named pipe.
 * - macOS and the BSDs: a file opened with O_EXLOCK (open(2)).
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A port, or the path of a unix socket. */
type Claim = number | string;

export interface PortLock {
  release(): Promise<void>;
}

/** Somebody held the port for as long as the caller was ready to wait. */
export class PortLocked extends Error {
  readonly port: Claim;
  /** The process that holds it, where that is known. */
  readonly holder: number | undefined;
  constructor(port: Claim, holder: number | undefined) {
    super(
      `${typeof port === 'number' ? `Port ${port}` : port} is held by ${holder === undefined ? 'another run' : `a run of process ${holder}`}.`,
    );
    this.name = 'PortLocked';
    this.port = port;
    this.holder = holder;
  }
}

/**
 * Locks all of `ports`, waiting at most `waitMs` for each from one release of it to the next: of many that wait for the same port, each
 * gets it once. Throws `PortLocked`, and then holds none.
 */
export async function lockPorts(ports: readonly Claim[], waitMs: number): Promise<PortLock> {
  const held: PortLock[] = [];
  const release = async () => {
    await Promise.all(held.splice(0).map((lock) => lock.release()));
  };
  try {
    // In one order for everybody, or two runs could each hold what the other waits for.
    for (const port of [...new Set(ports)].sort(inOneOrder)) held.push(await lockPort(port, waitMs));
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

/** Locks `port` if nobody holds it at this moment. */
export async function tryLockPort(port: Claim): Promise<PortLock | undefined> {
  return usesSockets ? trySocketLock(socketName(port)) : tryFileLock(port);
}

async function lockPort(port: Claim, waitMs: number): Promise<PortLock> {
  let deadline = performance.now() + waitMs;
  for (;;) {
    const lock = await tryLockPort(port);
    if (lock) return lock;
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) throw new PortLocked(port, await holderOf(port));
    if (await isReleased(port, leftMs)) deadline = performance.now() + waitMs;
  }
}

const usesSockets = process.platform === 'linux' || process.platform === 'win32';

function socketName(port: Claim): string {
  return process.platform === 'win32' ? `\\\\.\\pipe\\${nameOf(port)}` : `\0${nameOf(port)}`;
}

function nameOf(port: Claim): string {
  if (typeof port === 'number') return `sockmark-port-${port}`;
  return `sockmark-path-${createHash('sha1').update(port).digest('hex')}`;
}

function inOneOrder(a: Claim, b: Claim): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/** Whoever waits is connected to the holder, and hears of the release by the end of that connection. */
function trySocketLock(name: string): Promise<PortLock | undefined> {
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.on('error', () => undefined).on('close', () => waiting.delete(socket));
    socket.unref().write(String(process.pid));
  });
  const release = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of waiting) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve({ release });
    });
  });
}

const LOOK_AGAIN_MS = 20;

/** True once its holder has let go of it; false after a while in which nobody was seen to. */
async function isReleased(port: Claim, atMostMs: number): Promise<boolean> {
  if (!usesSockets) return delay(Math.min(atMostMs, LOOK_AGAIN_MS), false);
  const seen = await new Promise<'released' | 'held' | 'nothing'>((resolve) => {
    let result: 'released' | 'held' | 'nothing' = 'nothing';
    const socket = connect(socketName(port));
    socket.setTimeout(Math.max(1, atMostMs), () => {
      result = 'held';
      socket.destroy();
    });
    socket.once('connect', () => (result = 'released'));
    socket
      .on('error', () => undefined)
      .once('close', () => {
        resolve(result);
      });
    socket.resume();
  });
  // Released between two looks, or more are waiting than its backlog takes.
  if (seen === 'nothing') await delay(Math.min(atMostMs, LOOK_AGAIN_MS));
  return seen === 'released';
}

/** The process that holds the lock says so to whoever connects. */
function holderOf(port: Claim): Promise<number | undefined> {
  if (!usesSockets) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const socket = connect(socketName(port));
    const finish = (pid?: number) => {
      socket.destroy();
      resolve(pid);
    };
    socket.setTimeout(1000, finish);
    socket.once('data', (bytes) => {
      finish(Number(bytes.toString()));
    });
    socket.once('error', () => {
      finish();
    });
  });
}

/** From <sys/fcntl.h> of macOS and the BSDs; Node hands it on without having a name for it. */
const O_EXLOCK = 0x20;

async function tryFileLock(port: Claim): Promise<PortLock | undefined> {
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK;
  try {
    const file = await open(join(tmpdir(), `${nameOf(port)}.lock`), flags, 0o666);
    return { release: () => file.close() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}
