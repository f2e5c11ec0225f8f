/**
 * The few functions of the C library that Node does not offer: namespaces, sockets that are made now and not on
 * a later tick, and questions to sockets. Linux only; loaded at the first use, since loading costs milliseconds.
 */
import { createRequire } from 'node:module';
import type koffiModule from 'koffi';

type Koffi = typeof koffiModule;

const require = createRequire(import.meta.url);

export interface Libc {
  unshare(flags: number): number;
  setns(fd: number, type: number): number;
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Uint8Array, length: number): number;
  connect(fd: number, address: Uint8Array, length: number): number;
  listen(fd: number, backlog: number): number;
  shutdown(fd: number, how: number): number;
  send(fd: number, bytes: Uint8Array, length: number, flags: number): number;
  recv(fd: number, into: Uint8Array, length: number, flags: number): number;
  setsockopt(fd: number, level: number, name: number, value: Uint8Array, length: number): number;
  getsockopt(fd: number, level: number, name: number, value: Uint8Array, length: Uint8Array): number;
  ioctl(fd: number, request: number, argument: Uint8Array): number;
  prlimit(pid: number, resource: number, limit: Uint8Array, old: null): number;
  /** `connect` on a thread of its own, since it may wait: for a place in a full backlog, for instance. */
  connectLater(fd: number, address: Uint8Array): Promise<void>;
  /** `close` on a thread of its own: closing a packet socket waits for the kernel's grace period (about 12 ms). */
  closeLater(fd: number): Promise<void>;
  /** The error of the last call on this thread, by name: `EACCES`. */
  lastError(): string;
}

/** A call of the C library that failed; `code` is the errno's name, `call` the function's. */
export class SystemError extends Error {
  readonly call: string;
  readonly code: string;
  constructor(call: string, code: string) {
    super(`${call} failed: ${code}`);
    this.name = 'SystemError';
    this.call = call;
    this.code = code;
  }
}

let loaded: Libc | undefined;

/** The C library. Throws where there is none to load (not Linux, or no prebuilt koffi for this processor). */
export function libc(): Libc {
  return (loaded ??= load());
}

/** Throws the last error as a `SystemError` if `result` says that `call` failed; else gives `result` back. */
export function checked(call: string, result: number): number {
  if (result < 0) throw new SystemError(call, libc().lastError());
  return result;
}

/** Sets an option of a socket that is an int. Throws where the system has no such option. */
export function setNumber(fd: number, level: number, name: number, value: number): void {
  const bytes = int(value);
  checked('setsockopt', libc().setsockopt(fd, level, name, bytes, bytes.length));
}

/** A C int. */
export function int(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function load(): Libc {
  const koffi = require('koffi') as Koffi;
  const c = koffi.load('libc.so.6');
  const names = new Map(Object.entries(koffi.os.errno).map(([name, number]) => [number, name]));
  const nameOf = (errno: number) => names.get(errno) ?? `errno ${errno}`;
  const connect = c.func('int connect(int fd, void *address, uint32_t length)');
  const close = c.func('int close(int fd)');
  return {
    unshare: c.func('int unshare(int flags)'),
    setns: c.func('int setns(int fd, int type)'),
    socket: c.func('int socket(int domain, int type, int protocol)'),
    bind: c.func('int bind(int fd, void *address, uint32_t length)'),
    connect,
    listen: c.func('int listen(int fd, int backlog)'),
    shutdown: c.func('int shutdown(int fd, int how)'),
    send: c.func('int64_t send(int fd, void *bytes, size_t length, int flags)'),
    recv: c.func('int64_t recv(int fd, void *into, size_t length, int flags)'),
    setsockopt: c.func('int setsockopt(int fd, int level, int name, void *value, uint32_t length)'),
    getsockopt: c.func('int getsockopt(int fd, int level, int name, void *value, void *length)'),
    ioctl: c.func('int ioctl(int fd, unsigned long request, void *argument)'),
    prlimit: c.func('int prlimit(int pid, int resource, void *limit, void *old)'),
    connectLater: (fd, address) => later(koffi, connect, 'connect', nameOf, [fd, address, address.length]),
    closeLater: (fd) => later(koffi, close, 'close', nameOf, [fd]),
    lastError: () => nameOf(koffi.errno()),
  };
}

/** Runs `call` off the main thread. koffi hands the errno of that thread to the callback. */
function later(
  koffi: Koffi,
  call: ReturnType<ReturnType<Koffi['load']>['func']>,
  name: string,
  nameOf: (errno: number) => string,
  argumentList: unknown[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    call.async(...argumentList, (error: unknown, result: number) => {
      if (error instanceof Error) reject(error);
      else if (result < 0) reject(new SystemError(name, nameOf(koffi.errno())));
      else resolve();
    });
  });
}
