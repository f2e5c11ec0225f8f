import type { Reference } from '../../harness/run/peers/peer.ts';

/** Asks for the file whose name is typed, and takes it. */
export const client: Reference = async (server, lines) => {
  for (const name of lines) {
    await server.send(name);
    await server.receiveBytes();
  }
  await server.close();
};
