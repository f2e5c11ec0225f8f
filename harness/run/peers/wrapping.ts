/**
 * What stands around a text on the wire where the sheet says nothing of it: a line end (Java's println), a length prefix (Java's
 * writeUTF, struct.pack), padding. The reference answers in the wrapping in which it was spoken to, as a person's own peer would.
 */
import type { Framing } from '../../spec/task.ts';

export interface Wrapping {
  prefix: Prefix | undefined;
  lineEnd: '' | '\n' | '\r\n';
}

interface Prefix {
  width: number;
  read: (bytes: Buffer) => number;
  write: (length: number) => Buffer;
}

export const PLAIN: Wrapping = { prefix: undefined, lineEnd: '' };

/** Before the other side has said anything. */
export function wrappingOf({ kind }: Framing): Wrapping {
  return kind === 'line' ? { ...PLAIN, lineEnd: '\n' } : PLAIN;
}

const BINARY: Prefix[] = [
  {
    width: 2,
    read: (bytes) => bytes.readUInt16BE(0),
    write: (length) => filled(2, (head) => head.writeUInt16BE(length)),
  },
  {
    width: 4,
    read: (bytes) => bytes.readUInt32BE(0),
    write: (length) => filled(4, (head) => head.writeUInt32BE(length)),
  },
  {
    width: 4,
    read: (bytes) => bytes.readUInt32LE(0),
    write: (length) => filled(4, (head) => head.writeUInt32LE(length)),
  },
];

function filled(width: number, fill: (head: Buffer) => void): Buffer {
  const head = Buffer.alloc(width);
  fill(head);
  return head;
}

/** A header of decimal digits, padded with blanks behind or zeros before: `5   ` or `0005`. */
function digitsPrefix(bytes: Buffer): Prefix | undefined {
  for (const width of [64, 32, 16, 10, 8, 4]) {
    const head = bytes.toString('latin1', 0, width);
    if (bytes.length <= width || !/^(0*\d+ *| *\d+)$/.test(head)) continue;
    if (Number(head.trim()) !== bytes.length - width) continue;
    const zeros = head.startsWith('0');
    return {
      width,
      read: (next) => Number(next.toString('latin1', 0, width).trim()),
      write: (length) =>
        Buffer.from(zeros ? String(length).padStart(width, '0') : String(length).padEnd(width, ' ')),
    };
  }
  return undefined;
}

/** Takes a turn apart: the text, and how it was wrapped. */
export function unwrap(bytes: Buffer): { text: string; wrapping: Wrapping } {
  const prefix =
    BINARY.find(({ width, read }) => bytes.length > width && read(bytes) === bytes.length - width) ??
    digitsPrefix(bytes);
  const body = prefix === undefined ? bytes : bytes.subarray(prefix.width);
  // A buffer in C is often sent whole: the text ends at its first NUL, and what stands behind is not for anybody's eyes.
  const nul = body.indexOf(0);
  const whole = (nul > 0 ? body.subarray(0, nul) : body).toString('utf8');
  const lineEnd = whole.endsWith('\r\n') ? '\r\n' : whole.endsWith('\n') ? '\n' : '';
  return { text: whole.slice(0, whole.length - lineEnd.length), wrapping: { prefix, lineEnd } };
}

export function wrap(text: string, { prefix, lineEnd }: Wrapping): Buffer {
  const body = Buffer.from(text + lineEnd);
  return prefix === undefined ? body : Buffer.concat([prefix.write(body.length), body]);
}
