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

  /** The tables as far as they are of the run: sockets in LISTEN, and connections that have one of its ports. */
  inTables(tables: NetTables, isOfRun: (port: number) => boolean): NetTables {
    const shown = (entries: SocketEntry[]) =>
      entries.map((entry) => ({ ...entry, local: this.#at(entry.local), peer: this.#at(entry.peer) }));
    return {
      tcp: () =>
        shown(
          tables
            .tcp()
            .filter(
              ({ state, local, peer }) => state === 'LISTEN' || isOfRun(local.port) || isOfRun(peer.port),
            ),
        ),
      udp: () => shown(tables.udp()),
      close: () => {
        tables.close();
      },
    };
  }

  #at({ address, port }: Endpoint): Endpoint {
    return { address, port: this.shown(port) };
  }
}
