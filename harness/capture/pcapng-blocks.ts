/** What the blocks of a pcapng file are made of (draft-ietf-opsawg-pcapng, sections 3.1 and 3.5). Little-endian. */

/** Its code, and its value without padding. */
export type Option = readonly [code: number, value: Uint8Array];

/** A block around its body, whose length is a multiple of 4. */
export function block(type: number, ...body: Uint8Array[]): Uint8Array {
  const length = body.reduce((sum, part) => sum + part.length, 12);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, ...body, head.subarray(4)], length);
}

/** A list of options and the one that ends it. */
export function options(list: readonly Option[]): Uint8Array {
  return Buffer.concat([...list, END_OF_OPTIONS].flatMap(option));
}

const END_OF_OPTIONS: Option = [0, new Uint8Array()];

function option([code, value]: Option): Uint8Array[] {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return [head, value, Buffer.alloc(-value.length & 3)];
}

/** Characters of a text that are kept; its length is written in 16 bits. */
const LONGEST_TEXT = 4000;

/** Whatever ends a line or moves a cursor, as one space. */
const WHITE_SPACE = /[\s\p{Zl}\p{Zp}]+/gu;

/** Controls, halves of surrogate pairs, and letters that hide or reorder their neighbours. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text as UTF-8 on one line, without anything that a terminal would obey: what is left out shows as U+FFFD. */
export function text(content: string): Uint8Array {
  const line = content.slice(0, LONGEST_TEXT).replace(WHITE_SPACE, ' ').replace(UNSEEN, '\ufffd');
  return Buffer.from(content.length > LONGEST_TEXT ? `${line}…` : line);
}

export function number64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

const UNICAST = 1 << 2;

/** `epb_flags` (section 4.3.1): where the packet goes, seen from its interface, and that it is for one receiver. */
export function flags(direction: 'inbound' | 'outbound'): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE((direction === 'inbound' ? 1 : 2) | UNICAST);
  return bytes;
}
