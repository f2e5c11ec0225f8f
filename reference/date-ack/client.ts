import type { Reference } from '../../harness/run/peers/peer.ts';

/** Hears the date and the time, acknowledges them, and closes. */
export const client: Reference = async (server) => {
  const date = await server.receive();
  if (date !== undefined) await server.send('Acknowledgement: date and time received');
  await server.close();
};
