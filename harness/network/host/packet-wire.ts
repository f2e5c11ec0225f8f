/** Programs talk to each other directly; the packets are read on the loopback. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FlowTable, type FlowOptions } from '../../capture/flows.ts';
import type { Conversation, Endpoint } from '../../capture/record.ts';
import type { Family } from '../../spec/task.ts';
import type { RunClock } from '../clock.ts';
import { openDatagrams } from '../datagram-socket.ts';
import type { ReferenceDatagrams } from '../network.ts';
import { listenLocally, type LocalServer } from './local-server.ts';
import type { Loopback, LoopbackView } from './loopback.ts';
import type { PortNames } from './port-names.ts';
import type { Wire } from './wire.ts';

export class PacketWire implements Wire {
  /** Known to the kernel's tables, which are there wherever packets are. */
  readonly lingering = [];
  readonly inHand = 0;
  readonly #flows: FlowTable;
  readonly #loopback: Loopback;
  readonly #view: LoopbackView;
  readonly #names: PortNames;
  readonly #closing: (() => void)[] = [];

  /** `flows`: which ports belong to the run, and where its frames go. */
  constructor(loopback: Loopback, clock: RunClock, names: PortNames, flows: FlowOptions) {
    this.#loopback = loopback;
    this.#flows = new FlowTable(flows);
    this.#names = names;
    this.#view = loopback.open((frame, atNs) => {
      this.#flows.add(frame, clock.at(atNs));
    });
  }

  async listen(port: number, family: Family, take: (socket: Socket) => void): Promise<LocalServer> {
    const keep = (socket: Socket) => {
      take(this.#keep(socket));
    };
    const server = await listenLocally(port, keep, { family });
    this.#closing.push(() => {
      server.close();
    });
    return server;
  }

  async connect(to: Endpoint): Promise<Socket> {
    const socket = connect({ host: to.address, port: to.port, allowHalfOpen: true });
    // Kept before it is connected: an attempt that waits for a place in a backlog would go on into the next run.
    this.#keep(socket);
    await once(socket, 'connect');
    return socket;
  }

  async datagrams(port: number): Promise<ReferenceDatagrams> {
    const socket = await openDatagrams(port);
    this.#closing.push(() => {
      socket.close();
    });
    return socket;
  }

  conversation(): Conversation {
    this.#loopback.drain();
    const conversation = this.#names.inConversation(this.#flows.conversation());
    return { ...conversation, lost: conversation.lost + this.#view.lost() };
  }

  activity(): number {
    this.#loopback.drain();
    return this.#flows.activity();
  }

  connectionCount(): number {
    return this.#flows.connectionCount;
  }

  unacknowledged(from: Endpoint, to: Endpoint): number | undefined {
    return this.#flows.unacknowledged(from, to);
  }

  close(): void {
    for (const close of this.#closing) close();
    this.#view.close();
  }

  #keep(socket: Socket): Socket {
    this.#closing.push(() => socket.destroy());
    // A reset may come before its user listens for errors.
    return socket.on('error', () => undefined);
  }
}
