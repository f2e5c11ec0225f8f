import type { Reference } from '../../harness/run/peers/peer.ts';

/** Listens, hears one message, and closes. */
export const server: Reference = async (client) => {
  await client.receive();
  await client.close();
};
