import type { Reference } from '../../harness/run/peers/peer.ts';

/** Replies to each request with its length, until the client closes. */
export const server: Reference = async (client) => {
  for (let request = await client.receive(); request !== undefined; request = await client.receive()) {
    await client.send(String(request.length));
  }
  await client.close();
};
