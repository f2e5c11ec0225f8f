/** A relay stands between the programs, and writes down what goes through it. */
import type { Socket } from 'node:net';
import { ConversationLog } from '../../capture/conversation-log.ts';
import type { Conversation, Endpoint } from '../../capture/record.ts';
import type { Family } from '../../spec/task.ts';
import type { RunClock } from '../clock.ts';
import type { ReferenceDatagrams } from '../network.ts';
import { DatagramRelay } from './datagram-relay.ts';
import { listenOnLoopback, type LocalServer } from './local-server.ts';
import type { PortNames } from './port-names.ts';
import { Relay } from './relay.ts';
import type { ClosedConnection } from './time-wait.ts';
import type { Wire } from './wire.ts';

export class RelayWire implements Wire {
  readonly #log = new ConversationLog();
  readonly #relay: Relay;
  readonly #datagrams: DatagramRelay;
  readonly #names: PortNames;
  readonly #ports: Set<number>;
  readonly #references: LocalServer[] = [];
  readonly #sockets: Socket[] = [];

  /** `ports` of the run: those that the relay opens for itself are added. */
  constructor(clock: RunClock, names: PortNames, ports: Set<number>) {
    this.#ports = ports;
    const now = () => clock.now();
    const onPort = (port: number) => ports.add(port);
    this.#relay = new Relay(this.#log, now, onPort);
    this.#datagrams = new DatagramRelay({ log: this.#log, now, onPort });
    this.#names = names;
  }

  get inHand(): number {
    return this.#relay.inHand + this.#datagrams.inHand;
  }

  get lingering(): readonly ClosedConnection[] {
    return this.#relay.dialled;
  }

  /** The reference is on a port of its own, and the relay on the one that the program dials. */
  async listen(port: number, family: Family, take: (socket: Socket) => void): Promise<LocalServer> {
    const reference = await listenOnLoopback((socket) => {
      this.#sockets.push(socket);
      take(socket);
    });
    this.#references.push(reference);
    this.#ports.add(reference.port);
    return this.between(port, family, () => ({ address: '127.0.0.1', port: reference.port }));
  }

  /** Relays whatever connects to `port` to where `server` says. */
  between(port: number, family: Family, server: () => Endpoint): Promise<LocalServer> {
    return this.#relay.listen({ port, family }, server, () => this.#names.shown(port));
  }

  /** Hands on whatever datagrams come to `port` to where `server` says, and the answers back. */
  betweenDatagrams(port: number, server: () => Endpoint): Promise<void> {
    return this.#datagrams.between(port, server);
  }

  async connect(to: Endpoint): Promise<Socket> {
    const socket = await this.#relay.dial(to, this.#names.shown(to.port));
    this.#sockets.push(socket);
    return socket;
  }

  async datagrams(port: number): Promise<ReferenceDatagrams> {
    const socket = await this.#datagrams.open(port);
    this.#ports.add(socket.port);
    return socket;
  }

  conversation(): Conversation {
    return this.#names.inConversation(this.#log.snapshot(0));
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
    this.#datagrams.close();
  }
}
