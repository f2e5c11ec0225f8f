import type { Reference } from '../../harness/run/peers/peer.ts';

/** Sends back whatever it hears in upper case, until the client closes. */
export const server: Reference = async (client) => {
  for (let text = await client.receive(); text !== undefined; text = await client.receive()) {
    await client.send(text.toUpperCase());
  }
  await client.close();
};
