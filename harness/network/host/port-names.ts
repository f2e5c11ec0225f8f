/** Free ports that stand for others, so that a record reads as if the asked port had been there to have. */
import type { Conversation, Endpoint } from '../../capture/record.ts';
import type { NetTables, SocketEntry } from '../linux/net-tables.ts';

export class PortNames {
  readonly #shown = new Map<number, number>();
  readonly #actual = new Map<number, number>();

  /** `actual` is really used, and everybody calls it `shown`. */
  replace(shown: number, actual: number): void {
    this.#actual.set(shown, actual);
    this.#shown.set(actual, shown);
  }

  /** `actual` is shown as another port, which goes on meaning itself. */
  alias(shown: number, actual: number): void {
    this.#shown.set(actual, shown);
  }

  shown(port: number): number {
    return this.#shown.get(port) ?? port;
  }

  actual(port: number): number {
    return this.#actual.get(port) ?? port;
  }

  inConversation(conversation: Conversation): Conversation {
    return {
      ...conversation,
      connections: conversation.connections.map((one) => ({ ...one, server: this.#at(one.server) })),
      datagrams: conversation.datagrams.map((one) => ({
        ...one,
        from: this.#at(one.from),
        to: this.#at(one.to),
      })),
    };
  }

  /**
   * The tables as far as they are of the run: connections on its ports, and whatever is in LISTEN, since a server may turn up on any
   * port. Connections that wait in the backlog of somebody else's are left out. What a relay has in hand is shown as a socket with so
   * much unread: for whoever looks from outside it is still on its way.
   */
  inTables(tables: NetTables, isOfRun: (port: number) => boolean, inHand: () => number): NetTables {
    const named = (entry: SocketEntry) => ({
      ...entry,
      local: this.#at(entry.local),
      peer: this.#at(entry.peer),
    });
    const ofRun = (entry: SocketEntry): SocketEntry[] => {
      if (isOfRun(entry.local.port) || isOfRun(entry.peer.port)) return [named(entry)];
      return entry.state === 'LISTEN' ? [{ ...entry, unread: 0 }] : [];
    };
    return {
      tcp: () => [...tables.tcp().flatMap(ofRun), ...(inHand() > 0 ? [relaying(inHand())] : [])],
      // One that has sent nothing yet has no port to know it by, and nothing to hide.
      udp: () =>
        tables.udp().map((entry) => (isOfRun(entry.local.port) ? named(entry) : { ...entry, unread: 0 })),
      unix: () => tables.unix(),
      close: () => {
        tables.close();
      },
    };
  }

  #at({ address, port }: Endpoint): Endpoint {
    return { address, port: this.shown(port) };
  }
}

/** What a relay has in hand, as a socket of nobody's with so much unread. */
export function relaying(unread: number): SocketEntry {
  const nowhere = { address: '127.0.0.1', port: 0 };
  return {
    transport: 'tcp',
    local: nowhere,
    peer: nowhere,
    state: 'ESTABLISHED',
    unacknowledged: 0,
    unread,
    inode: NO_FILE,
  };
}

/** No inode is negative, so no program owns it. */
const NO_FILE = -1;
