/** What stands around a text on the wire and is not part of it: line ends, NUL padding, blanks, length prefixes. */
import type { Comparison } from '../../spec/task.ts';

const LF = 0x0a;
const CR = 0x0d;
const NUL = 0;

/** Up to the first NUL. What a C buffer holds behind it was never meant to be sent, and is never shown. */
export function beforeNul(bytes: Buffer): Buffer {
  const nul = bytes.indexOf(NUL);
  return nul < 0 ? bytes : bytes.subarray(0, nul);
}

/** Without the line ends behind it. */
function withoutLineEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end -= 1;
  return bytes.subarray(0, end);
}

/** The text of a C buffer or of a line. */
export function textOf(bytes: Buffer): Buffer {
  return withoutLineEnd(beforeNul(bytes));
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || (byte !== undefined && byte >= 0x09 && byte <= 0x0d);
}

export function withoutOuterBlanks(bytes: Buffer): Buffer {
  let [start, end] = [0, bytes.length];
  while (start < end && isBlank(bytes[start])) start += 1;
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  return bytes.subarray(start, end);
}

/** Nothing but blanks, line ends and NULs. */
export function saysNothing(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === NUL || isBlank(byte));
}

/** A text as it may be dressed, with a note where the dress is odd. */
export interface Dressed {
  text: Buffer;
  note?: string;
}

/** All readings of `bytes` that the comparison allows, the plainest first. */
export function readings(bytes: Buffer, compare: Comparison): Dressed[] {
  const bare = (text: Buffer): Buffer => {
    const line = compare.ignoreLineEnd ? textOf(text) : text;
    return compare.ignoreOuterBlanks ? withoutOuterBlanks(line) : line;
  };
  const plain: Dressed[] = [{ text: bytes }, { text: bare(bytes) }];
  return [...plain, ...lengthPrefixed(bytes).map(({ text, note }) => ({ text: bare(text), note }))];
}

interface Prefix {
  width: number;
  read: (bytes: Buffer) => number;
  note: string;
}

const BINARY: Prefix[] = [
  { width: 1, read: (bytes) => bytes.readUInt8(0), note: '1 byte' },
  { width: 2, read: (bytes) => bytes.readUInt16BE(0), note: '2 bytes, as Java’s writeUTF sends it' },
  { width: 4, read: (bytes) => bytes.readUInt32BE(0), note: '4 bytes in network byte order' },
  { width: 4, read: (bytes) => bytes.readUInt32LE(0), note: '4 bytes, the least first' },
  { width: 8, read: (bytes) => Number(bytes.readBigUInt64BE(0)), note: '8 bytes in network byte order' },
];

/** The text behind a length prefix, where the prefix is the exact length of all that follows it; else none. */
export function lengthPrefixed(bytes: Buffer): Required<Dressed>[] {
  const binary = BINARY.filter(
    ({ width, read }) => bytes.length > width && read(bytes) === bytes.length - width,
  );
  const digits = digitPrefix(bytes);
  return [
    ...binary.map(({ width, note }) => ({ text: bytes.subarray(width), note: prefixNote(note) })),
    ...(digits === undefined
      ? []
      : [{ text: bytes.subarray(digits), note: prefixNote(`${digits} characters, padded`) }]),
  ];
}

function prefixNote(width: string): string {
  return `The length stood before the text, in ${width}; the task leaves that open.`;
}

/** The width of a header of decimal digits padded with zeros or blanks, as in `0005HELLO`; undefined without one. */
function digitPrefix(bytes: Buffer): number | undefined {
  const head = /^ {0,64}(\d{1,64})/.exec(bytes.toString('latin1', 0, 129));
  if (!head) return undefined;
  const digits = head[1] ?? '';
  // "16" is a number, and not the text "6" behind its length; a header has the same width for all lengths.
  if (digits.length === bytes.length && !digits.startsWith('0')) return undefined;
  // Where the text begins with a digit, only the right cut makes the number the length of the rest.
  for (let kept = digits.length; kept > 0; kept -= 1) {
    const width = bytes.length - Number(digits.slice(0, kept));
    const numberEnd = head[0].length - digits.length + kept;
    if (width < numberEnd || width > 128) continue;
    if (bytes.subarray(numberEnd, width).every((byte) => byte === 0x20 || byte === NUL)) return width;
  }
  return undefined;
}
