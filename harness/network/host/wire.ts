/** How the programs of a run are brought together and watched. Two ways: reading packets, and relaying. */
import type { Socket } from 'node:net';
import type { Conversation, Endpoint } from '../../capture/record.ts';
import type { ReferenceDatagrams } from '../network.ts';
import type { Family } from '../../spec/task.ts';
import type { LocalServer } from './local-server.ts';
import type { ClosedConnection } from './time-wait.ts';

/** Ports are the actual ones, unless said otherwise. */
export interface Wire {
  /** Opens the reference server. Rejects with the `listen` error. */
  listen(port: number, family: Family, take: (socket: Socket) => void): Promise<LocalServer>;
  /** Connects the reference client. Rejects as `connect` does. */
  connect(to: Endpoint): Promise<Socket>;
  /** Opens a datagram socket for the reference; 0: on any port. Rejects with the `bind` error. */
  datagrams(port: number): Promise<ReferenceDatagrams>;
  /** With the ports by which the run calls them. */
  conversation(): Conversation;
  /** Grows with everything new on the wire. */
  activity(): number;
  connectionCount(): number;
  /** Bytes seen on the wire and not acknowledged yet; undefined where packets are not seen. */
  unacknowledged(from: Endpoint, to: Endpoint): number | undefined;
  /** Things that the wire itself has taken from one program and not handed to the other yet. */
  readonly inHand: number;
  /** Connections that may linger in TIME_WAIT on a server's port, as far as the wire knows them. */
  readonly lingering: readonly ClosedConnection[];
  close(): void;
}
