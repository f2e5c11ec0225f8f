/** Programs that turn a line into upper case, as students write them and as the harness plays them. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { canReadLoopback } from '../../harness/network/host/loopback.ts';
import type { Capture } from '../../harness/network/host/port-plan.ts';
import type { Place } from '../../harness/network/network.ts';
import { python, until } from './programs.ts';

/** Answers one client in upper case, and closes last. `port`: an expression. */
export const SERVER = (port: number | string) => `
import os, socket
l = socket.socket(); l.bind(('', int(${port}))); l.listen(1)
s, _ = l.accept()
s.sendall(s.recv(1024).upper())
while s.recv(1024): pass
s.close()`;

export const CLIENT = (port: number | string) => `
import os, socket, sys
s = socket.socket(); s.connect(('localhost', int(${port})))
s.sendall(b'hello'); print(s.recv(1024).decode()); s.close()`;

export const TOLD = "os.environ['PORT']";
export const STORY = ['client open', 'client: hello', 'server: HELLO', 'client fin', 'server fin'];

export const readable = await canReadLoopback();
export const captures: Capture[] = ['packets', 'relay'];

export const whole = (place: Place) =>
  until(() => {
    const { connections } = place.conversation();
    return (
      connections.some(({ events }) => events.filter(({ kind }) => kind === 'fin').length === 2) &&
      connections
    );
  });

export async function upperCase(socket: Socket): Promise<void> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.end(bytes.toString().toUpperCase());
}

export async function sayHello(place: Place, port: number): Promise<string> {
  const socket = await place.connect({ address: '0.0.0.0', port });
  socket.write('hello');
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.end();
  return bytes.toString();
}

export const canRun = process.platform === 'linux' && python !== undefined;
