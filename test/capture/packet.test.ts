import { expect, test } from 'vitest';
import { formatAddress } from '../../harness/capture/address.ts';
import { PacketReader } from '../../harness/capture/packet.ts';
import { ethernet, ipv4, ipv6, portUnreachable, portUnreachableV6, seeded, tcp, udp } from './frames.ts';

const read = (frame: Buffer) => new PacketReader().read(frame, 7);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

test('a TCP segment over IPv4 is read, with its options skipped', () => {
  const segment = tcp({ from: 40000, to: 12000, seq: 0xfffffffe, ack: 9, flags: 'F', data: 'hello' });
  const packet = read(ethernet(ipv4(6, segment, '127.0.0.1', '192.168.1.77')));
  expect(packet).toMatchObject({
    kind: 'tcp',
    at: 7,
    src: { address: '127.0.0.1', port: 40000 },
    dst: { address: '192.168.1.77', port: 12000 },
    seq: 0xfffffffe,
    ack: 9,
    flags: { fin: true, syn: false, rst: false, ack: true },
  });
  expect(packet?.kind === 'tcp' && text(packet.payload)).toBe('hello');
});

test('IPv4 options and bytes behind the packet (padding) are left out', () => {
  const options = Buffer.from([7, 7, 4, 0, 0, 0, 0, 0]);
  const ip = ipv4(17, udp(1, 2, 'x'), '127.0.0.1', '127.0.0.1', { options });
  const packet = read(ethernet(Buffer.concat([ip, Buffer.alloc(9, 0x55)])));
  expect(packet?.kind === 'udp' && text(packet.payload)).toBe('x');
});

test('a bare IP packet, with no link header, is read too', () => {
  expect(read(ipv4(17, udp(1, 2, 'x')))).toMatchObject({ kind: 'udp' });
  expect(read(ipv6(17, udp(1, 2, 'x')))).toMatchObject({ kind: 'udp' });
});

test('IPv6 extension headers are walked over, whatever their number', () => {
  const hopByHop = Buffer.from([60, 0, 1, 4, 0, 0, 0, 0]);
  const destination = Buffer.from([6, 1, 1, 12, ...Array<number>(12).fill(0)]);
  const segment = tcp({ from: 1, to: 2, seq: 3, data: 'six' });
  const packet = read(ethernet(ipv6(0, Buffer.concat([hopByHop, destination, segment]))));
  expect(packet).toMatchObject({ kind: 'tcp', src: { address: '::1', port: 1 }, seq: 3 });
});

test('an extension header that runs past the end is no packet', () => {
  const reader = new PacketReader();
  expect(reader.read(ethernet(ipv6(0, Buffer.from([6, 200, 0, 0, 0, 0, 0, 0]))), 0)).toBeUndefined();
  expect(reader.lost).toBe(1);
});

test('a datagram in fragments is put together, in whatever order they come', () => {
  const datagram = udp(5, 6, Buffer.alloc(64, 'ab'));
  const part = (offset: number, end: number, more: boolean) =>
    ethernet(ipv4(17, datagram.subarray(offset, end), '127.0.0.1', '127.0.0.1', { id: 77, offset, more }));
  const reader = new PacketReader();
  expect(reader.read(part(48, 72, false), 0)).toBeUndefined();
  expect(reader.read(part(0, 24, true), 0)).toBeUndefined();
  expect(reader.lost).toBe(1);
  const packet = reader.read(part(24, 48, true), 0);
  expect(packet?.kind === 'udp' && text(packet.payload)).toBe('ab'.repeat(32));
  expect(reader.lost).toBe(0);
});

