import type { Reference } from '../../harness/run/peers/peer.ts';

/** Sends each line that is typed, and waits for it in upper case. */
export const client: Reference = async (server, lines) => {
  for (const line of lines) {
    await server.send(line);
    await server.receive();
  }
  await server.close();
};
