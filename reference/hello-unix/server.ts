import type { Reference } from '../../harness/run/peers/peer.ts';

/** Hears one message, says HELLO back, and closes. */
export const server: Reference = async (client) => {
  const heard = await client.receive();
  if (heard !== undefined) await client.send('HELLO');
  await client.close();
};
