import type { Reference } from '../../harness/run/peers/peer.ts';

/** Sends each line that is typed, waits for the reply to it, and closes. */
export const client: Reference = async (server, lines) => {
  for (const line of lines) {
    await server.send(line);
    if ((await server.receive()) === undefined) break;
  }
  await server.close();
};
