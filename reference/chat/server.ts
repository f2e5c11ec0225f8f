import type { Reference } from '../../harness/run/peers/peer.ts';

/** Hears a line, answers with the next line that is typed, until either party says BYE. */
export const server: Reference = async (client, lines) => {
  for (const line of [...lines, undefined]) {
    const heard = await client.receive();
    if (heard === undefined || heard === 'BYE' || line === undefined) break;
    await client.send(line);
    if (line === 'BYE') break;
  }
  await client.close();
};
