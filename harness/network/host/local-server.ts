/** A listening socket of the harness that talks to programs of this machine only. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { loopbackOf } from '../../capture/address.ts';
import type { Family } from '../../spec/task.ts';

export interface LocalServer {
  readonly port: number;
  /** Closes the socket in LISTEN. Connections go on. */
  close(): void;
}

/**
 * Listens on every address of this machine, of both families where there are two (with `ipv6` of that only): a client may dial `localhost`, or what
 * `gethostname` resolves to. Whoever comes from another machine is reset. Half-open is allowed; with `paused` a socket reads nothing
 * before `resume`.
 * Rejects with the `listen` error (`EADDRINUSE`, `EACCES`).
 */
export async function listenLocally(
  port: number,
  take: (socket: Socket) => void,
  options: { family?: Family; paused?: boolean } = {},
): Promise<LocalServer> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: options.paused === true }, (socket) => {
    if (isOwnAddress(plainAddress(socket.remoteAddress))) take(socket);
    else socket.resetAndDestroy();
  });
  try {
    await listening(server, port, '::', options.family === 'ipv6');
  } catch (error) {
    if (options.family === 'ipv6' || !isWithoutIpv6(error)) throw error;
    await listening(server, port, '0.0.0.0');
  }
  return { port: portOf(server), close: () => server.close() };
}

/** Listens on a free port of the loopback. */
export async function listenOnLoopback(take: (socket: Socket) => void): Promise<LocalServer> {
  const server = createServer({ allowHalfOpen: true }, take);
  await listening(server, 0, '127.0.0.1');
  return { port: portOf(server), close: () => server.close() };
}

/** Two ends of a connection of this process with itself. `onPort` hears of the port that it has on one side. */
export async function connectedPair(
  onPort: (port: number) => void = () => undefined,
): Promise<[near: Socket, far: Socket]> {
  const accepted: Socket[] = [];
  const server = await listenOnLoopback((socket) => accepted.push(socket.on('error', () => undefined)));
  onPort(server.port);
  const near = connect({ host: '127.0.0.1', port: server.port, allowHalfOpen: true });
  await once(near, 'connect');
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

/** `::ffff:127.0.0.1`, as a socket of both families shows it, is 127.0.0.1. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
}

/** The address at which a server that listens on a wildcard is found. One that listens on `::` takes both families, as a rule. */
export function reachableAddress(address: string, family: Family): string {
  return address === '::' || address === '0.0.0.0' ? loopbackOf(family) : address;
}

async function listening(server: Server, port: number, host: string, ipv6Only = false): Promise<void> {
  server.listen({ port, host, ipv6Only });
  await once(server, 'listening');
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const WITHOUT_IPV6 = ['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EINVAL'];

export function isWithoutIpv6(error: unknown): boolean {
  return WITHOUT_IPV6.includes((error as NodeJS.ErrnoException).code ?? '');
}

function isOwnAddress(address: string): boolean {
  if (address.startsWith('127.') || address === '::1') return true;
  const zoneless = address.split('%')[0];
  return Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === zoneless));
}
