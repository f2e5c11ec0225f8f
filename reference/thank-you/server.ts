import type { Reference } from '../../harness/run/peers/peer.ts';

/** Thanks its client, and closes. */
export const server: Reference = async (client) => {
  await client.send('Thank you for connecting');
  await client.close();
};
