/** Whose socket is whose, and whether something is still on its way between two of them. */
import type { Endpoint } from '../../capture/record.ts';
import type { NetTables, SocketEntry } from '../../network/linux/net-tables.ts';
import { socketInodes } from './threads.ts';

/** A socket of a program of the run, and the descriptor it has there. */
export interface OwnedSocket {
  pid: number;
  fd: number;
  entry: SocketEntry;
}

export interface SocketView {
  entries: SocketEntry[];
  /** By inode. A socket that two processes share (after a fork) is listed for the first. */
  owned: Map<number, OwnedSocket>;
}

/** The sockets of a run, and which of them belong to the processes given. */
export function viewSockets(tables: NetTables, pids: number[]): SocketView {
  const entries = [...tables.tcp(), ...tables.udp(), ...tables.unix()];
  const byInode = new Map(entries.filter(({ inode }) => inode !== 0).map((entry) => [entry.inode, entry]));
  const owned = new Map<number, OwnedSocket>();
  for (const pid of pids) {
    for (const [fd, inode] of socketInodes(pid)) {
      const entry = byInode.get(inode);
      if (entry !== undefined && !owned.has(inode)) owned.set(inode, { pid, fd, entry });
    }
  }
  return { entries, owned };
}

/** The sockets of these processes at which a server may wait: in LISTEN, or bound to a port and not connected (UDP). */
export function waitingSockets(view: SocketView, pids: number[]): SocketEntry[] {
  return [...view.owned.values()]
    .filter(({ pid, entry }) => pids.includes(pid) && isWaiting(entry))
    .map(({ entry }) => entry);
}

export function isWaiting({ transport, state, peer }: SocketEntry): boolean {
  return transport === 'udp' ? peer.port === 0 : state === 'LISTEN';
}

/** States that the kernel leaves by itself, within microseconds on a loopback. */
const TRANSITIONAL = new Set(['SYN_SENT', 'SYN_RECV', 'NEW_SYN_RECV', 'FIN_WAIT1', 'CLOSING', 'LAST_ACK']);

/**
 * What is still on its way, as text that changes when it moves; empty when nothing is. Bytes that a *program* has not read are
 * not on their way (it may never read them); bytes that the harness has not read yet are.
 */
export function underWay(view: SocketView, unacknowledgedOnWire: OnWire): string {
  return view.entries
    .filter((entry) => isUnderWay(entry, view, unacknowledgedOnWire))
    .map(
      (entry) =>
        `${entry.local.port}-${entry.peer.port} ${entry.state} ${entry.unacknowledged} ${entry.unread}`,
    )
    .join('; ');
}

/** What the capture has seen sent and not acknowledged. */
export type OnWire = (from: Endpoint, to: Endpoint) => number | undefined;

function isUnderWay(entry: SocketEntry, view: SocketView, onWire: OnWire): boolean {
  // What a relay of theirs has in hand, it shows itself.
  if (entry.transport === 'unix') return false;
  if (entry.transport === 'udp') return !view.owned.has(entry.inode) && entry.unread > 0;
  if (TRANSITIONAL.has(entry.state)) return true;
  const ownedByProgram = view.owned.has(entry.inode);
  if (entry.state === 'LISTEN') return !ownedByProgram && entry.unread > 0;
  if (entry.state !== 'ESTABLISHED' && entry.state !== 'CLOSE_WAIT' && entry.state !== 'FIN_WAIT2')
    return false;
  if (isSending(entry, view, onWire)) return true;
  if (entry.inode === 0) return entry.state !== 'FIN_WAIT2' && !listenerIsProgram(entry, view);
  return !ownedByProgram && entry.unread > 0;
}

/**
 * An acknowledgement may be 40 ms late without anything being on its way (RFC 1122, 4.2.3.2); what counts is whether all that the
 * socket sent has passed the wire. Without a capture, bytes that the other side holds unread have arrived.
 */
function isSending(entry: SocketEntry, view: SocketView, onWire: OnWire): boolean {
  if (entry.unacknowledged === 0 || (mirrorOf(entry, view)?.unread ?? 0) > 0) return false;
  return onWire(entry.local, entry.peer) !== entry.unacknowledged;
}

function mirrorOf(entry: SocketEntry, view: SocketView): SocketEntry | undefined {
  return view.entries.find(
    ({ local, peer }) =>
      local.port === entry.peer.port &&
      peer.port === entry.local.port &&
      local.address === entry.peer.address &&
      peer.address === entry.local.address,
  );
}

/** A connection without an inode waits in a backlog: in a program's it may stay, in the harness's it will be fetched. */
function listenerIsProgram(entry: SocketEntry, view: SocketView): boolean {
  return [...view.owned.values()].some(
    (owned) => owned.entry.state === 'LISTEN' && owned.entry.local.port === entry.local.port,
  );
}

/** Bytes of data not yet read: the kernel counts an unread FIN as one more (tcp_ioctl, SIOCINQ does not). */
export function unreadBytes(entry: SocketEntry): number {
  const finMayCount = ['CLOSE_WAIT', 'LAST_ACK', 'CLOSING', 'TIME_WAIT'].includes(entry.state);
  return finMayCount ? Math.max(0, entry.unread - 1) : entry.unread;
}

/** What a waiting datagram takes of a socket's buffer: it counts whole blocks of memory, and what the kernel notes beside the bytes. */
function roomOf(bytes: number): number {
  return 256 + 2 ** Math.ceil(Math.log2(bytes + 384));
}

/**
 * Bytes of the datagrams not yet read, given all that arrived at the socket, in order. The table counts memory (`sk_rmem_alloc`), which
 * says well enough how many of the last are still there.
 */
export function unreadDatagrams(entry: SocketEntry, arrived: readonly Uint8Array[]): number {
  let room = 0;
  let bytes = 0;
  for (const datagram of [...arrived].reverse()) {
    if (room >= entry.unread * 0.9) break;
    room += roomOf(datagram.length);
    bytes += datagram.length;
  }
  return bytes;
}
