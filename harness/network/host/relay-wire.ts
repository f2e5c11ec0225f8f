/** A relay stands between the programs, and writes down what goes through it. */
import type { Socket } from 'node:net';
import { ConversationLog } from '../../capture/conversation-log.ts';
import type { Conversation, Endpoint } from '../../capture/record.ts';
import type { RunClock } from '../clock.ts';
import { listenOnLoopback, type LocalServer } from './local-server.ts';
import type { PortNames } from './port-names.ts';
import { Relay } from './relay.ts';
import type { ClosedConnection } from './time-wait.ts';
import type { Wire } from './wire.ts';

export class RelayWire implements Wire {
  readonly #log = new ConversationLog();
  readonly #relay: Relay;
  readonly #names: PortNames;
  readonly #ports: Set<number>;
  readonly #references: LocalServer[] = [];
  readonly #sockets: Socket[] = [];

  /** `ports` of the run: those that the relay opens for itself are added. */
  constructor(clock: RunClock, names: PortNames, ports: Set<number>) {
    this.#ports = ports;
    this.#relay = new Relay(
      this.#log,
      () => clock.now(),
      (port) => ports.add(port),
    );
    this.#names = names;
  }

  get inHand(): number {
    return this.#relay.inHand;
  }

  get lingering(): readonly ClosedConnection[] {
    return this.#relay.dialled;
  }

  /** The reference is on a port of its own, and the relay on the one that the program dials. */
  async listen(port: number, take: (socket: Socket) => void): Promise<LocalServer> {
    const reference = await listenOnLoopback((socket) => {
      this.#sockets.push(socket);
      take(socket);
    });
    this.#references.push(reference);
    this.#ports.add(reference.port);
    return this.between(port, () => ({ address: '127.0.0.1', port: reference.port }));
  }

  /** Relays whatever connects to `port` to where `server` says. */
  between(port: number, server: () => Endpoint): Promise<LocalServer> {
    return this.#relay.listen(port, server, () => this.#names.shown(port));
  }

  async connect(to: Endpoint): Promise<Socket> {
    const socket = await this.#relay.dial(to, this.#names.shown(to.port));
    this.#sockets.push(socket);
    return socket;
  }

  conversation(): Conversation {
    return this.#log.snapshot(0);
  }

  activity(): number {
    return this.#log.activity;
  }

  connectionCount(): number {
    return this.#log.connectionCount;
  }

  unacknowledged(): undefined {
    return undefined;
  }

  close(): void {
    for (const server of this.#references) server.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#relay.close();
  }
}
