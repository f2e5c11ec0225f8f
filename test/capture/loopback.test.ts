/** The loopback of this machine, watched while real sockets talk: what the hand-made frames stand for. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { FlowTable } from '../../harness/capture/flows.ts';
import type { Conversation } from '../../harness/capture/record.ts';
import { openPacketSocket } from '../../harness/network/linux/packet-socket.ts';
import type { PacketSocket } from '../../harness/network/linux/packet-socket.ts';

function openOrNone(): PacketSocket | undefined {
  try {
    return openPacketSocket();
  } catch {
    return undefined;
  }
}

const packets = openOrNone();
const onLoopback = test.skipIf(packets === undefined);
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listening(address: string): Promise<{ server: Server; port: number }> {
  const server = createServer({ allowHalfOpen: true }).listen(0, address);
  closers.push(() => server.close());
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** Reads the loopback until `done` says so of the conversation on `port`. */
async function watch(
  port: number,
  act: () => void,
  done: (seen: Conversation) => boolean,
): Promise<Conversation> {
  const table = new FlowTable({ watches: (candidate) => candidate === port });
  packets?.drain(() => undefined);
  act();
  for (;;) {
    packets?.drain((frame, atNs) => {
      table.add(frame, Number(atNs) / 1e6);
    });
    const seen = table.conversation();
    if (done(seen)) return { ...seen, lost: seen.lost + (packets?.lost() ?? 0) };
    await new Promise(setImmediate);
  }
}

const kinds = (seen: Conversation) =>
  seen.connections[0]?.events.map((event) => `${event.from} ${event.kind}`) ?? [];
const ended = (count: number) => (seen: Conversation) =>
  kinds(seen).filter((kind) => kind.endsWith('fin') || kind.endsWith('rst')).length >= count;
const bytesFrom = (seen: Conversation, from: string) =>
  seen.connections[0]?.events.flatMap((event) =>
    event.kind === 'data' && event.from === from ? [event.bytes] : [],
  ) ?? [];

onLoopback.each(['127.0.0.1', '::1'])(
  'a half-close and an answer behind it on %s (needs CAP_NET_RAW)',
  async (address) => {
    const { server, port } = await listening(address);
    server.on('connection', (socket: Socket) => {
      socket.resume().on('end', () => socket.end('HELLO'));
    });
    const seen = await watch(
      port,
      () => connect({ port, host: address, allowHalfOpen: true }).end('hello').resume(),
      ended(2),
    );
    expect(kinds(seen)).toEqual(['client open', 'client data', 'client fin', 'server data', 'server fin']);
    expect(seen.connections[0]?.server).toEqual({ address, port });
    expect(seen.lost).toBe(0);
  },
);

onLoopback('a reset (needs CAP_NET_RAW)', async () => {
  const { server, port } = await listening('127.0.0.1');
  server.on('connection', (socket: Socket) => {
    socket.once('data', () => socket.resetAndDestroy());
  });
  const act = () =>
    connect({ port, host: '127.0.0.1' })
      .on('error', () => undefined)
      .write('hello');
  expect(kinds(await watch(port, act, ended(1)))).toEqual(['client open', 'client data', 'server rst']);
});

onLoopback('a refusal, and a datagram to nobody (needs CAP_NET_RAW)', async () => {
  const { server, port } = await listening('127.0.0.1');
  await new Promise((closed) => server.close(closed));
  const refused = await watch(
    port,
    () => connect({ port, host: '127.0.0.1' }).on('error', () => undefined),
    (seen) => seen.connections[0]?.outcome === 'refused',
  );
  expect(refused.connections).toHaveLength(1);

  const sender = createSocket('udp4');
  closers.push(() => sender.close());
  const unreachable = await watch(
    port,
    () => {
      sender.send('anybody?', port, '127.0.0.1');
    },
    (seen) => seen.datagrams.some((datagram) => datagram.unreachable),
  );
  expect(unreachable.datagrams).toHaveLength(1);
});

onLoopback('20 MB to a slow reader, with a window that closes and opens (needs CAP_NET_RAW)', async () => {
  const { server, port } = await listening('127.0.0.1');
  const sent = Buffer.alloc(20_000_000, 'every byte counts, ');
  server.on('connection', (socket: Socket) => {
    socket.end(sent);
  });
  const act = () => {
    const client = connect({ port, host: '127.0.0.1' });
    client.on('data', () => {
      client.pause();
      setImmediate(() => client.resume());
    });
  };
  const seen = await watch(port, act, ended(2));
  expect(Buffer.concat(bytesFrom(seen, 'server')).equals(sent)).toBe(true);
  expect(seen.lost).toBe(0);
});
