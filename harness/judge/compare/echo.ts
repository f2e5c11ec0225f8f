/** Echo messages of ICMP (RFC 792): type, code, checksum, identifier and sequence number, and the data behind them. */
import { ECHO_REPLY, ECHO_REQUEST } from '../../capture/echo.ts';
import type { Says } from '../../spec/task.ts';

type IcmpSays = Extract<Says, { kind: 'icmp' }>;

/** What an echo message of the task is to be. */
export interface EchoSays {
  icmp: IcmpSays['icmp'];
  /** What the same side had said before: each request has a sequence number of its own. */
  before: readonly Buffer[];
}

export interface EchoFault {
  what: 'short' | 'type' | 'checksum' | 'repeated';
  /** To follow `The client sent …`. */
  words: string;
}

/** Type, code, checksum, identifier, sequence number. */
const HEADER_BYTES = 8;

/** What is wrong with a message; undefined where nothing is. */
export function echoFault(message: Buffer, { icmp, before }: EchoSays): EchoFault | undefined {
  if (message.length < HEADER_BYTES)
    return { what: 'short', words: `its header has ${message.length} bytes, and takes ${HEADER_BYTES}` };
  const asked = icmp === 'echo-reply' ? ECHO_REPLY : ECHO_REQUEST;
  const [type = 0, code = 0] = message;
  if (type !== asked || code !== 0)
    return { what: 'type', words: `its type is ${type} and its code ${code}; they are to be ${asked} and 0` };
  if (sumOf(message) !== 0xffff)
    return {
      what: 'checksum',
      words: `its checksum is ${hex(message.readUInt16BE(2))}; right is ${hex(rightChecksum(message))}`,
    };
  const again = before.some(
    (one) => one.length >= HEADER_BYTES && one.subarray(4, 8).equals(message.subarray(4, 8)),
  );
  return again ? { what: 'repeated', words: 'its sequence number is that of an earlier one' } : undefined;
}

/** The sum of its 16-bit words in ones' complement (RFC 1071), an odd byte filled up with 0. */
function sumOf(message: Buffer): number {
  let sum = 0;
  for (let at = 0; at < message.length; at += 2) sum += ((message[at] ?? 0) << 8) | (message[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

function rightChecksum(message: Buffer): number {
  const copy = Buffer.from(message);
  copy.writeUInt16BE(0, 2);
  return ~sumOf(copy) & 0xffff;
}

const hex = (value: number) => `0x${value.toString(16).padStart(4, '0')}`;

/** A message in words, such as `an echo request (identifier 7, sequence number 1, 32 bytes of data)`. */
export function echoWords(message: Buffer): string {
  const type = message[0] ?? 0;
  const name =
    type === ECHO_REQUEST
      ? 'an echo request'
      : type === ECHO_REPLY
        ? 'an echo reply'
        : `a message of type ${type}`;
  if (message.length < HEADER_BYTES) return `${name} of ${message.length} bytes`;
  const data = message.length - HEADER_BYTES;
  return `${name} (identifier ${message.readUInt16BE(4)}, sequence number ${message.readUInt16BE(6)}, ${data} bytes of data)`;
}
