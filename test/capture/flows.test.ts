import { expect, test } from 'vitest';
import { FlowTable } from '../../harness/capture/flows.ts';
import { ethernet, ipv4, tcp } from './frames.ts';
import { CLIENT, only, SERVER, shown, wire } from './wire.ts';
import type { Part } from './wire.ts';

test('a whole conversation: open, data each way as it came, FIN each way', () => {
  const { table, client, server, handshake } = wire();
  handshake();
  client({ seq: 1, ack: 1, data: 'hello' });
  server({ seq: 1, ack: 6 });
  server({ seq: 1, ack: 6, data: 'HEL' });
  server({ seq: 4, ack: 6, data: 'LO', flags: 'F' });
  client({ seq: 6, ack: 7, flags: 'F' });
  server({ seq: 7, ack: 7 });
  const { connections, lost } = table.conversation();
  expect(shown(connections[0])).toEqual([
    'client open',
    'client: hello',
    'server: HEL',
    'server: LO',
    'server fin',
    'client fin',
  ]);
  expect(connections[0]).toMatchObject({
    id: 1,
    client: { address: '127.0.0.1', port: CLIENT },
    server: { address: '127.0.0.1', port: SERVER },
    startedAt: 1,
    outcome: 'established',
  });
  expect(connections[0]?.events.map((event) => event.at)).toEqual([3, 4, 6, 7, 7, 8]);
  expect(lost).toBe(0);
});

test('RST answers the SYN: refused; nothing answers it: unanswered', () => {
  const refused = wire();
  refused.client({ seq: 0, flags: 'S' });
  refused.send({ from: SERVER, to: CLIENT, seq: 0, ack: 1001, flags: 'R' });
  expect(refused.table.conversation().connections).toMatchObject([{ outcome: 'refused', events: [] }]);

  const unanswered = wire();
  unanswered.client({ seq: 0, flags: 'S' });
  unanswered.client({ seq: 0, flags: 'S' });
  expect(unanswered.table.conversation().connections).toMatchObject([{ outcome: 'unanswered', events: [] }]);
});

test('a connection half made is not open', () => {
  const { table, client, server } = wire();
  client({ seq: 0, flags: 'S' });
  server({ seq: 0, ack: 1, flags: 'S' });
  expect(table.conversation().connections).toMatchObject([{ outcome: 'unanswered', events: [] }]);
});

test('retransmissions, keep-alives, window probes and overlaps add nothing twice', () => {
  const { table, client, server, handshake } = wire();
  handshake();
  client({ seq: 1, ack: 1, data: 'abc' });
  const before = table.activity();
  client({ seq: 1, ack: 1, data: 'abc' });
  server({ seq: 0, ack: 1, flags: 'S' });
  client({ seq: 3, ack: 1, data: 'c' }); // a keep-alive with its one byte (RFC 9293 section 3.8.4)
  client({ seq: 3, ack: 1 });
  server({ seq: 1, ack: 4 });
  expect(table.activity()).toBe(before);
  client({ seq: 2, ack: 1, data: 'bcde' });
  client({ seq: 6, ack: 1, flags: 'F' });
  client({ seq: 6, ack: 1, flags: 'F' });
  expect(only(table)).toEqual(['client open', 'client: abc', 'client: de', 'client fin']);
});

test('segments out of order are put in order, the FIN last', () => {
  const { table, client, handshake } = wire();
  handshake();
  client({ seq: 5, ack: 1, data: 'cd', flags: 'F' });
  client({ seq: 3, ack: 1, data: 'b2' });
  expect(only(table)).toEqual(['client open']);
  expect(table.conversation().lost).toBe(2);
  client({ seq: 1, ack: 1, data: 'a1' });
  expect(only(table)).toEqual(['client open', 'client: a1', 'client: b2', 'client: cd', 'client fin']);
  expect(table.conversation().lost).toBe(0);
});

