/** A packet socket on the loopback: it sees every packet once, with the kernel's own time of arrival (packet(7)). */
import { checked, int, libc, setNumber, SystemError } from './libc.ts';
import { AF_PACKET, packetAddress } from './sockaddr.ts';

const SOCK_RAW = 3;
const SOCK_NONBLOCK = 0o4000;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_RCVBUF = 8;
const SO_RCVBUFFORCE = 33;
const SOL_PACKET = 263;
const PACKET_STATISTICS = 6;
const PACKET_IGNORE_OUTGOING = 23;
const SIOCGSTAMPNS = 0x8907;

/** The loopback's index: 1 in every network namespace, since it is the first interface made. */
export const LOOPBACK_INDEX = 1;

/** Room for packets between two looks: at 750 MB/s some 80 ms. */
const RECEIVE_BUFFER_BYTES = 64 * 1024 * 1024;

/** The largest packet of the loopback: a 64 KiB segment and its headers. */
const FRAME_BYTES = 65_536 + 256;

export interface PacketSocket {
  /** Hands over the frames that have come since the last call, with their times (nanoseconds since 1970). */
  drain(onFrame: (frame: Uint8Array, atNs: bigint) => void): void;
  /** Packets that the kernel dropped since the socket was opened, because nobody fetched them in time. */
  lost(): number;
  close(): Promise<void>;
}

/**
 * Opens a packet socket in the network namespace of the calling thread. Needs CAP_NET_RAW there.
 * Throws `SystemError` (`EPERM`) without it.
 */
export function openPacketSocket(): PacketSocket {
  // No protocol until it is bound: a socket that listens already is taken off and on again, which waits some 10 ms for the kernel.
  const fd = checked('socket', libc().socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  setNumber(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
  enlargeReceiveBuffer(fd);
  const address = packetAddress(LOOPBACK_INDEX);
  checked('bind', libc().bind(fd, address, address.length));
  const stamp = Buffer.alloc(16);
  // The first question switches the stamps on; it has no packet yet to speak of (ENOENT).
  libc().ioctl(fd, SIOCGSTAMPNS, stamp);
  let lost = 0;
  return {
    drain: (onFrame) => {
      drain(fd, stamp, onFrame);
    },
    lost: () => (lost += droppedSinceLastAsked(fd)),
    close: () => libc().closeLater(fd),
  };
}

/** Beyond the system's limit only root of the machine may go (CAP_NET_ADMIN); inside a user namespace it is as large as allowed. */
function enlargeReceiveBuffer(fd: number): void {
  const bytes = int(RECEIVE_BUFFER_BYTES);
  if (libc().setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, bytes, bytes.length) === 0) return;
  setNumber(fd, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES);
}

/** One for all sockets: a frame is copied out before the next is read. */
const frameBuffer = Buffer.allocUnsafeSlow(FRAME_BYTES);

function drain(fd: number, stamp: Buffer, onFrame: (frame: Uint8Array, atNs: bigint) => void): void {
  for (;;) {
    const length = libc().recv(fd, frameBuffer, FRAME_BYTES, 0);
    if (length < 0) {
      const code = libc().lastError();
      if (code === 'EAGAIN' || code === 'EWOULDBLOCK') return;
      // The loopback going down, at the end of a namespace, is told once and is no loss.
      if (code === 'ENETDOWN') continue;
      throw new SystemError('recv', code);
    }
    libc().ioctl(fd, SIOCGSTAMPNS, stamp);
    onFrame(Uint8Array.prototype.slice.call(frameBuffer, 0, length), nanoseconds(stamp));
  }
}

/** `struct timespec`: seconds and nanoseconds. */
function nanoseconds(timespec: Buffer): bigint {
  return timespec.readBigInt64LE(0) * 1_000_000_000n + timespec.readBigInt64LE(8);
}

/** `struct tpacket_stats`: packets, drops. The kernel sets both to 0 as it tells them. */
function droppedSinceLastAsked(fd: number): number {
  const statistics = Buffer.alloc(8);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(statistics.length);
  checked('getsockopt', libc().getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, statistics, length));
  return statistics.readUInt32LE(4);
}
