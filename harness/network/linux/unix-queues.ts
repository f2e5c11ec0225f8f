/**
 * What `/proc/net/unix` does not tell of a unix socket: its peer, and what waits in its queue (sock_diag(7), unix_diag). It is what
 * `ss -x` shows.
 */
import { closeSync } from 'node:fs';
import { checked, libc } from './libc.ts';
import { AF_NETLINK, AF_UNIX } from './sockaddr.ts';

export interface UnixQueue {
  /** The inode of the socket at the other end; 0 where there is none, and of one that waits in a backlog. */
  peer: number;
  /** Bytes arrived and not yet read; of a socket in LISTEN, connections not yet accepted. */
  unread: number;
}

export interface UnixQueues {
  /** By inode. */
  read(): Map<number, UnixQueue>;
  close(): void;
}

const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
const NETLINK_SOCK_DIAG = 4;

/** Opens it for the calling thread's network namespace. Undefined where the kernel was built without. */
export function openUnixQueues(): UnixQueues | undefined {
  const fd = libc().socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (fd < 0) return undefined;
  const queues = {
    read: () => new Map(dump(fd)),
    close: () => {
      closeSync(fd);
    },
  };
  try {
    queues.read();
    return queues;
  } catch {
    queues.close();
    return undefined;
  }
}

const NLMSG_HEADER_BYTES = 16;
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
const SOCK_DIAG_BY_FAMILY = 20;
const NLM_F_REQUEST_DUMP = 0x1 | 0x300;
const ALL_STATES = 0xffffffff;
const UDIAG_SHOW_PEER = 0x4;
const UDIAG_SHOW_RQLEN = 0x10;
const NO_COOKIE = 0xffffffff;

/** `struct nlmsghdr` and `struct unix_diag_req`. */
function question(): Buffer {
  const message = Buffer.alloc(NLMSG_HEADER_BYTES + 24);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(SOCK_DIAG_BY_FAMILY, 4);
  message.writeUInt16LE(NLM_F_REQUEST_DUMP, 6);
  message.writeUInt8(AF_UNIX, 16);
  message.writeUInt32LE(ALL_STATES, 20);
  message.writeUInt32LE(UDIAG_SHOW_PEER | UDIAG_SHOW_RQLEN, 28);
  message.writeUInt32LE(NO_COOKIE, 32);
  message.writeUInt32LE(NO_COOKIE, 36);
  return message;
}

const chunk = Buffer.allocUnsafeSlow(32 * 1024);

/** The answer comes at once, in several pieces; each is asked for until one says that it was the last. */
function dump(fd: number): [number, UnixQueue][] {
  const message = question();
  checked('send', libc().send(fd, message, message.length, 0));
  const found: [number, UnixQueue][] = [];
  for (;;) {
    const length = checked('recv', libc().recv(fd, chunk, chunk.length, 0));
    for (const { type, body } of messagesIn(chunk.subarray(0, length))) {
      if (type === NLMSG_DONE) return found;
      if (type === NLMSG_ERROR) throw new Error('The kernel tells nothing of unix sockets (unix_diag).');
      found.push(queueIn(body));
    }
  }
}

function* messagesIn(bytes: Buffer): Generator<{ type: number; body: Buffer }> {
  for (let at = 0; at + NLMSG_HEADER_BYTES <= bytes.length;) {
    const length = Math.max(bytes.readUInt32LE(at), NLMSG_HEADER_BYTES);
    yield {
      type: bytes.readUInt16LE(at + 4),
      body: bytes.subarray(at + NLMSG_HEADER_BYTES, at + length),
    };
    at += aligned(length);
  }
}

const UNIX_DIAG_MESSAGE_BYTES = 16;
const UNIX_DIAG_PEER = 2;
const UNIX_DIAG_RQLEN = 4;

/** `struct unix_diag_msg` and its attributes (`struct nlattr`). */
function queueIn(body: Buffer): [number, UnixQueue] {
  const queue: UnixQueue = { peer: 0, unread: 0 };
  for (let at = UNIX_DIAG_MESSAGE_BYTES; at + 4 <= body.length;) {
    const length = Math.max(body.readUInt16LE(at), 4);
    const type = body.readUInt16LE(at + 2);
    if (type === UNIX_DIAG_PEER) queue.peer = body.readUInt32LE(at + 4);
    if (type === UNIX_DIAG_RQLEN) queue.unread = body.readUInt32LE(at + 4);
    at += aligned(length);
  }
  return [body.readUInt32LE(4), queue];
}

/** Messages and attributes begin at multiples of four (netlink(7)). */
function aligned(length: number): number {
  return (length + 3) & ~3;
}
