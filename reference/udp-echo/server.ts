import type { Reference } from '../../harness/run/peers/peer.ts';

/** Sends each datagram back as it came, as long as there are any. */
export const server: Reference = async (client) => {
  for (let text = await client.receive(); text !== undefined; text = await client.receive()) {
    await client.send(text);
  }
};
