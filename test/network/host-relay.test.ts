/** The relay between programs on real sockets: what goes in comes out, whatever it is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ConversationLog } from '../../harness/capture/conversation-log.ts';
import { listenOnLoopback } from '../../harness/network/host/local-server.ts';
import { Relay } from '../../harness/network/host/relay.ts';
import { python, story, textOf, until } from './programs.ts';
import { spawnPython } from './python.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** A relay in front of `port`. */
async function relayTo(port: number) {
  const log = new ConversationLog();
  const relay = new Relay(log, () => performance.now());
  cleanups.push(() => {
    relay.close();
  });
  const front = await relay.listen(
    0,
    () => ({ address: '127.0.0.1', port }),
    () => port,
  );
  return { log, relay, port: front.port, first: () => log.snapshot(0).connections[0] };
}

async function serve(take: (socket: Socket) => void): Promise<number> {
  const server = await listenOnLoopback((socket) => {
    cleanups.push(() => socket.destroy());
    take(socket.on('error', () => undefined));
  });
  cleanups.push(() => {
    server.close();
  });
  return server.port;
}

function dial(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
  cleanups.push(() => socket.destroy());
  return socket;
}

const closedPort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const withPython = test.skipIf(python === undefined);

function run(source: string) {
  const child = spawn(python!, ['-u', '-c', `import socket, struct, sys\n${source}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  return child;
}

const RESET = "s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); s.close()";
const READ_ALL = `
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
async function pythonServer(body: string) {
  const server = await spawnPython(`import socket, struct\n${READ_ALL}
l = socket.create_server(('127.0.0.1', 0)); print(l.getsockname()[1])
s, _ = l.accept()
${body}`);
  cleanups.push(server.kill);
  return { port: Number(server.firstLine), output: server.output };
}

withPython('a half-close passes, and the answer behind it (needs python3)', async () => {
  const server = await pythonServer(`got, how = read_all(s)\ns.sendall(got.upper()); s.close(); print(how)`);
  const relay = await relayTo(server.port);
  const client = run(`${READ_ALL}
s = socket.create_connection(('127.0.0.1', ${relay.port}))
s.sendall(b'hello '); s.sendall(b'world'); s.shutdown(socket.SHUT_WR)
print(*read_all(s))`);
  expect(await textOf(client.stdout)).toBe("b'HELLO WORLD' end\n");
  expect(await server.output).toBe('end\n');
  expect(story(relay.first())).toEqual([
    'client open',
    'client: hello world',
    'client fin',
    'server: HELLO WORLD',
    'server fin',
  ]);
});

withPython(
  'a reset by the client reaches the server as a reset, behind the bytes before it (needs python3)',
  async () => {
    const server = await pythonServer('print(s.recv(5)); s.sendall(b"x"); print(*read_all(s))');
    const relay = await relayTo(server.port);
    run(
      `s = socket.create_connection(('127.0.0.1', ${relay.port})); s.sendall(b'hello'); s.recv(1); ${RESET}`,
    );
    expect(await server.output).toBe("b'hello'\nb'' reset\n");
    expect(story(relay.first())).toEqual(['client open', 'client: hello', 'server: x', 'client rst']);
  },
);

withPython('a reset by the server reaches the client as a reset, not as an end (needs python3)', async () => {
  const server = await pythonServer(`s.recv(5); ${RESET}`);
  const relay = await relayTo(server.port);
  const client = run(`${READ_ALL}
s = socket.create_connection(('127.0.0.1', ${relay.port})); s.sendall(b'hello'); print(*read_all(s))`);
  expect(await textOf(client.stdout)).toBe("b'' reset\n");
  expect(story(relay.first())).toEqual(['client open', 'client: hello', 'server rst']);
});

withPython(
  'a program that closes with bytes unread resets, as the kernel has it (needs python3)',
  async () => {
    const server = await pythonServer('s.recv(1); s.close()');
    const relay = await relayTo(server.port);
    const client = run(`${READ_ALL}
s = socket.create_connection(('127.0.0.1', ${relay.port})); s.sendall(b'hello'); print(*read_all(s))`);
    expect(await textOf(client.stdout)).toBe("b'' reset\n");
    expect(story(relay.first()).at(-1)).toBe('server rst');
  },
);

withPython('nobody listens: the client is reset, and the record says refused (needs python3)', async () => {
  const relay = await relayTo(await closedPort());
  const client = run(`${READ_ALL}
s = socket.create_connection(('127.0.0.1', ${relay.port})); print(*read_all(s))`);
  expect(await textOf(client.stdout)).toBe("b'' reset\n");
  expect(relay.first()).toMatchObject({ outcome: 'refused', events: [] });
});

test('dialled through the relay, a server that is not there refuses', async () => {
  const { relay, first } = await relayTo(1);
  const to = { address: '127.0.0.1', port: await closedPort() };
  await expect(relay.dial(to, 12000)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(first()).toMatchObject({ outcome: 'refused', server: { address: '127.0.0.1', port: 12000 } });
});

test('dialled through the relay, a server is reached and written down', async () => {
  const port = await serve((socket) => socket.end('welcome'));
  const { relay, first } = await relayTo(1);
  const socket = await relay.dial({ address: '127.0.0.1', port }, port);
  expect(await textOf(socket)).toBe('welcome');
  socket.end();
  await until(() => story(first()).includes('client fin'));
  expect(story(first())).toEqual(['client open', 'server: welcome', 'server fin', 'client fin']);
});

test('40 MB pass whole to a reader that is slow to begin, and are not hoarded meanwhile', async () => {
  const sent = Buffer.alloc(40_000_000, 'every byte counts, ');
  const port = await serve((socket) => socket.end(sent));
  const { log, port: front } = await relayTo(port);
  const client = dial(front).pause();
  await once(client, 'connect');
  let before = -1;
  for (let still = 0; still < 20; still = log.activity === before ? still + 1 : 0) {
    before = log.activity;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // What the kernel's buffers hold (tcp_wmem and tcp_rmem, on two connections), and no more.
  expect(log.activity).toBeLessThan(35_000_000);
  const received: Buffer[] = [];
  client.on('data', (bytes: Buffer) => received.push(bytes)).resume();
  await once(client, 'end');
  expect(Buffer.concat(received).equals(sent)).toBe(true);
});

test('bytes that come with the FIN, both ways at once, all arrive before it', async () => {
  const big = Buffer.alloc(3_000_000, 'abc');
  const bytes: Record<string, number> = { server: 0, client: 0 };
  const count = (who: string, socket: Socket) => {
    socket.on('data', (part: Buffer) => (bytes[who] = (bytes[who] ?? 0) + part.length));
    return once(socket, 'end');
  };
  let serverDone: Promise<unknown> | undefined;
  const port = await serve((socket) => {
    serverDone = count('server', socket);
    socket.end(big);
  });
  const { port: front, first } = await relayTo(port);
  const client = dial(front);
  client.end(big);
  await count('client', client);
  await until(() => serverDone);
  await serverDone;
  expect(bytes).toEqual({ server: big.length, client: big.length });
  await until(() => first()!.events.filter(({ kind }) => kind === 'fin').length === 2);
});

test('many connections at once are each their own', async () => {
  const port = await serve((socket) =>
    socket.on('data', (bytes: Buffer) => socket.end(`re: ${bytes.toString()}`)),
  );
  const { port: front, log } = await relayTo(port);
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, at) => {
      const socket = dial(front);
      socket.end(`letter ${at}`);
      return textOf(socket);
    }),
  );
  expect(answers).toEqual(Array.from({ length: 50 }, (_, at) => `re: letter ${at}`));
  expect(log.snapshot(0).connections.map(({ client }) => client.port)).toHaveLength(50);
});

test('what the relay has in hand can be told: a connection that it has taken and not handed on', async () => {
  const port = await serve((socket) => socket.end());
  const seen: number[] = [];
  const log = new ConversationLog();
  const relay = new Relay(log, () => 0);
  cleanups.push(() => {
    relay.close();
  });
  const server = () => {
    process.nextTick(() => seen.push(relay.inHand));
    return { address: '127.0.0.1', port };
  };
  const front = await relay.listen(0, server, () => port);
  const client = dial(front.port).resume();
  await once(client, 'end');
  client.end();
  await until(() => story(log.snapshot(0).connections[0]).includes('client fin'));
  await until(() => relay.inHand === 0);
  expect(seen).toEqual([1]);
});
