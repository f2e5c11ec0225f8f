import type { Reference } from '../../harness/run/peers/peer.ts';

/** Sends each line that is typed, and waits for the answer. */
export const client: Reference = async (server, lines) => {
  for (const line of lines) {
    await server.send(line);
    await server.receive();
  }
};
