/** How a reference comes to its other sides by datagrams: a client is whoever sends one. */
import type { Endpoint } from '../../capture/record.ts';
import type { Place } from '../../network/network.ts';
import { ECHO_REPLY, ECHO_REQUEST } from '../../capture/echo.ts';
import type { Scenario, Transport } from '../../spec/task.ts';
import { DatagramPeer } from './datagram-peer.ts';
import type { Meeting } from './meeting.ts';

export function datagramMeeting(
  place: Place,
  { clients, conditions }: Scenario,
  transport: Transport,
): Meeting {
  // A raw socket gets all ICMP messages of the machine, one's own as well (raw(7)).
  const isFor = (bytes: Buffer, type: number) => transport !== 'icmp' || bytes[0] === type;
  const losesReply = conditions.includes('lost-reply');
  return {
    listen: async (port, take) => {
      const socket = await place.datagrams(port);
      const known = new Map<string, { peer: DatagramPeer; at: Endpoint }>();
      socket.onMessage((bytes, from) => {
        if (!isFor(bytes, ECHO_REQUEST)) return;
        // One client may take a socket for each message.
        const key = clients.count === 1 ? '' : `${from.address} ${from.port}`;
        let client = known.get(key);
        if (client === undefined) {
          const one = { at: from };
          const send = (reply: Buffer) => socket.send(reply, one.at);
          client = Object.assign(one, { peer: new DatagramPeer({ role: 'server', send, losesReply }) });
          known.set(key, client);
          take(client.peer);
        }
        client.at = from;
        client.peer.hear(bytes);
      });
    },
    connect: async (to) => {
      const socket = await place.datagrams(0);
      const send = (bytes: Buffer) => socket.send(bytes, to);
      const peer = new DatagramPeer({ role: 'client', send, losesReply });
      socket.onMessage((bytes) => {
        if (isFor(bytes, ECHO_REPLY)) peer.hear(bytes);
      });
      return peer;
    },
  };
}
