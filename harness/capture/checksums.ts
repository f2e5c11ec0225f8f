/** The checksums of a captured packet (RFC 1071), which the loopback leaves to a device that is not there. */
import { PROTOCOL_ICMPV6, PROTOCOL_TCP, PROTOCOL_UDP, readIp, viewOf } from './ip.ts';
import type { IpPacket } from './ip.ts';
import { withoutLinkHeader } from './packet.ts';

/** Where in the header of each protocol its checksum stands. That of ICMP for IPv4 the kernel always fills in. */
const CHECKSUM_AT = new Map([
  [PROTOCOL_TCP, 16],
  [PROTOCOL_UDP, 6],
  [PROTOCOL_ICMPV6, 2],
]);

/**
 * A copy of a frame of the loopback, or of a bare IP packet, with the checksums of IPv4, TCP, UDP and ICMPv6 as a device
 * would have sent them. What cannot be read stays as it is, and so do the pieces of a datagram that was cut: their
 * checksum goes over the whole.
 */
export function withChecksums(frame: Uint8Array): Uint8Array {
  const copy = new Uint8Array(frame);
  const packet = withoutLinkHeader(copy);
  if (packet === undefined) return copy;
  const ip = readIp(packet);
  if (typeof ip === 'string') return copy;
  if (ip.src.length === 4) fillIpv4(packet);
  const at = CHECKSUM_AT.get(ip.protocol);
  if (ip.fragment === undefined && at !== undefined) fillTransport(ip, at);
  return copy;
}

const IPV4_CHECKSUM_AT = 10;

function fillIpv4(packet: Uint8Array): void {
  const header = packet.subarray(0, ((packet[0] ?? 0) & 0x0f) * 4);
  fill(header, IPV4_CHECKSUM_AT, 0);
}

/** `payload` is a view into the packet, so this writes into the packet. */
function fillTransport({ src, dst, protocol, payload }: IpPacket, at: number): void {
  const covered = protocol === PROTOCOL_UDP ? payload.subarray(0, udpLength(payload)) : payload;
  if (covered.length < at + 2) return;
  // The pseudo header (RFC 9293 section 3.1, RFC 8200 section 8.1): addresses, protocol, length.
  const length = (covered.length >>> 16) + (covered.length & 0xffff);
  fill(covered, at, sum(src) + sum(dst) + protocol + length);
  // For UDP 0 says that there is no checksum, so a sum of 0 goes as its other form (RFC 768).
  if (protocol === PROTOCOL_UDP && viewOf(covered).getUint16(at) === 0) viewOf(covered).setUint16(at, 0xffff);
}

/** As the header says; a jumbogram says 0 (RFC 2675). */
function udpLength(payload: Uint8Array): number {
  return payload.length < 8 ? 0 : viewOf(payload).getUint16(4) || payload.length;
}

function fill(bytes: Uint8Array, at: number, pseudoHeader: number): void {
  const view = viewOf(bytes);
  view.setUint16(at, 0);
  let total = pseudoHeader + sum(bytes);
  while (total > 0xffff) total = Math.floor(total / 0x1_0000) + (total & 0xffff);
  view.setUint16(at, ~total & 0xffff);
}

/** Of 16-bit words, the last one filled up with 0. Not folded yet: 64 KiB of them fit into 31 bits. */
function sum(bytes: Uint8Array): number {
  let total = 0;
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    total += ((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0);
  }
  return bytes.length % 2 === 0 ? total : total + ((bytes.at(-1) ?? 0) << 8);
}
