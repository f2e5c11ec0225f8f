/** A relay to try, with real programs at both of its ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, test } from 'vitest';
import { ConversationLog } from '../../harness/capture/conversation-log.ts';
import { listenOnLoopback } from '../../harness/network/host/local-server.ts';
import { Relay } from '../../harness/network/host/relay.ts';
import { python } from './programs.ts';
import { spawnPython } from './python.ts';

export const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A relay in front of `port`. */
export async function relayTo(port: number) {
  const log = new ConversationLog();
  const relay = new Relay(log, () => performance.now());
  cleanups.push(() => {
    relay.close();
  });
  const front = await relay.listen(
    { port: 0, family: 'ipv4' },
    () => ({ address: '127.0.0.1', port }),
    () => port,
  );
  return { log, relay, port: front.port, first: () => log.snapshot(0).connections[0] };
}

export async function serve(take: (socket: Socket) => void): Promise<number> {
  const server = await listenOnLoopback((socket) => {
    cleanups.push(() => socket.destroy());
    take(socket.on('error', () => undefined));
  });
  cleanups.push(() => {
    server.close();
  });
  return server.port;
}

export function dial(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
  cleanups.push(() => socket.destroy());
  return socket;
}

export const closedPort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

export const withPython = test.skipIf(python === undefined);

export function run(source: string) {
  const child = spawn(python!, ['-u', '-c', `import socket, struct, sys\n${source}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  return child;
}

export const RESET = "s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); s.close()";
export const READ_ALL = `
def read_all(s):
    got = b''
    while True:
        try:
            part = s.recv(65536)
        except ConnectionResetError:
            return got, 'reset'
        if not part:
            return got, 'end'
        got += part
`;

/** A Python server that serves one client by `body`, and its port. */
export async function pythonServer(body: string) {
  const server = await spawnPython(`import socket, struct\n${READ_ALL}
l = socket.create_server(('127.0.0.1', 0)); print(l.getsockname()[1])
s, _ = l.accept()
${body}`);
  cleanups.push(server.kill);
  return { port: Number(server.firstLine), output: server.output };
}
