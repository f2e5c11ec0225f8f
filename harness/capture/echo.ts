/**
 * ICMP messages as datagrams (RFC 792). They have no ports: the identifier stands for the port of who asks, as it does for a NAT
 * (RFC 5508, section 3.1), and who is asked has 0.
 */
import { formatAddress } from './address.ts';
import { PROTOCOL_ICMP, viewOf, type IpPacket } from './ip.ts';
import type { Endpoint } from './record.ts';

export const ECHO_REPLY = 0;
export const ECHO_REQUEST = 8;

/** What the kernel and routers tell of other packets: destination unreachable, source quench, redirect, time exceeded, parameter problem. */
const ERRORS = [3, 4, 5, 11, 12];

export interface EchoMessage {
  src: Endpoint;
  dst: Endpoint;
  /** From the type on. */
  payload: Uint8Array;
  /** Time to live, as it came. */
  ttl: number;
}

export class EchoReader {
  readonly #asked = new Set<string>();

  /** Undefined for what is no ICMP message, and for errors. */
  read({ src, dst, protocol, payload, ttl }: IpPacket): EchoMessage | undefined {
    if (protocol !== PROTOCOL_ICMP || payload.length === 0 || ERRORS.includes(payload[0] ?? 0))
      return undefined;
    const [from, to] = [formatAddress(src), formatAddress(dst)];
    const { identifier, sequence } = namesOf(payload);
    // A server's port is 0, so an identifier of 0 is told apart by a number that no port has.
    const port = identifier === 0 ? 0x1_0000 : identifier;
    const isReply = payload[0] === ECHO_REPLY && this.#asked.has(`${to} ${from} ${identifier} ${sequence}`);
    if (payload[0] === ECHO_REQUEST) this.#asked.add(`${from} ${to} ${identifier} ${sequence}`);
    const message = { payload, ttl };
    if (isReply) return { ...message, src: { address: from, port: 0 }, dst: { address: to, port } };
    return { ...message, src: { address: from, port }, dst: { address: to, port: 0 } };
  }
}

/** Of an echo request or reply: which program it is of, and which of its messages. 0 where the message is too short for them. */
function namesOf(message: Uint8Array): { identifier: number; sequence: number } {
  if (message.length < 8) return { identifier: 0, sequence: 0 };
  return { identifier: viewOf(message).getUint16(4), sequence: viewOf(message).getUint16(6) };
}
