import type { Reference } from '../../harness/run/peers/peer.ts';
import { ECHO_REPLY, ECHO_REQUEST, pack, unpack } from './echo.ts';

/** Answers each echo request with its own data, as the kernel does. */
export const server: Reference = async (client) => {
  for (let bytes = await client.receiveBytes(); bytes !== undefined; bytes = await client.receiveBytes()) {
    const request = unpack(bytes);
    if (request?.type === ECHO_REQUEST) await client.send(pack({ ...request, type: ECHO_REPLY }));
  }
};
