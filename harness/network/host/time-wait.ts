/**
 * TIME_WAIT of earlier runs. Who closes a connection first keeps its port for a minute (RFC 9293 section 3.6), and a server that
 * does not set SO_REUSEADDR, as hardly any student's does, cannot bind it meanwhile.
 *
 * The way out needs no rights: a SYN from the other end of the old connection is answered with an old ACK; the new socket rejects
 * that with RST (RFC 9293 section 3.5.1), and RST ends TIME_WAIT (RFC 1337; unless `net.ipv4.tcp_rfc1337` forbids it).
 *
 * The other end's port may be in TIME_WAIT as well: where both sides closed at once, or with another server. Linux 6.3 and later send the
 * SYN all the same (`lone-syn.ts`); elsewhere `bind` refuses that port, and the run waits or is inconclusive.
 */
import { connect } from 'node:net';
import type { Endpoint } from '../../capture/record.ts';
import { sendLoneSyn } from '../linux/lone-syn.ts';

/** A connection that is over: its end on the port in question, and the other. */
export interface ClosedConnection {
  local: Endpoint;
  peer: Endpoint;
}

/** Tries to end the TIME_WAIT of each. One whose other end is not this machine stays. */
export async function endTimeWait(connections: readonly ClosedConnection[]): Promise<void> {
  await Promise.all(connections.map(knock));
}

/** The second SYN follows the RST within a few milliseconds and is refused; longer than that it is not worth waiting. */
const ANSWER_MS = 500;

function knock({ local, peer }: ClosedConnection): Promise<void> {
  if (sendLoneSyn(peer, local)) return Promise.resolve();
  return new Promise((resolve) => {
    const socket = connect({
      host: local.address,
      port: local.port,
      localAddress: peer.address,
      localPort: peer.port,
    });
    socket.setTimeout(ANSWER_MS, () => socket.destroy());
    socket.once('connect', () => socket.resetAndDestroy());
    socket
      .on('error', () => undefined)
      .once('close', () => {
        resolve();
      });
  });
}
