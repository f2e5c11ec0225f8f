/** How a reference comes to its other sides: one way for each kind of transport. */
import type { Endpoint } from '../../capture/record.ts';
import type { Place } from '../../network/network.ts';
import type { Framing } from '../../spec/task.ts';
import type { RunPeer } from './run-peer.ts';
import { SocketPeer } from './socket-peer.ts';

export interface Meeting {
  /** As the server: `take` gets a peer for each client. Rejects where the port cannot be had. */
  listen(port: number, take: (peer: RunPeer) => void): Promise<void>;
  /** As the client. Rejects where nobody answers. */
  connect(to: Endpoint): Promise<RunPeer>;
}

/** Over connections: each is a conversation of its own. */
export function streamMeeting(place: Place, framing: Framing): Meeting {
  return {
    listen: async (port, take) => {
      const listener = await place.listen(port);
      listener.onConnection((socket) => {
        take(new SocketPeer(socket, framing));
      });
    },
    connect: async (to) => new SocketPeer(await place.connect(to), framing),
  };
}
