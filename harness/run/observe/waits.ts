/** What the programs of a run wait for, in the words of the record. */
import type { Wait, WaitKind } from '../../capture/record.ts';
import { blockingOf, type Blocking } from './blocking.ts';
import type { SocketEntry } from '../../network/linux/net-tables.ts';
import { unreadBytes, type OwnedSocket, type SocketView } from './sockets.ts';
import { socketInodes, type Thread } from './threads.ts';

const KEYBOARD_FD = 0;

/** A wait of five seconds and more for an event is a background service's, not a pause that a student wrote. */
const BACKGROUND_MS = 5000;

/** The JVM's own threads: they wait with deadlines, and say nothing of the program. */
const JVM_THREADS =
  /^(GC Thread|G1 |VM |Reference Handl|Finalizer|Signal Dispatch|Service Thread|Monitor Deflati|C[12] Compiler|Notification Th|Common-Cleaner|Sweeper|Attach Listener|process reaper|Read-Poller|Write-Poller)/;

/** True for a thread that belongs to the machine the program runs on: what it waits for, and when it wakes, is of no account. */
export function isBackground(thread: Thread): boolean {
  return thread.processName === 'java' && JVM_THREADS.test(thread.name);
}

export type Standing =
  | { kind: 'runs' }
  /** Waits without end: only an event wakes it. */
  | { kind: 'blocked' }
  /**
   * Wakes by itself: after at most so long, or at this moment of the monotonic clock. `listens`: or when something comes on the one
   * descriptor that it waits for (a receive with a timeout).
   */
  | { kind: 'pauses'; forMs: number; listens: boolean }
  | { kind: 'pauses'; until: number };

export function standingOf(thread: Thread): Standing {
  if (thread.state === 'Z' || thread.state === 'X' || thread.state === 'T') return { kind: 'blocked' };
  const blocking = blockingOf(thread);
  if (blocking === undefined) return { kind: 'runs' };
  const background = blocking.on !== 'pause' && blocking.timeoutMs >= BACKGROUND_MS;
  if (background || blocking.timeoutMs === Infinity) return { kind: 'blocked' };
  if (blocking.until !== undefined) return { kind: 'pauses', until: blocking.until };
  const listens = blocking.on === 'descriptors' && blocking.fds.length === 1;
  return { kind: 'pauses', forMs: blocking.timeoutMs, listens };
}

/** True if the thread would wake when a person typed a line. */
export function waitsForKeyboard(thread: Thread): boolean {
  const blocking = blockingOf(thread);
  return blocking?.on === 'descriptors' && blocking.fds.includes(KEYBOARD_FD);
}

/** A wait a thread that matters; of a pool of idle threads only the first is told. */
export function waitsOf(threads: Thread[], view: SocketView): Wait[] {
  const inodes = new Map<number, Map<number, number>>();
  const socketOf = (pid: number, fd: number): OwnedSocket | undefined => {
    const table = inodes.get(pid) ?? socketInodes(pid);
    inodes.set(pid, table);
    return view.owned.get(table.get(fd) ?? -1);
  };
  const waits = threads.filter((thread) => !isBackground(thread)).map((thread) => waitOf(thread, socketOf));
  return waits.filter(
    (wait, index) => wait.on !== 'thread' || waits.findIndex(({ on }) => on === 'thread') === index,
  );
}

function waitOf(thread: Thread, socketOf: (pid: number, fd: number) => OwnedSocket | undefined): Wait {
  const blocking = blockingOf(thread);
  if (blocking === undefined) return { on: 'running', thread: thread.name, sockets: [] };
  // The keyboard is a unix socket too, as Node makes it.
  const isKeyboard = ({ fd, entry }: OwnedSocket) => fd === KEYBOARD_FD && entry.transport === 'unix';
  const owned = blocking.fds.flatMap((fd) => socketOf(thread.pid, fd) ?? []);
  const sockets = owned.filter((socket) => !isKeyboard(socket));
  return {
    on: kindOf(blocking, sockets),
    thread: thread.name,
    sockets: sockets.map(({ entry }) => ({
      local: entry.local,
      peer: hasPeer(entry) ? entry.peer : undefined,
      unread: entry.state === 'LISTEN' ? entry.unread : unreadBytes(entry),
    })),
  };
}

function hasPeer({ transport, peer }: SocketEntry): boolean {
  return transport === 'unix' ? peer.address !== '' : peer.port !== 0;
}

function kindOf(blocking: Blocking, sockets: OwnedSocket[]): WaitKind {
  if (blocking.on !== 'descriptors') return blocking.on;
  const kinds = new Set<WaitKind>(
    sockets.map(({ entry }) => (entry.state === 'LISTEN' ? 'accept' : 'receive')),
  );
  if (blocking.fds.includes(KEYBOARD_FD)) kinds.add('keyboard');
  const [first, second] = kinds;
  if (second !== undefined) return 'events';
  return first ?? (blocking.timeoutMs === Infinity ? 'events' : 'pause');
}
