import type { Reference } from '../../harness/run/peers/peer.ts';

/** Hears the thanks, and closes. */
export const client: Reference = async (server) => {
  await server.receive();
  await server.close();
};
