/**
 * Stands between a client and a server, writes down what goes through, and hands it on as it is: bytes, half-closes and resets.
 *
 * LIMITATION: it accepts before it knows whether the server does. A client whose server is not there is connected and then reset,
 * where it would have been refused; the record says refused.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ConnectionLog, ConversationLog } from '../../capture/conversation-log.ts';
import type { Endpoint } from '../../capture/record.ts';
import { otherRole, ROLES, type Family, type Role } from '../../spec/task.ts';
import { listenLocally, listenOnLoopback, plainAddress, type LocalServer } from './local-server.ts';
import { takeReset } from './socket-error.ts';
import type { ClosedConnection } from './time-wait.ts';

/** Two joined connections: the client's with the relay, and the relay's with the server. */
interface Pair extends Record<Role, Socket> {
  log: ConnectionLog | undefined;
}

export class Relay {
  readonly #log: ConversationLog;
  readonly #now: () => number;
  readonly #onPort: (port: number) => void;
  readonly #servers: LocalServer[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #dialled: ClosedConnection[] = [];
  #inHand = 0;

  /** `onPort` hears of each port that the relay opens for itself: bytes on it are still on their way. */
  constructor(log: ConversationLog, now: () => number, onPort: (port: number) => void = () => undefined) {
    this.#log = log;
    this.#now = now;
    this.#onPort = onPort;
  }

  /** Connections to servers, as the servers' ports may remember them in TIME_WAIT. */
  get dialled(): readonly ClosedConnection[] {
    return this.#dialled;
  }

  /** Connections and half-closes that were taken and are not handed on yet. */
  get inHand(): number {
    return this.#inHand;
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
    const [near, far] = await this.#pair();
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
    const failure = await this.#whileInHand(settled(upstream));
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
    log?.opened(this.#now());
    for (const role of ROLES) this.#forward(role, { client, server, log });
    for (const socket of [client, server]) socket.resume();
  }

  /** Hands on what `role` sends. Its peer's window is respected: while it is full, `role` is not read. */
  #forward(role: Role, pair: Pair): void {
    const from = pair[role];
    const to = pair[otherRole(role)];
    from.setNoDelay(true);
    from.on('data', (bytes: Buffer) => {
      pair.log?.data(role, bytes, this.#now());
      if (!to.write(bytes)) from.pause();
      // Nothing is read from it any more, and these bytes may have been answered with RST.
      if (to.readableEnded)
        void this.#whileInHand(nextTurn().then(() => this.#noticeReset(otherRole(role), pair)));
    });
    to.on('drain', () => from.resume());
    from.on('end', () => {
      if (this.#noticeReset(otherRole(role), pair) || this.#noticeReset(role, pair)) return;
      pair.log?.fin(role, this.#now());
      void this.#whileInHand(ended(to));
    });
    // ECONNRESET, or EPIPE where the RST was met in writing.
    from.on('error', () => {
      this.#reset(role, pair);
    });
  }

  /** True if `role` has reset the connection and nothing has told so. */
  #noticeReset(role: Role, pair: Pair): boolean {
    const wasReset = takeReset(pair[role]);
    if (wasReset) this.#reset(role, pair);
    return wasReset;
  }

  /** `role` has reset. What its peer had no room for yet is lost with it, as without a relay. */
  #reset(role: Role, pair: Pair): void {
    const to = pair[otherRole(role)];
    pair.log?.rst(role, this.#now());
    pair[role].destroy();
    if (!to.destroyed) to.resetAndDestroy();
  }

  async #whileInHand<Result>(step: Promise<Result>): Promise<Result> {
    this.#inHand += 1;
    try {
      return await step;
    } finally {
      this.#inHand -= 1;
    }
  }

  /** Paused, so that nothing is read before both sides are joined. */
  #open(server: Endpoint): Socket {
    const socket = connect({ host: server.address, port: server.port, allowHalfOpen: true, noDelay: true });
    return this.#keep(socket.pause());
  }

  /** Two ends of a connection of the harness with itself. */
  async #pair(): Promise<[near: Socket, far: Socket]> {
    const accepted: Socket[] = [];
    const server = await listenOnLoopback((socket) => accepted.push(this.#keep(socket)));
    this.#onPort(server.port);
    const near = connect({ host: '127.0.0.1', port: server.port, allowHalfOpen: true });
    await once(this.#keep(near), 'connect');
    for (;;) {
      // Somebody else of this machine may have been faster: its port tells.
      const far = accepted.find(({ remotePort }) => remotePort === near.localPort);
      if (far) {
        server.close();
        for (const other of accepted) if (other !== far) other.resetAndDestroy();
        return [near, far];
      }
      await nextTurn();
    }
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    // Whoever works with a socket hears of its errors; one that is on its way out has nobody, and needs nobody.
    return socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
  }
}

/** Sends FIN behind all that was written, and waits until it is sent, or never will be. */
function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.end(() => {
      resolve();
    });
  });
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
