/** What stayed in sockets when a run came to rest: bytes that a program never read, and connections that a server never accepted. */
import type { Conversation, Endpoint, RunRecord } from '../../capture/record.ts';
import type { SocketEntry } from '../../network/linux/net-tables.ts';
import type { Role } from '../../spec/task.ts';
import { unreadBytes, unreadDatagrams, type SocketView } from './sockets.ts';
import { programPids } from './threads.ts';

export function unreadIn(
  view: SocketView,
  programs: readonly { role: Role; pid: number }[],
  conversation: Conversation,
): RunRecord['unread'] {
  return programs.flatMap(({ role, pid }) => {
    const pids = programPids(pid);
    return [...view.owned.values()]
      .filter((owned) => pids.includes(owned.pid) && owned.entry.state !== 'LISTEN')
      .map(({ entry: { local, peer }, entry }) => ({
        ...{ role, local, peer },
        bytes: bytesOf(entry, conversation),
      }))
      .filter(({ bytes }) => bytes > 0);
  });
}

function bytesOf(entry: SocketEntry, { datagrams }: Conversation): number {
  if (entry.transport !== 'udp') return unreadBytes(entry);
  const arrived = datagrams.filter(({ to, unreachable }) => to.port === entry.local.port && !unreachable);
  return unreadDatagrams(
    entry,
    arrived.map(({ bytes }) => bytes),
  );
}

/**
 * The clients' ends of connections that the kernel has made and that wait in the backlog of a server at one of these ports: they
 * belong to no process yet (listen(2)).
 */
export function unacceptedAt(ports: readonly number[], { entries }: SocketView): Endpoint[] {
  return entries
    .filter(({ transport, inode, state }) => transport !== 'udp' && inode === 0 && IN_BACKLOG.includes(state))
    .filter(({ local }) => ports.includes(local.port))
    .map(({ peer }) => peer);
}

const IN_BACKLOG = ['ESTABLISHED', 'CLOSE_WAIT'];
