/** Which frame of a run holds an event of its conversation. */
import { expect, test } from 'vitest';
import { FlowTable } from '../../harness/capture/flows.ts';
import type { CapturedFrame } from '../../harness/capture/frame-recorder.ts';
import { frameOf, readFrames } from '../../harness/capture/frames.ts';
import { ethernet, ipv4, portUnreachable, tcp, udp, type TcpOptions } from './frames.ts';

/** Frames a millisecond apart, and the conversation that is read from them. */
function captured(...packets: Buffer[]) {
  const table = new FlowTable();
  const frames: CapturedFrame[] = packets.map((packet, index) => ({
    bytes: ethernet(packet),
    at: index + 1,
  }));
  for (const { bytes, at } of frames) table.add(bytes, at);
  return { conversation: table.conversation(), read: readFrames(frames) };
}

const segment = (options: TcpOptions) => ipv4(6, tcp(options));
const CLIENT = { from: 40_000, to: 12_000 };
const SERVER = { from: 12_000, to: 40_000 };

const handshake = (isn = 100) => [
  segment({ ...CLIENT, seq: isn, flags: 'S' }),
  segment({ ...SERVER, seq: 500, ack: isn + 1, flags: 'S' }),
  segment({ ...CLIENT, seq: isn + 1, ack: 501 }),
];

test('each event of a connection is found in its frame, both directions', () => {
  const { conversation, read } = captured(
    ...handshake(),
    segment({ ...CLIENT, seq: 101, ack: 501, data: 'hello' }),
    segment({ ...SERVER, seq: 501, ack: 106 }),
    segment({ ...SERVER, seq: 501, ack: 106, data: 'HELLO' }),
    segment({ ...SERVER, seq: 506, ack: 106, flags: 'F' }),
    segment({ ...CLIENT, seq: 106, ack: 507, flags: 'R' }),
  );
  const kinds = conversation.connections[0]?.events.map(({ kind, from }) => `${from} ${kind}`);
  expect(kinds).toEqual(['client open', 'client data', 'server data', 'server fin', 'client rst']);
  const found = [0, 1, 2, 3, 4].map((event) => frameOf({ connection: 1, event }, conversation, read));
  expect(found).toEqual([2, 3, 5, 6, 7]);
});

test('a connection without an event is its SYN, or its last frame where that is asked for', () => {
  const { conversation, read } = captured(
    ...handshake(),
    segment({ ...CLIENT, seq: 101, ack: 501, data: 'x' }),
  );
  expect(frameOf({ connection: 1 }, conversation, read)).toBe(0);
  expect(frameOf({ connection: 1 }, conversation, read, 'last')).toBe(3);
  expect(frameOf({ connection: 2 }, conversation, read)).toBeUndefined();
});

test('a client that uses its port again has two connections, each with its own frames', () => {
  const { conversation, read } = captured(
    ...handshake(),
    segment({ ...CLIENT, seq: 101, ack: 501, flags: 'R' }),
    ...handshake(9_000),
    segment({ ...CLIENT, seq: 9_001, ack: 501, data: 'again' }),
  );
  expect(frameOf({ connection: 1 }, conversation, read, 'last')).toBe(3);
  expect(frameOf({ connection: 2 }, conversation, read)).toBe(4);
  expect(frameOf({ connection: 2, event: 1 }, conversation, read)).toBe(7);
});

test('a SYN that is repeated opens once', () => {
  const [syn = Buffer.alloc(0), ...rest] = handshake();
  const { conversation, read } = captured(syn, syn, ...rest);
  expect(read.map((frame) => frame?.opens)).toEqual([true, false, false, false]);
  expect(frameOf({ connection: 1 }, conversation, read)).toBe(0);
});

test('bytes that came out of order are found where the gap before them was filled', () => {
  const { conversation, read } = captured(
    ...handshake(),
    segment({ ...CLIENT, seq: 104, ack: 501, data: 'lo' }),
    segment({ ...CLIENT, seq: 101, ack: 501, data: 'hel' }),
  );
  expect(conversation.connections[0]?.events).toHaveLength(3);
  expect(frameOf({ connection: 1, event: 2 }, conversation, read)).toBe(4);
});

test('a refusal has its SYN, and the RST is the last frame', () => {
  const { conversation, read } = captured(
    segment({ ...CLIENT, seq: 100, flags: 'S' }),
    segment({ ...SERVER, seq: 0, ack: 101, flags: 'R' }),
  );
  expect(conversation.connections[0]?.outcome).toBe('refused');
  expect(frameOf({ connection: 1 }, conversation, read)).toBe(0);
  expect(frameOf({ connection: 1 }, conversation, read, 'last')).toBe(1);
});

test('where the server’s port is called otherwise, the frames are found all the same', () => {
  const { conversation, read } = captured(
    ...handshake(),
    segment({ ...CLIENT, seq: 101, ack: 501, data: 'x' }),
  );
  const [connection] = conversation.connections;
  if (connection) connection.server = { ...connection.server, port: 53 };
  expect(frameOf({ connection: 1, event: 1 }, conversation, read)).toBe(3);
});

test('datagrams have connection 0; ICMP comes from the side that has no such port', () => {
  const toServer = ipv4(17, udp(40_000, 12_000, 'ping'));
  const { conversation, read } = captured(
    toServer,
    ipv4(17, udp(12_000, 40_000, 'PING')),
    toServer,
    portUnreachable(toServer),
  );
  expect(frameOf({ connection: 0, event: 1 }, conversation, read)).toBe(1);
  expect(frameOf({ connection: 0, event: 2 }, conversation, read)).toBe(2);
  expect(read.map((frame) => frame?.from)).toEqual(['client', 'server', 'client', 'server']);
  expect(read.map((frame) => frame?.opens)).toEqual([true, false, false, false]);
});

test('what belongs to no connection that was seen to begin is nobody’s', () => {
  const { read } = captured(
    segment({ ...CLIENT, seq: 101, ack: 501, data: 'late' }),
    Buffer.from('no packet'),
  );
  expect(read).toEqual([undefined, undefined]);
});
