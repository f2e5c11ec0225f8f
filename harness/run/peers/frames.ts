/** Messages with their length before them, and lines, as a reference says and hears them. */
import type { Framing } from '../../spec/task.ts';

type LengthPrefix = Extract<Framing, { kind: 'length-prefix' }>;

/**
 * The first message and what comes behind it; undefined while it is not complete. Without framing everything is one message, and
 * so is a line that nothing ends: it costs its check, and no more.
 */
export function nextFrame(bytes: Buffer, framing: Framing): { message: Buffer; rest: Buffer } | undefined {
  if (framing.kind === 'line') return firstLine(bytes);
  if (framing.kind !== 'length-prefix') return { message: bytes, rest: Buffer.alloc(0) };
  const width = framing.digits ?? framing.bytes ?? 4;
  if (bytes.length < width) return undefined;
  const end = width + lengthIn(bytes.subarray(0, width), framing);
  if (!(bytes.length >= end)) return undefined;
  return { message: bytes.subarray(width, end), rest: bytes.subarray(end) };
}

/** With its line end. */
function firstLine(bytes: Buffer): { message: Buffer; rest: Buffer } {
  const end = bytes.indexOf('\n') + 1 || bytes.length;
  return { message: bytes.subarray(0, end), rest: bytes.subarray(end) };
}

/** NaN where there is no number. */
function lengthIn(head: Buffer, { digits, order }: LengthPrefix): number {
  if (digits !== undefined) return /^ *\d+ *$/.test(head.toString('latin1')) ? Number(head.toString()) : NaN;
  const bigEndian = order === 'big' ? head : Buffer.from(head).reverse();
  return Number(BigInt(`0x${bigEndian.toString('hex')}`));
}

/** The message as it goes over the wire. */
export function framed(message: string | Uint8Array, framing: Framing): Buffer {
  const body = Buffer.from(message);
  if (framing.kind !== 'length-prefix') return body;
  return Buffer.concat([headOf(body.length, framing), body]);
}

function headOf(length: number, { digits, bytes = 4, order }: LengthPrefix): Buffer {
  if (digits !== undefined) return Buffer.from(String(length).padStart(digits, '0'));
  const head = Buffer.from(length.toString(16).padStart(bytes * 2, '0'), 'hex');
  return order === 'big' ? head : head.reverse();
}
