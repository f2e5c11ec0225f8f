/** A datagram socket of the reference's, for both families where there are two. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Endpoint } from '../capture/record.ts';
import { isWithoutIpv6, plainAddress } from './host/local-server.ts';
import type { ReferenceDatagrams } from './network.ts';

/** Binds `port` on every address of this machine; 0: any. Rejects with the error of `bind`. */
export async function openDatagrams(port: number): Promise<ReferenceDatagrams> {
  try {
    return await bound('udp6', { port, exclusive: true });
  } catch (error) {
    if (!isWithoutIpv6(error)) throw error;
    return bound('udp4', { port, exclusive: true });
  }
}

/** Wraps a socket that has its port; `family` is that of the socket. */
export function wrapDatagrams(fd: number, family: 4 | 6): Promise<ReferenceDatagrams> {
  return bound(`udp${family}`, { fd });
}

type Kind = 'udp4' | 'udp6';

async function bound(
  kind: Kind,
  at: { port: number; exclusive: true } | { fd: number },
): Promise<ReferenceDatagrams> {
  const socket = createSocket(kind);
  // With a descriptor it is told at once, within bind.
  const listening = once(socket, 'listening');
  socket.bind(at);
  await listening;
  return wrap(socket, kind);
}

type Take = (bytes: Buffer, from: Endpoint) => void;

function wrap(socket: Socket, kind: Kind): ReferenceDatagrams {
  const early: [Buffer, Endpoint][] = [];
  let take: Take = (...datagram) => {
    early.push(datagram);
  };
  socket.on('message', (bytes: Buffer, { address, port }: RemoteInfo) => {
    take(bytes, { address: plainAddress(address), port });
  });
  // Nobody has the port (ECONNREFUSED): the capture has seen it.
  socket.on('error', () => undefined);
  return {
    port: socket.address().port,
    onMessage: (taker) => {
      take = taker;
      for (const datagram of early.splice(0)) taker(...datagram);
    },
    send: (bytes, to) => send(socket, bytes, { ...to, address: addressFor(kind, to.address) }),
    close: () => {
      socket.close();
    },
  };
}

/** A wildcard, as a server's socket shows it, is found on the loopback. */
function addressFor(kind: Kind, address: string): string {
  const found = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  return kind === 'udp6' && !found.includes(':') ? `::ffff:${found}` : found;
}

/** Resolves once it is sent, or cannot be. */
function send(socket: Socket, bytes: Uint8Array, { address, port }: Endpoint): Promise<void> {
  return new Promise((resolve) => {
    socket.send(bytes, port, address, () => {
      resolve();
    });
  });
}
