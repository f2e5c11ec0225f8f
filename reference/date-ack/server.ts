import type { Reference } from '../../harness/run/peers/peer.ts';
import { formatTime } from '../../harness/spec/time-format.ts';

/** Says the date and the time now, waits for the acknowledgement, and closes. */
export const server: Reference = async (client) => {
  await client.send(formatTime('%d/%m/%Y %H:%M:%S', new Date()));
  await client.receive();
  await client.close();
};
