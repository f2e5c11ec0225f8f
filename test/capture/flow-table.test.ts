import { expect, test } from 'vitest';
import { FlowTable } from '../../harness/capture/flows.ts';
import { ethernet, ipv4, portUnreachable, seeded, tcp, udp } from './frames.ts';
import { CLIENT, only, SERVER, shown, wire } from './wire.ts';
import type { Part } from './wire.ts';

test('datagrams are kept whole, empty ones too, and ICMP marks the one that found nobody', () => {
  const table = new FlowTable();
  const lost = ipv4(17, udp(40000, 9999, 'anybody?'));
  table.add(ethernet(ipv4(17, udp(40000, 12000, 'hello'))), 1);
  table.add(ethernet(lost), 2);
  table.add(ethernet(portUnreachable(lost, 28)), 3);
  table.add(ethernet(ipv4(17, udp(12000, 40000, ''))), 4);
  const { datagrams } = table.conversation();
  expect(
    datagrams.map(({ at, from, to, bytes, unreachable }) => [
      at,
      from.port,
      to.port,
      bytes.length,
      unreachable,
    ]),
  ).toEqual([
    [1, 40000, 12000, 5, false],
    [2, 40000, 9999, 8, true],
    [4, 12000, 40000, 0, false],
  ]);
});

test('only watched ports belong to the run: of a connection the one that is tried, of a datagram either', () => {
  const taps: number[] = [];
  const options = {
    watches: (port: number) => port === SERVER,
    tap: (_: Uint8Array, at: number) => taps.push(at),
  };
  const { table, handshake } = wire(options);
  handshake();
  table.add(ethernet(ipv4(6, tcp({ from: SERVER, to: 80, seq: 1, flags: 'S' }))), 10);
  table.add(ethernet(ipv4(17, udp(SERVER, 80, 'x'))), 11);
  table.add(ethernet(ipv4(17, udp(81, 80, 'x'))), 12);
  const { connections, datagrams } = table.conversation();
  expect([connections.length, datagrams.length]).toEqual([1, 1]);
  expect(taps).toEqual([1, 2, 3, 11]);
});

test('what goes beyond the limits is counted and not kept, and endings are still seen', () => {
  const { table, client, server, handshake } = wire({ limits: { bytes: 10, entries: 20 } });
  handshake();
  client({ seq: 1, ack: 1, data: '12345678' });
  client({ seq: 9, ack: 1, data: '12345678' });
  server({ seq: 1, ack: 17, flags: 'F' });
  expect(only(table)).toEqual(['client open', 'client: 12345678', 'server fin']);
  expect(table.conversation()).toMatchObject({ lost: 0, dropped: 1 });
  const activity = table.activity();
  for (let port = 1; port <= 100; port += 1)
    table.add(ethernet(ipv4(6, tcp({ from: port, to: SERVER, seq: 1, flags: 'S' }))), 0);
  expect(table.activity()).toBe(activity + 100);
  expect(table.conversation().connections.length).toBeLessThanOrEqual(20);
});

test('a frame may be reused once it was taken', () => {
  const { table, handshake } = wire();
  handshake();
  const frame = ethernet(ipv4(6, tcp({ from: CLIENT, to: SERVER, seq: 1001, ack: 5001, data: 'kept' })));
  table.add(frame, 9);
  frame.fill(0);
  expect(only(table)).toEqual(['client open', 'client: kept']);
});

test('a snapshot stays as it was while the conversation goes on', () => {
  const { table, client, handshake } = wire();
  handshake();
  const before = table.conversation();
  client({ seq: 1, ack: 1, data: 'more' });
  expect(shown(before.connections[0])).toEqual(['client open']);
});

test('any cutting, repeating and shuffling of a stream gives the same bytes and its FIN last', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seeded(seed);
    const text = Array.from({ length: 1 + (random() % 200) }, () => 'abcdefghij'[random() % 10]).join('');
    const isn = random();
    const { table, client, handshake } = wire({ clientIsn: isn });
    handshake();
    const parts: Part[] = [{ seq: 1 + text.length, ack: 1, flags: 'F' }];
    for (let at = 0; at < text.length;) {
      const length = 1 + (random() % 20);
      const from = Math.max(0, at - (random() % 5));
      parts.push({ seq: 1 + from, ack: 1, data: text.slice(from, at + length) });
      if (random() % 4 === 0) parts.push({ seq: 1 + from, ack: 1, data: text.slice(from, at + length) });
      at += length;
    }
    for (let at = parts.length - 1; at > 0; at -= 1) {
      const other = random() % (at + 1);
      [parts[at], parts[other]] = [parts[other]!, parts[at]!];
    }
    for (const part of parts) client(part);
    const events = table.conversation().connections[0]!.events;
    const bytes = events.flatMap((event) => (event.kind === 'data' ? [event.bytes] : []));
    expect(Buffer.concat(bytes).toString(), `seed ${seed}`).toBe(text);
    expect(events.at(-1)?.kind, `seed ${seed}`).toBe('fin');
    expect(table.conversation().lost, `seed ${seed}`).toBe(0);
  }
});
