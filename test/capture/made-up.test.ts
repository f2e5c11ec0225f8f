/** Packets made up for what a relay saw: read as packets they say the same. */
import { expect, test } from 'vitest';
import { FlowTable } from '../../harness/capture/flows.ts';
import { madeUpFrames, withPorts } from '../../harness/capture/made-up.ts';
import type { Connection, Conversation, WireEvent } from '../../harness/capture/record.ts';
import { seeded } from './frames.ts';

function readBack(conversation: Conversation): Conversation {
  const table = new FlowTable();
  for (const { bytes, at } of madeUpFrames(conversation)) table.add(bytes, at);
  return table.conversation();
}

const conversationOf = (...connections: Connection[]): Conversation => ({
  listeners: [],
  connections,
  datagrams: [],
  lost: 0,
});

function connection(id: number, events: WireEvent[], more: Partial<Connection> = {}): Connection {
  return {
    id,
    client: { address: '127.0.0.1', port: 40_000 + id },
    server: { address: '127.0.0.1', port: 12_000 },
    startedAt: id,
    outcome: 'established',
    events,
    ...more,
  };
}

/** Data, then perhaps half-closes, a reset, or nothing: what a connection may go through, in any order that TCP allows. */
function randomEvents(random: () => number, start: number): WireEvent[] {
  const events: WireEvent[] = [{ kind: 'open', at: start + 0.5, from: 'client' }];
  const open = { client: true, server: true };
  for (let at = start + 1; at < start + 12 && (open.client || open.server); at += 1) {
    const from = open.client && (random() % 2 === 0 || !open.server) ? 'client' : 'server';
    const dice = random() % 8;
    if (dice === 0) return [...events, { kind: 'rst', at, from }];
    if (dice === 1) {
      open[from] = false;
      events.push({ kind: 'fin', at, from });
    } else {
      const bytes = new Uint8Array((random() % 2000) + 1).map(() => random() % 256);
      events.push({ kind: 'data', at, from, bytes });
    }
  }
  return events;
}

test.each(Array.from({ length: 50 }, (_, seed) => seed))('conversation %i comes back as it was', (seed) => {
  const random = seeded(seed);
  const all = Array.from({ length: (random() % 4) + 1 }, (_, index) =>
    connection(index + 1, randomEvents(random, index + 1)),
  );
  expect(readBack(conversationOf(...all))).toEqual(conversationOf(...all));
});

test('over unix sockets ports stand for the paths, the same for the same path', () => {
  const events: WireEvent[] = [
    { kind: 'open', at: 1.5, from: 'client' },
    { kind: 'data', at: 2, from: 'client', bytes: Buffer.from('HELLO') },
  ];
  const at = (id: number, path: string) =>
    connection(id, events, {
      client: { address: `unnamed ${id}`, port: 0 },
      server: { address: path, port: 0 },
      startedAt: 1,
    });
  const { conversation, ports } = withPorts(
    conversationOf(at(1, 'a.sock'), at(2, 'b.sock'), at(3, 'a.sock')),
  );
  expect([...ports.keys()]).toEqual(['a.sock', 'b.sock']);
  expect(readBack(conversation).connections.map(({ server }) => server.port)).toEqual([
    ports.get('a.sock'),
    ports.get('b.sock'),
    ports.get('a.sock'),
  ]);
  expect(readBack(conversation).connections.map((one) => one.events)).toEqual(
    conversation.connections.map((one) =>
      one.events.map((event) => ({
        ...event,
        ...(event.kind === 'data' && { bytes: new Uint8Array(Buffer.from('HELLO')) }),
      })),
    ),
  );
});

test('a refusal, an attempt without an answer, and IPv6', () => {
  const [client, server] = [
    { address: '::1', port: 41_000 },
    { address: '::1', port: 12_000 },
  ];
  const all = conversationOf(
    connection(1, [], { outcome: 'refused' }),
    connection(2, [], { outcome: 'unanswered' }),
    connection(3, [{ kind: 'open', at: 4, from: 'client' }], { client, server }),
  );
  expect(readBack(all)).toEqual(all);
});

test('bytes that no packet holds go in several, and none is missing', () => {
  const bytes = Buffer.alloc(300_000, 'every byte counts, ');
  const back = readBack(
    conversationOf(
      connection(1, [
        { kind: 'open', at: 2, from: 'client' },
        { kind: 'data', at: 3, from: 'server', bytes },
      ]),
    ),
  );
  const pieces = back.connections[0]?.events.flatMap((event) => (event.kind === 'data' ? [event.bytes] : []));
  expect(Buffer.concat(pieces ?? []).equals(bytes)).toBe(true);
  expect(back.lost).toBe(0);
});

test('nothing is made up between endpoints that have no IP addresses', () => {
  const path = { address: '/tmp/socket', port: 0 };
  expect(madeUpFrames(conversationOf(connection(1, [], { client: path, server: path })))).toEqual([]);
});
