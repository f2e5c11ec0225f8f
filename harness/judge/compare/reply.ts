/** Replies as functions of what the other side said. */
import type { ReplyFunction } from '../../spec/task.ts';
import { lengthPrefixed, textOf } from './bytes.ts';

/**
 * Every text that is a right reply to `heard`, the plainest first. More than one, since languages differ: C's
 * toupper() leaves `ß` and `é` alone, Python's upper() does not; a length may count bytes or letters, and the line end
 * or not.
 */
export function rightReplies(reply: ReplyFunction, heard: Buffer): Buffer[] {
  const inputs = [textOf(heard), heard, ...lengthPrefixed(heard).map(({ text }) => textOf(text))];
  const texts = inputs.flatMap((input) => REPLIES[reply](input));
  return texts.filter((text, index) => texts.findIndex((other) => other.equals(text)) === index);
}

const REPLIES: Record<ReplyFunction, (input: Buffer) => Buffer[]> = {
  same: (input) => [input],
  upper: (input) => [byText(input, (text) => text.toUpperCase()), byByte(input, 0x61, 0x7a, -0x20)],
  lower: (input) => [byText(input, (text) => text.toLowerCase()), byByte(input, 0x41, 0x5a, 0x20)],
  reverse: (input) => [
    byText(input, (text) => Array.from(text).reverse().join('')),
    Buffer.from(input).reverse(),
  ],
  length: (input) => [
    Buffer.from(String(Array.from(input.toString('utf8')).length)),
    Buffer.from(String(input.length)),
  ],
};

function byText(input: Buffer, change: (text: string) => string): Buffer {
  return Buffer.from(change(input.toString('utf8')), 'utf8');
}

/** Moves the letters of one ASCII range, as C's toupper() and tolower() do in the C locale. */
function byByte(input: Buffer, first: number, last: number, by: number): Buffer {
  return Buffer.from(input.map((byte) => (byte >= first && byte <= last ? byte + by : byte)));
}
