/** Frames of the loopback, built by hand from the RFCs' pictures. */

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

export const ethernet = (ip: Buffer) =>
  Buffer.concat([Buffer.alloc(12), hex((ip[0] ?? 0) >> 4 === 6 ? '86dd' : '0800'), ip]);

export interface Ipv4Options {
  id?: number;
  /** In bytes; a multiple of 8. */
  offset?: number;
  more?: boolean;
  /** Header options, a multiple of 4 bytes. */
  options?: Buffer;
}

export function ipv4(
  protocol: number,
  payload: Buffer,
  src = '127.0.0.1',
  dst = '127.0.0.1',
  more: Ipv4Options = {},
) {
  const options = more.options ?? Buffer.alloc(0);
  const header = Buffer.alloc(20);
  header[0] = 0x40 | ((20 + options.length) / 4);
  header.writeUInt16BE(20 + options.length + payload.length, 2);
  header.writeUInt16BE(more.id ?? 0, 4);
  header.writeUInt16BE((more.more ? 0x2000 : 0) | ((more.offset ?? 0) / 8), 6);
  header[8] = 64;
  header[9] = protocol;
  header.set(src.split('.').map(Number), 12);
  header.set(dst.split('.').map(Number), 16);
  return Buffer.concat([header, options, payload]);
}

const LOOPBACK_V6 = hex('00000000 00000000 00000000 00000001');

export function ipv6(nextHeader: number, payload: Buffer, src = LOOPBACK_V6, dst = LOOPBACK_V6) {
  const header = Buffer.alloc(8);
  header[0] = 0x60;
  header.writeUInt16BE(payload.length, 4);
  header[6] = nextHeader;
  header[7] = 64;
  return Buffer.concat([header, src, dst, payload]);
}

export interface TcpOptions {
  from: number;
  to: number;
  seq: number;
  ack?: number;
  flags?: string;
  data?: string | Buffer;
}

/** `flags`: letters of SYN, FIN, RST, as in `S`, `F`, `R`. ACK is set if `ack` is given. With 12 bytes of options. */
export function tcp({ from, to, seq, ack, flags = '', data = '' }: TcpOptions): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt16BE(from, 0);
  header.writeUInt16BE(to, 2);
  header.writeUInt32BE(seq >>> 0, 4);
  header.writeUInt32BE((ack ?? 0) >>> 0, 8);
  header[12] = (32 / 4) << 4;
  const bit = (letter: string, value: number) => (flags.includes(letter) ? value : 0);
  header[13] = bit('F', 1) | bit('S', 2) | bit('R', 4) | (ack === undefined ? 0 : 16);
  header.writeUInt16BE(512, 14);
  header.fill(1, 20);
  return Buffer.concat([header, Buffer.from(data)]);
}

export function udp(from: number, to: number, data: string | Buffer): Buffer {
  const payload = Buffer.from(data);
  const header = Buffer.alloc(8);
  header.writeUInt16BE(from, 0);
  header.writeUInt16BE(to, 2);
  header.writeUInt16BE(8 + payload.length, 4);
  return Buffer.concat([header, payload]);
}

/** ICMP type 3 code 3 about `original`, quoting at most `quoted` bytes of it. */
export const portUnreachable = (original: Buffer, quoted = original.length) =>
  ipv4(1, Buffer.concat([hex('0303 0000 00000000'), original.subarray(0, quoted)]));

export const portUnreachableV6 = (original: Buffer) =>
  ipv6(58, Buffer.concat([hex('0104 0000 00000000'), original]));

/** A stream of pseudo-random numbers below 2^32 (mulberry32): the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return (value ^ (value >>> 14)) >>> 0;
  };
}
