import type { Reference } from '../../harness/run/peers/peer.ts';
import { ECHO_REQUEST, pack, unpack } from './echo.ts';

const IDENTIFIER = 4711;

/** Sends three echo requests, each when the reply to the one before has come. */
export const client: Reference = async (server) => {
  for (const sequence of [1, 2, 3]) {
    const data = Buffer.from('how long does this take?');
    await server.send(pack({ type: ECHO_REQUEST, identifier: IDENTIFIER, sequence, data }));
    for (let reply = await server.receiveBytes(); reply !== undefined; reply = await server.receiveBytes()) {
      const echo = unpack(reply);
      if (echo?.identifier === IDENTIFIER && echo.sequence === sequence) break;
    }
  }
};
