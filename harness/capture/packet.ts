/** Frames of the loopback as packets: TCP (RFC 9293), UDP (RFC 768), ICMP port unreachable (RFC 792, RFC 4443). */
import { formatAddress } from './address.ts';
import { EchoReader } from './echo.ts';
import { Fragments } from './fragments.ts';
import { PROTOCOL_ICMP, PROTOCOL_ICMPV6, PROTOCOL_TCP, PROTOCOL_UDP, readIp, viewOf } from './ip.ts';
import type { IpPacket } from './ip.ts';
import type { Endpoint } from './record.ts';

interface Addressed {
  /** Milliseconds, by the clock of whoever reads the frames. */
  at: number;
  src: Endpoint;
  dst: Endpoint;
}

export interface TcpSegment extends Addressed {
  kind: 'tcp';
  seq: number;
  /** Meaningful if `flags.ack`. */
  ack: number;
  flags: { fin: boolean; syn: boolean; rst: boolean; ack: boolean };
  payload: Uint8Array;
}

export interface UdpDatagram extends Addressed {
  kind: 'udp';
  payload: Uint8Array;
  /** Of an ICMP message that is read as one. */
  ttl?: number;
}

/** ICMP says that nobody has the port. `src` and `dst` are those of the datagram that it is about. */
export interface PortUnreachable extends Addressed {
  kind: 'port-unreachable';
  /** The length of that datagram's payload. */
  length: number;
}

export type Packet = TcpSegment | UdpDatagram | PortUnreachable;

/** Reads frames one after another; keeps what it needs to put fragments together. */
export class PacketReader {
  readonly #fragments = new Fragments();
  readonly #echoes: EchoReader | undefined;
  #cutShort = 0;

  /** `echoes`: read ICMP messages, but for errors, as datagrams (`echo.ts`). */
  constructor({ echoes = false }: { echoes?: boolean } = {}) {
    this.#echoes = echoes ? new EchoReader() : undefined;
  }

  /** Frames that the capture holds only in part, and datagrams of which it lacks fragments. */
  get lost(): number {
    return this.#cutShort + this.#fragments.incomplete;
  }

  /**
   * Reads an Ethernet frame, as a packet socket on the loopback gives it, or a bare IP packet. Its payload is a view
   * into `frame`. Undefined for everything else (ARP, other ICMP, a first fragment, what cannot be read).
   */
  read(frame: Uint8Array, at: number): Packet | undefined {
    const bytes = withoutLinkHeader(frame);
    if (bytes === undefined) return undefined;
    const ip = readIp(bytes);
    if (ip === 'cut-short') this.#cutShort += 1;
    if (ip === 'cut-short' || ip === 'not-ip') return undefined;
    const whole = this.#fragments.add(ip);
    if (whole === undefined) return undefined;
    const echo = this.#echoes?.read(whole);
    return echo ? { kind: 'udp', at, ...echo } : readTransport(whole, at);
  }
}

const ETHERNET_HEADER_BYTES = 14;
const ETHERTYPES = [0x0800, 0x86dd]; // IPv4, IPv6

/**
 * The IP packet of a frame, as a view into it; undefined where it holds another protocol. The loopback's addresses are all
 * zero, so a frame of it begins with 0 and an IP packet with its version, 4 or 6.
 */
export function withoutLinkHeader(frame: Uint8Array): Uint8Array | undefined {
  if (frame[0] !== 0) return frame;
  if (frame.length < ETHERNET_HEADER_BYTES) return undefined;
  return ETHERTYPES.includes(viewOf(frame).getUint16(12)) ? frame.subarray(ETHERNET_HEADER_BYTES) : undefined;
}

function readTransport(ip: IpPacket, at: number): Packet | undefined {
  if (ip.protocol === PROTOCOL_TCP) return readTcp(ip, at);
  if (ip.protocol === PROTOCOL_UDP) return readUdp(ip, at);
  if (ip.protocol === PROTOCOL_ICMP || ip.protocol === PROTOCOL_ICMPV6) return readUnreachable(ip, at);
  return undefined;
}

const TCP_HEADER_BYTES = 20;

/** Checksums are not looked at: on the loopback they are never filled in (they are left to a device that is not there). */
function readTcp(ip: IpPacket, at: number): TcpSegment | undefined {
  const { payload } = ip;
  if (payload.length < TCP_HEADER_BYTES) return undefined;
  const view = viewOf(payload);
  const headerBytes = (view.getUint8(12) >> 4) * 4;
  if (headerBytes < TCP_HEADER_BYTES || headerBytes > payload.length) return undefined;
  const bits = view.getUint8(13);
  const flags = {
    fin: (bits & 1) !== 0,
    syn: (bits & 2) !== 0,
    rst: (bits & 4) !== 0,
    ack: (bits & 16) !== 0,
  };
  return {
    kind: 'tcp',
    at,
    ...endpoints(ip, view),
    seq: view.getUint32(4),
    ack: view.getUint32(8),
    flags,
    payload: payload.subarray(headerBytes),
  };
}

const UDP_HEADER_BYTES = 8;

function readUdp(ip: IpPacket, at: number): UdpDatagram | undefined {
  const length = udpLength(ip.payload);
  if (length === undefined || length > ip.payload.length) return undefined;
  const payload = ip.payload.subarray(UDP_HEADER_BYTES, length);
  return { kind: 'udp', at, ...endpoints(ip, viewOf(ip.payload)), payload };
}

/** The length field: header and payload. 0 in a jumbogram (RFC 2675), which goes on to the end. */
function udpLength(payload: Uint8Array): number | undefined {
  if (payload.length < UDP_HEADER_BYTES) return undefined;
  const length = viewOf(payload).getUint16(4) || payload.length;
  return length < UDP_HEADER_BYTES ? undefined : length;
}

const ICMP_HEADER_BYTES = 8;

function readUnreachable(ip: IpPacket, at: number): PortUnreachable | undefined {
  const [type, code] = ip.payload;
  const isUnreachable = ip.protocol === PROTOCOL_ICMP ? type === 3 && code === 3 : type === 1 && code === 4;
  if (!isUnreachable) return undefined;
  const quoted = readIp(ip.payload.subarray(ICMP_HEADER_BYTES), true);
  if (typeof quoted === 'string' || quoted.protocol !== PROTOCOL_UDP) return undefined;
  const length = udpLength(quoted.payload);
  if (length === undefined) return undefined;
  const original = endpoints(quoted, viewOf(quoted.payload));
  return { kind: 'port-unreachable', at, ...original, length: length - UDP_HEADER_BYTES };
}

/** TCP and UDP both begin with the port of the source and of the destination. */
function endpoints(ip: IpPacket, header: DataView): Pick<Addressed, 'src' | 'dst'> {
  return {
    src: { address: formatAddress(ip.src), port: header.getUint16(0) },
    dst: { address: formatAddress(ip.dst), port: header.getUint16(2) },
  };
}
