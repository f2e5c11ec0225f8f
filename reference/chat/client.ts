import type { Reference } from '../../harness/run/peers/peer.ts';

/** Says a line, hears the answer, until either party says BYE. */
export const client: Reference = async (server, lines) => {
  for (const line of lines) {
    await server.send(line);
    if (line === 'BYE') break;
    const heard = await server.receive();
    if (heard === undefined || heard === 'BYE') break;
  }
  await server.close();
};
