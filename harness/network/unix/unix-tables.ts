/** The kernel's tables as a run over unix sockets needs them: with peers, with what is unread, and with the paths of the record. */
import { relaying } from '../host/port-names.ts';
import type { NetTables, SocketEntry } from '../linux/net-tables.ts';
import type { UnixQueue, UnixQueues } from '../linux/unix-queues.ts';
import type { Link, PathRelay } from './path-relay.ts';

type Watched = Pick<PathRelay, 'inHand' | 'dialling' | 'links'>;

/**
 * What the relay has in hand is shown as a socket with so much unread, and a connection that it is about to make as one in SYN_SENT: for
 * whoever looks from outside both are still on their way.
 */
export function unixTables(
  tables: NetTables,
  queues: UnixQueues | undefined,
  relay: Watched,
  shown: (path: string) => string,
): NetTables {
  return {
    tcp: () => [...tables.tcp(), ...onItsWay(relay)],
    udp: () => tables.udp(),
    unix: () => {
      const known = queues?.read();
      const entries = tables.unix().map((entry) => {
        const { local } = entry;
        const named = { ...entry, local: { ...local, address: shown(local.address) } };
        return withQueue(named, known?.get(entry.inode), relay);
      });
      return known === undefined ? entries : [...entries, ...inBacklogs(known, relay)];
    },
    close: () => {
      tables.close();
    },
  };
}

function onItsWay({ inHand, dialling }: Watched): SocketEntry[] {
  return [
    ...(inHand > 0 ? [relaying(inHand)] : []),
    ...(dialling > 0 ? [{ ...relaying(0), state: 'SYN_SENT' as const }] : []),
  ];
}

function withQueue(entry: SocketEntry, queue: UnixQueue | undefined, { links }: Watched): SocketEntry {
  if (queue === undefined) return entry;
  const link = links.get(queue.peer);
  return { ...entry, unread: queue.unread, ...(link && endsOf(link)) };
}

/** Of the program's own socket. */
function endsOf({ role, client, path }: Link): Pick<SocketEntry, 'local' | 'peer'> {
  const [one, other] = role === 'server' ? [path, client] : [client, path];
  return { local: { address: one, port: 0 }, peer: { address: other, port: 0 } };
}

/** A connection that was made and has no socket at the server's end belongs to no process yet: it waits in the backlog. */
function inBacklogs(known: ReadonlyMap<number, UnixQueue>, { links }: Watched): SocketEntry[] {
  const accepted = new Set([...known.values()].map(({ peer }) => peer));
  return [...links]
    .filter(([inode, { role, open }]) => role === 'server' && open && !accepted.has(inode))
    .map(([, link]) => ({
      ...endsOf(link),
      transport: 'unix' as const,
      state: 'ESTABLISHED' as const,
      unacknowledged: 0,
      unread: 0,
      inode: 0,
    }));
}
