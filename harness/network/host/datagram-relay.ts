/**
 * Stands between two programs that send each other datagrams, and writes them down. A reference needs nothing between: its own socket
 * sees all that comes and goes.
 *
 * LIMITATION: that nobody had the port that a datagram went to is known on Linux only (its tables tell), or where a server's port
 * answers with ICMP (RFC 1122, 4.1.3.1).
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { ConversationLog } from '../../capture/conversation-log.ts';
import type { Endpoint } from '../../capture/record.ts';
import { openDatagrams } from '../datagram-socket.ts';
import { openNetTables, type NetTables } from '../linux/net-tables.ts';
import type { ReferenceDatagrams } from '../network.ts';

export interface DatagramRelayOptions {
  log: ConversationLog;
  now: () => number;
  /** Hears of each port that the relay opens for itself. */
  onPort: (port: number) => void;
}

export class DatagramRelay {
  readonly #options: DatagramRelayOptions;
  readonly #tables: NetTables | undefined = process.platform === 'linux' ? openNetTables() : undefined;
  readonly #closing: { close(): void }[] = [];
  #inHand = 0;

  constructor(options: DatagramRelayOptions) {
    this.#options = options;
  }

  /** Datagrams that were taken and are not handed on yet. */
  get inHand(): number {
    return this.#inHand;
  }

  /** Opens a reference's socket; 0: on any port. */
  async open(port: number): Promise<ReferenceDatagrams> {
    const socket = this.#keep(await openDatagrams(port));
    const own = { address: LOOPBACK, port: socket.port };
    return {
      ...socket,
      onMessage: (take) => {
        socket.onMessage((bytes, from) => {
          this.#write(from, { ...own, address: from.address }, bytes);
          take(bytes, from);
        });
      },
      send: async (bytes, to) => {
        this.#write({ ...own, address: to.address }, to, bytes);
        await socket.send(bytes, to);
      },
    };
  }

  /** Hands on what comes to `port` to where `server` says at that moment, and the answers back. Rejects with the error of `bind`. */
  async between(port: number, server: () => Endpoint): Promise<void> {
    const near = this.#keep(await openDatagrams(port));
    const clients = new Map<string, Promise<Socket>>();
    near.onMessage((bytes, from) => {
      const key = `${from.address} ${from.port}`;
      const at = { address: from.address, port };
      this.#write(from, at, bytes);
      const far = clients.get(key) ?? this.#farSide(server(), near, from, at);
      clients.set(key, far);
      void this.#whileInHand(far.then((socket) => sent(socket, bytes)));
    });
  }

  close(): void {
    for (const socket of this.#closing) socket.close();
    this.#tables?.close();
  }

  /** A socket of its own for each client, so that the server tells them apart. It is connected, to hear of a port that nobody has. */
  async #farSide(
    server: Endpoint,
    near: ReferenceDatagrams,
    client: Endpoint,
    at: Endpoint,
  ): Promise<Socket> {
    const socket = createSocket(server.address.includes(':') ? 'udp6' : 'udp4');
    socket.on('message', (bytes: Buffer) => {
      this.#write(at, client, bytes);
      void this.#whileInHand(near.send(bytes, client));
    });
    socket.connect(server.port, server.address);
    await once(socket, 'connect');
    socket.on('error', () => {
      this.#options.log.unreachable(client, at);
    });
    this.#options.onPort(socket.address().port);
    return this.#keep(socket);
  }

  #write(from: Endpoint, to: Endpoint, bytes: Uint8Array): void {
    const { log, now } = this.#options;
    log.datagram(from, to, bytes, now());
    if (this.#tables?.udp().some(({ local }) => local.port === to.port) === false)
      log.unreachable(from, to, bytes.length);
  }

  #keep<Socket extends { close(): void }>(socket: Socket): Socket {
    this.#closing.push(socket);
    return socket;
  }

  async #whileInHand(step: Promise<unknown>): Promise<void> {
    this.#inHand += 1;
    await step;
    this.#inHand -= 1;
  }
}

const LOOPBACK = '127.0.0.1';

/** Resolves once it is sent, or cannot be. */
function sent(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    socket.send(bytes, () => {
      resolve();
    });
  });
}