test('a gap that is never filled is lost, and so are bytes acknowledged that were never seen', () => {
  const gap = wire();
  gap.handshake();
  gap.client({ seq: 4, ack: 1, data: 'late' });
  expect(gap.table.conversation().lost).toBe(3);

  const acknowledged = wire();
  acknowledged.handshake();
  acknowledged.server({ seq: 1, ack: 11 });
  expect(acknowledged.table.conversation().lost).toBe(10);
});

test('RST after data; a second RST of the same side and RST behind both FINs are not written', () => {
  const { table, client, server, handshake } = wire();
  handshake();
  client({ seq: 1, ack: 1, data: 'x' });
  server({ seq: 1, ack: 2, flags: 'R' });
  server({ seq: 1, flags: 'R' });
  expect(only(table)).toEqual(['client open', 'client: x', 'server rst']);

  const closed = wire();
  closed.handshake();
  closed.client({ seq: 1, ack: 1, flags: 'F' });
  closed.server({ seq: 1, ack: 2, flags: 'F' });
  closed.client({ seq: 2, flags: 'R' });
  expect(only(closed.table)).toEqual(['client open', 'client fin', 'server fin']);
});

test('sequence numbers wrap around at 2^32', () => {
  const { table, client, server, handshake } = wire({ clientIsn: 0xfffffffd, serverIsn: 0xffffffff });
  handshake();
  client({ seq: 1, ack: 1, data: 'over' });
  client({ seq: 5, ack: 1, data: ' the edge' });
  server({ seq: 1, ack: 14, data: 'ok' });
  expect(only(table)).toEqual(['client open', 'client: over', 'client:  the edge', 'server: ok']);
  expect(table.conversation().lost).toBe(0);
});

test('the same ports again are a second connection', () => {
  const first = wire();
  first.handshake();
  first.client({ seq: 1, ack: 1, flags: 'F' });
  first.server({ seq: 1, ack: 2, flags: 'F' });
  first.send({ from: CLIENT, to: SERVER, seq: 900_000, flags: 'S' });
  first.send({ from: SERVER, to: CLIENT, seq: 0, ack: 900_001, flags: 'R' });
  expect(first.table.conversation().connections.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    '1 established',
    '2 refused',
  ]);
});

test('a client that tries again after a refusal, as Windows does with the same SYN, may get through', () => {
  const { table, client, server, handshake } = wire();
  client({ seq: 0, flags: 'S' });
  server({ seq: -5000, ack: 1, flags: 'R' });
  handshake();
  expect(table.conversation().connections).toMatchObject([{ outcome: 'established' }]);
});

test('data in the SYN (TCP Fast Open) comes after the opening, once', () => {
  const { table, client, server } = wire();
  client({ seq: 0, flags: 'S', data: 'early' });
  server({ seq: 0, ack: 6, flags: 'S' });
  client({ seq: 6, ack: 1 });
  expect(only(table)).toEqual(['client open', 'client: early']);
});

test('a simultaneous open is one connection (RFC 9293 section 3.5)', () => {
  const { table, client, server } = wire();
  client({ seq: 0, flags: 'S' });
  server({ seq: 0, flags: 'S' });
  client({ seq: 0, ack: 1, flags: 'S' });
  server({ seq: 0, ack: 1, flags: 'S' });
  server({ seq: 1, ack: 1, data: 'hi' });
  expect(only(table)).toEqual(['client open', 'server: hi']);
});

test('a client connected with its own port has one connection, open', () => {
  const table = new FlowTable();
  const send = (part: Part) => {
    table.add(ethernet(ipv4(6, tcp({ from: 50007, to: 50007, ...part }))), 0);
  };
  send({ seq: 10, flags: 'S' });
  send({ seq: 10, ack: 11, flags: 'S' });
  send({ seq: 11, ack: 11, data: 'to myself' });
  expect(only(table)).toEqual(['client open', 'client: to myself']);
  expect(table.conversation().lost).toBe(0);
});

test('the end of a connection that began before the run is nothing of the run', () => {
  const { table, client, server } = wire();
  server({ seq: 8, ack: 3, data: 'old', flags: 'F' });
  client({ seq: 3, flags: 'R' });
  expect(table.conversation().connections).toEqual([]);
  expect(table.activity()).toBe(0);
});
