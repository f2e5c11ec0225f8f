/** Programs talk to each other directly; the packets are read on the loopback. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FlowTable } from '../../capture/flows.ts';
import type { Conversation, Endpoint } from '../../capture/record.ts';
import type { RunClock } from '../clock.ts';
import { listenLocally, type LocalServer } from './local-server.ts';
import type { Loopback, LoopbackView } from './loopback.ts';
import type { PortNames } from './port-names.ts';
import type { Wire } from './wire.ts';

export class PacketWire implements Wire {
  /** Known to the kernel's tables, which are there wherever packets are. */
  readonly lingering = [];
  readonly #ports = new Set<number>();
  readonly #flows = new FlowTable({ watches: (port) => this.#ports.has(port) });
  readonly #loopback: Loopback;
  readonly #view: LoopbackView;
  readonly #names: PortNames;
  readonly #closing: (() => void)[] = [];

  constructor(loopback: Loopback, clock: RunClock, names: PortNames) {
    this.#loopback = loopback;
    this.#names = names;
    this.#view = loopback.open((frame, atMs) => {
      this.#flows.add(frame, clock.at(atMs));
    });
  }

  async listen(port: number, take: (socket: Socket) => void): Promise<LocalServer> {
    this.watch(port);
    const server = await listenLocally(port, (socket) => {
      take(this.#keep(socket));
    });
    this.#closing.push(() => {
      server.close();
    });
    return server;
  }

  async connect(to: Endpoint): Promise<Socket> {
    this.watch(to.port);
    const socket = connect({ host: to.address, port: to.port, allowHalfOpen: true });
    await once(socket, 'connect');
    return this.#keep(socket);
  }

  watch(port: number): void {
    this.#ports.add(port);
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

  close(): void {
    for (const close of this.#closing) close();
    this.#view.close();
  }

  #keep(socket: Socket): Socket {
    this.#closing.push(() => socket.destroy());
    return socket;
  }
}
