/** The relay between programs on real sockets: what goes in comes out, whatever it is. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ConversationLog } from '../../harness/capture/conversation-log.ts';
import { Relay } from '../../harness/network/host/relay.ts';
import { story, textOf, until } from './programs.ts';
import {
  cleanups,
  closedPort,
  dial,
  pythonServer,
  READ_ALL,
  relayTo,
  run,
  serve,
  withPython,
} from './relay-bench.ts';

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
  const front = await relay.listen({ port: 0, family: 'ipv4' }, server, () => port);
  const client = dial(front.port).resume();
  await once(client, 'end');
  client.end();
  await until(() => story(log.snapshot(0).connections[0]).includes('client fin'));
  await until(() => relay.inHand === 0);
  expect(seen).toEqual([1]);
});
