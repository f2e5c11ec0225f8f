/**
 * Stands between a client and a server, writes down what goes through, and hands it on as it is: bytes, half-closes and resets.
 *
 * LIMITATION: it accepts before it knows whether the server does. A client whose server is not there is connected and then reset,
 * where it would have been refused; the record says refused.
 */
import { connect, type Socket } from 'node:net';
import type { ConnectionLog, ConversationLog } from '../../capture/conversation-log.ts';
import type { Endpoint } from '../../capture/record.ts';
import type { Family } from '../../spec/task.ts';
import { Joints } from './joints.ts';
import { connectedPair, listenLocally, plainAddress, type LocalServer } from './local-server.ts';
import type { ClosedConnection } from './time-wait.ts';

export class Relay {
  readonly #log: ConversationLog;
  readonly #now: () => number;
  readonly #onPort: (port: number) => void;
  readonly #servers: LocalServer[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #dialled: ClosedConnection[] = [];
  readonly #joints: Joints;

  /** `onPort` hears of each port that the relay opens for itself: bytes on it are still on their way. */
  constructor(log: ConversationLog, now: () => number, onPort: (port: number) => void = () => undefined) {
    this.#log = log;
    this.#now = now;
    this.#joints = new Joints(now);
    this.#onPort = onPort;
  }

  /** Connections to servers, as the servers' ports may remember them in TIME_WAIT. */
  get dialled(): readonly ClosedConnection[] {
    return this.#dialled;
  }

  /** Connections and half-closes that were taken and are not handed on yet. */
  get inHand(): number {
    return this.#joints.inHand;
  }

  /**
   * Relays whatever connects to `port` (with `ipv6` over that only) to where `server` says at that moment. `shownPort` stands in the record.
   * Rejects with the `listen` error (`EADDRINUSE`, `EACCES`).
   */
  async listen(
    { port, family }: { port: number; family: Family },
    server: () => Endpoint,
    shownPort: () => number,
  ): Promise<LocalServer> {
    const take = (client: Socket) => void this.#accept(client, server(), shownPort());
    const listener = await listenLocally(port, take, { family, paused: true });
    this.#servers.push(listener);
    return listener;
  }

  /** Connects to `server` through the relay. Rejects as `connect` does (`ECONNREFUSED`), which the record shows. */
  async dial(server: Endpoint, shownPort: number): Promise<Socket> {
    const startedAt = this.#now();
    const upstream = this.#open(server);
    const failure = await settled(upstream);
    const client = endpointOf(upstream.localAddress, upstream.localPort);
    const log = this.#log.begin(client, { address: server.address, port: shownPort }, startedAt);
    if (failure) {
      if (failure.code === 'ECONNREFUSED') log?.refused();
      throw failure;
    }
    const [near, far] = await connectedPair((port) => {
      this.#onPort(port);
    });
    for (const end of [near, far]) this.#keep(end);
    this.#join(far, upstream, log);
    return near;
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #accept(client: Socket, server: Endpoint, shownPort: number): Promise<void> {
    this.#keep(client);
    const from = endpointOf(client.remoteAddress, client.remotePort);
    const to = { address: plainAddress(client.localAddress), port: shownPort };
    const log = this.#log.begin(from, to, this.#now());
    const upstream = this.#open(server);
    const failure = await this.#joints.whileInHand(settled(upstream));
    if (failure?.code === 'ECONNREFUSED') log?.refused();
    if (failure || log === undefined) {
      upstream.destroy();
      client.resetAndDestroy();
    } else {
      this.#join(client, upstream, log);
    }
  }

  #join(client: Socket, server: Socket, log: ConnectionLog | undefined): void {
    const local = endpointOf(server.remoteAddress, server.remotePort);
    this.#dialled.push({ local, peer: endpointOf(server.localAddress, server.localPort) });
    this.#joints.join({ client, server, log });
  }

  /** Paused, so that nothing is read before both sides are joined. */
  #open(server: Endpoint): Socket {
    const socket = connect({ host: server.address, port: server.port, allowHalfOpen: true, noDelay: true });
    return this.#keep(socket.pause());
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    // Whoever works with a socket hears of its errors; one that is on its way out has nobody, and needs nobody.
    return socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
  }
}

/** Waits until a socket is connected; gives the error if it is not. */
function settled(socket: Socket): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => {
      resolve(error);
    };
    socket.once('error', failed).once('connect', () => {
      socket.off('error', failed);
      resolve(undefined);
    });
    socket.once('close', () => {
      resolve(new Error('The connection was closed before it was made.'));
    });
  });
}

function endpointOf(address: string | undefined, port: number | undefined): Endpoint {
  return { address: plainAddress(address), port: port ?? 0 };
}
