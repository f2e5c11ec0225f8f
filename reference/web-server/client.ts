import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { Reference } from '../../harness/run/peers/peer.ts';

/** Asks for what is typed, as in "GET /hello.html", and hears all of the answer. */
export const client: Reference = async (server, lines) => {
  for (const line of lines) {
    const [method = 'GET', path = '/'] = line.split(' ');
    await server.lend((socket) => ask(socket, method, path));
  }
  await server.close();
};

/** Node's own client of HTTP over a connection that is there already. It takes what a browser would take. */
function ask(socket: Socket, method: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    const asking = request({ createConnection: () => socket, method, path, host: 'localhost' }, (answer) => {
      answer.resume();
      answer.on('close', resolve);
    });
    // An answer that is no HTTP: what it is, can be seen on the wire.
    asking.on('error', () => {
      resolve();
    });
    asking.end();
  });
}
