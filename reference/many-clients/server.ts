import type { Reference } from '../../harness/run/peers/peer.ts';

/** One conversation; there are as many of them side by side as there are clients. */
export const server: Reference = async (client) => {
  for (let text = await client.receive(); text !== undefined; text = await client.receive()) {
    await client.send(text.toUpperCase());
  }
  await client.close();
};
