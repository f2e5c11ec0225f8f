import type { Reference } from '../../harness/run/peers/peer.ts';

/** Connects, says HELLO, and closes. */
export const client: Reference = async (server) => {
  await server.send('HELLO');
  await server.close();
};
