/** Internet headers: IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200). */

export const PROTOCOL_ICMP = 1;
export const PROTOCOL_TCP = 6;
export const PROTOCOL_UDP = 17;
export const PROTOCOL_ICMPV6 = 58;

/** Where a piece belongs in the datagram that was cut (RFC 791 section 3.2, RFC 8200 section 4.5). */
interface Fragment {
  id: number;
  /** Bytes before it in the whole payload. */
  offset: number;
  /** False on the last piece. */
  more: boolean;
}

export interface IpPacket {
  /** 4 or 16 bytes. */
  src: Uint8Array;
  dst: Uint8Array;
  /** Time to live, or hop limit: how many routers it may still pass. */
  ttl: number;
  protocol: number;
  payload: Uint8Array;
  fragment: Fragment | undefined;
}

/** `cut-short`: the capture holds fewer bytes than the header tells of. `not-ip`: anything else that is no IP packet. */
export type IpFault = 'cut-short' | 'not-ip';

/**
 * Reads an IP packet. `lenient` takes what there is of a packet that was cut short: an ICMP error quotes only the
 * beginning of the packet that it is about.
 */
export function readIp(bytes: Uint8Array, lenient = false): IpPacket | IpFault {
  const version = (bytes[0] ?? 0) >> 4;
  if (version === 4) return readIpv4(bytes, lenient);
  if (version === 6) return readIpv6(bytes, lenient);
  return 'not-ip';
}

const IPV4_HEADER_BYTES = 20;

function readIpv4(bytes: Uint8Array, lenient: boolean): IpPacket | IpFault {
  if (bytes.length < IPV4_HEADER_BYTES) return 'cut-short';
  const view = viewOf(bytes);
  const headerBytes = (view.getUint8(0) & 0x0f) * 4;
  // A length of 0 is what Linux writes where segmentation is left to the device and 16 bits do not hold it (BIG TCP).
  const total = view.getUint16(2) || bytes.length;
  if (headerBytes < IPV4_HEADER_BYTES || total < headerBytes) return 'not-ip';
  if (bytes.length < headerBytes || (bytes.length < total && !lenient)) return 'cut-short';
  const flagsAndOffset = view.getUint16(6);
  const offset = (flagsAndOffset & 0x1fff) * 8;
  const more = (flagsAndOffset & 0x2000) !== 0;
  return {
    src: bytes.subarray(12, 16),
    dst: bytes.subarray(16, 20),
    ttl: view.getUint8(8),
    protocol: view.getUint8(9),
    payload: bytes.subarray(headerBytes, total),
    fragment: more || offset > 0 ? { id: view.getUint16(4), offset, more } : undefined,
  };
}

const IPV6_HEADER_BYTES = 40;
const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION_OPTIONS = 60;

function readIpv6(bytes: Uint8Array, lenient: boolean): IpPacket | IpFault {
  if (bytes.length < IPV6_HEADER_BYTES) return 'cut-short';
  const view = viewOf(bytes);
  // 0 stands for a jumbo payload, whose length is in an option (RFC 2675).
  const total = IPV6_HEADER_BYTES + view.getUint16(4);
  const end = total === IPV6_HEADER_BYTES ? bytes.length : total;
  if (bytes.length < end && !lenient) return 'cut-short';
  const upper = skipExtensions(bytes.subarray(IPV6_HEADER_BYTES, end), view.getUint8(6));
  return upper === undefined
    ? 'cut-short'
    : { src: bytes.subarray(8, 24), dst: bytes.subarray(24, 40), ttl: view.getUint8(7), ...upper };
}

type Upper = Pick<IpPacket, 'protocol' | 'payload' | 'fragment'>;

/** Walks over the extension headers (RFC 8200 section 4). Undefined where they run past the end. */
function skipExtensions(bytes: Uint8Array, firstHeader: number): Upper | undefined {
  const upper: Upper = { protocol: firstHeader, payload: bytes, fragment: undefined };
  for (;;) {
    const length = extensionBytes(upper.protocol, upper.payload);
    if (length === 0) return upper;
    if (upper.payload.length < length) return undefined;
    if (upper.protocol === FRAGMENT) upper.fragment = readFragmentHeader(upper.payload);
    upper.protocol = upper.payload[0] ?? 0;
    upper.payload = upper.payload.subarray(length);
    // Behind a fragment header of a later piece comes the middle of the payload, and no header.
    if (upper.fragment !== undefined && upper.fragment.offset > 0) return upper;
  }
}

/** The length of an extension header; 0 if `kind` is none, so that the upper layer begins here. */
function extensionBytes(kind: number, bytes: Uint8Array): number {
  const lengthField = bytes[1] ?? 0;
  if (kind === HOP_BY_HOP || kind === ROUTING || kind === DESTINATION_OPTIONS) return (lengthField + 1) * 8;
  if (kind === FRAGMENT) return 8;
  if (kind === AUTHENTICATION) return (lengthField + 2) * 4; // RFC 4302 section 2.2
  return 0;
}

function readFragmentHeader(bytes: Uint8Array): Fragment | undefined {
  const view = viewOf(bytes);
  const offset = view.getUint16(2) & 0xfff8;
  const more = (view.getUint16(2) & 1) !== 0;
  // Neither: an atomic fragment (RFC 6946), which is whole.
  return more || offset > 0 ? { id: view.getUint32(4), offset, more } : undefined;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