test('IPv6 fragments are put together, and an atomic fragment is whole', () => {
  const datagram = udp(5, 6, Buffer.alloc(40, 'z'));
  const part = (offset: number, end: number, more: boolean) => {
    const header = Buffer.from([17, 0, offset >> 8, (offset & 0xf8) | (more ? 1 : 0), 0, 0, 0, 9]);
    return ethernet(ipv6(44, Buffer.concat([header, datagram.subarray(offset, end)])));
  };
  const reader = new PacketReader();
  expect(reader.read(part(0, 16, true), 0)).toBeUndefined();
  expect(reader.read(part(16, 48, false), 0)).toMatchObject({
    kind: 'udp',
    src: { address: '::1', port: 5 },
  });
  expect(reader.read(part(0, 48, false), 0)).toMatchObject({ kind: 'udp' });
  expect(reader.lost).toBe(0);
});

test('fragments that never become whole are bounded, and told of', () => {
  const reader = new PacketReader();
  for (let id = 0; id < 100; id += 1) {
    reader.read(ethernet(ipv4(17, Buffer.alloc(8), '127.0.0.1', '127.0.0.1', { id, more: true })), 0);
  }
  expect(reader.lost).toBe(100);
});

test('ICMP port unreachable names the datagram that it is about, though it quotes only 8 bytes of it', () => {
  const original = ipv4(17, udp(40000, 9999, 'is anybody there?'));
  expect(read(ethernet(portUnreachable(original, 28)))).toEqual({
    kind: 'port-unreachable',
    at: 7,
    src: { address: '127.0.0.1', port: 40000 },
    dst: { address: '127.0.0.1', port: 9999 },
    length: 17,
  });
  expect(read(ethernet(portUnreachableV6(ipv6(17, udp(1, 2, 'abc')))))).toMatchObject({
    kind: 'port-unreachable',
    length: 3,
  });
});

test('other ICMP, ARP and other protocols are nothing', () => {
  expect(read(ethernet(ipv4(1, Buffer.from([8, 0, 0, 0, 0, 1, 0, 1]))))).toBeUndefined();
  expect(read(Buffer.concat([Buffer.alloc(12), Buffer.from([8, 6]), Buffer.alloc(28)]))).toBeUndefined();
  expect(read(ethernet(ipv4(132, Buffer.alloc(40))))).toBeUndefined();
});

test('a frame of which the capture holds only a part counts as lost', () => {
  const reader = new PacketReader();
  const frame = ethernet(ipv4(6, tcp({ from: 1, to: 2, seq: 3, data: 'a long text' })));
  expect(reader.read(frame.subarray(0, frame.length - 4), 0)).toBeUndefined();
  expect(reader.lost).toBe(1);
});

test('frames that are cut or scrambled anywhere never throw', () => {
  const random = seeded(1);
  const frames = [
    ethernet(ipv4(6, tcp({ from: 1, to: 2, seq: 3, data: 'text' }))),
    ethernet(
      ipv6(
        0,
        Buffer.concat([Buffer.from([44, 0, 0, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 1]), udp(1, 2, 'x')]),
      ),
    ),
    ethernet(portUnreachable(ipv4(17, udp(1, 2, 'x')))),
  ];
  const reader = new PacketReader();
  for (const frame of frames) {
    for (let length = 0; length <= frame.length; length += 1) reader.read(frame.subarray(0, length), 0);
    for (let round = 0; round < 5000; round += 1) {
      const scrambled = Buffer.from(frame);
      for (let flips = random() % 4; flips >= 0; flips -= 1)
        scrambled[random() % scrambled.length] = random() & 0xff;
      reader.read(scrambled, 0);
    }
  }
  expect(reader.lost).toBeGreaterThan(0);
});

test.each([
  ['7f000001', '127.0.0.1'],
  ['00000000000000000000000000000001', '::1'],
  ['00000000000000000000000000000000', '::'],
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
  ['20010db8000100010001000100010000', '2001:db8:1:1:1:1:1:0'],
  ['fe800000000000000000000000000000', 'fe80::'],
])('address %s is written %s (RFC 5952)', (bytes, expected) => {
  expect(formatAddress(Buffer.from(bytes, 'hex'))).toBe(expected);
});
