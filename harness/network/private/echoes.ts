/** The reference's side of ICMP in a namespace: it answers there in place of the kernel. */
import { writeFileSync } from 'node:fs';
import type { Datagram, Endpoint } from '../../capture/record.ts';
import { openEchoSocket, type EchoSocket } from '../linux/echo-socket.ts';
import type { ReferenceDatagrams } from '../network.ts';
import type { Namespace } from './namespace.ts';

type Take = (bytes: Buffer, from: Endpoint) => void;

export class Echoes {
  readonly #socket: EchoSocket;
  readonly #takers: Take[] = [];
  #heard = 0;

  constructor(namespace: Namespace) {
    this.#socket = namespace.inside(() => {
      writeFileSync('/proc/sys/net/ipv4/icmp_echo_ignore_all', '1');
      return openEchoSocket();
    });
  }

  /** Hands on what the capture has seen since the last call. */
  hear(datagrams: readonly Datagram[]): void {
    const fresh = datagrams.slice(this.#heard);
    this.#heard = datagrams.length;
    for (const { bytes, from } of fresh) for (const take of this.#takers) take(Buffer.from(bytes), from);
  }

  datagrams(): ReferenceDatagrams {
    return {
      port: 0,
      onMessage: (take) => {
        this.#takers.push(take);
      },
      send: (bytes, { address }) => {
        this.#socket.send(bytes, address);
        return Promise.resolve();
      },
      close: () => undefined,
    };
  }

  close(): void {
    this.#socket.close();
  }
}
