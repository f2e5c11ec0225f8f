import type { Reference } from '../../harness/run/peers/peer.ts';

/** Says HELLO, waits for the answer, and closes. */
export const client: Reference = async (server) => {
  await server.send('HELLO');
  await server.receive();
  await server.close();
};
