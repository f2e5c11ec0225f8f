import type { Reference } from '../../harness/run/peers/peer.ts';

/** Sends the file that is asked for; nothing where there is none. The lengths are put before the messages by the peer. */
export const server: Reference = async (client) => {
  const name = await client.receive();
  const file = name === undefined ? undefined : client.file(name);
  if (file !== undefined) await client.send(file);
  await client.close();
};
