/**
 * Several messages in one turn. Without framing nothing on the wire says where one ends, so every likely way to cut
 * the bytes is tried, and the one under which the messages are most nearly right is taken.
 */
import type { Message } from '../../spec/task.ts';
import { lengthPrefixed, saysNothing, textOf } from '../compare/bytes.ts';
import type { Expectation } from '../compare/expectation.ts';
import { liken, type Likeness } from '../compare/liken.ts';
import { partOf, type Turn } from './turns.ts';

/** A message to be found, and what it may say at this place. */
export interface Wanted {
  message: Message;
  expected: Expectation | undefined;
}

export interface Found {
  message: Message;
  expected: Expectation | undefined;
  turn: Turn;
  likeness: Likeness;
  /** It stands before a message that ought to come first. */
  swapped: boolean;
}

/** A part of a turn: its first byte and the byte behind its last. */
type Cut = [start: number, end: number];

/** Each wanted message with its part of the turn, for every way of cutting that gives each of them something. */
export function splits(turn: Turn, wanted: Wanted[]): Found[][] {
  const ways = [inOrder, byLines, byPieces, byPadding, byPrefixes].map((way) => way(turn, wanted));
  const found = ways.flatMap((cuts) => (cuts?.length === wanted.length ? [assign(turn, wanted, cuts)] : []));
  const swapped = inAnyOrder(turn, wanted);
  return swapped ? [...found, swapped] : found;
}

function assign(turn: Turn, wanted: Wanted[], cuts: Cut[]): Found[] {
  return wanted.map((one, index) => {
    const [start, end] = cuts[index] ?? [0, 0];
    return judgePart(one, partOf(turn, start, end - start), false);
  });
}

export function judgePart({ message, expected }: Wanted, turn: Turn, swapped: boolean): Found {
  const likeness: Likeness = expected
    ? liken(turn.bytes, expected, message.compare)
    : { kind: 'wrong', how: 'other' };
  const unframed = turn.unframed && likeness.kind === 'same';
  return { message, expected, turn, likeness: unframed ? { kind: 'not-framed' } : likeness, swapped };
}

/** Place of the first right text at or behind `from`. */
function findText(bytes: Buffer, expected: Expectation | undefined, from: number): Cut | undefined {
  const cuts = (expected?.texts ?? []).flatMap((text): Cut[] => {
    const bare = expected?.binary ? text : textOf(text);
    const at = bare.length === 0 ? -1 : bytes.indexOf(bare, from);
    return at < 0 ? [] : [[at, at + bare.length]];
  });
  return cuts.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
}

/** Over the line ends and NULs that belong to the text before them. */
function overPadding(bytes: Buffer, at: number): number {
  let end = at;
  while (end < bytes.length && [0, 0x0a, 0x0d].includes(bytes[end] ?? 1)) end += 1;
  return end;
}

/** One right text behind the other; what may say anything goes to the next right text, or to the end of its line. */
function inOrder(turn: Turn, wanted: Wanted[]): Cut[] | undefined {
  const { bytes } = turn;
  const cuts: Cut[] = [];
  let start = 0;
  for (const [index, { expected }] of wanted.entries()) {
    const last = index === wanted.length - 1;
    const end = last ? bytes.length : endOf(bytes, start, expected, wanted[index + 1]?.expected);
    if (end === undefined || end <= start || isInNumber(turn, end)) return undefined;
    cuts.push([start, end]);
    start = end;
  }
  return cuts;
}

/** "34" is one number, and not the right answers "3" and "4" in a row, unless it came so. */
function isInNumber({ bytes, pieces }: Turn, at: number): boolean {
  const around = bytes.subarray(at - 1, at + 1).toString('latin1');
  return /^\d\d$/.test(around) && !pieces.some(({ offset }) => offset === at);
}

function endOf(
  bytes: Buffer,
  start: number,
  expected: Expectation | undefined,
  next: Expectation | undefined,
): number | undefined {
  const own = findText(bytes, expected, start);
  if (own) return overPadding(bytes, own[1]);
  const following = findText(bytes, next, start + 1);
  if (following) return following[0];
  const line = bytes.indexOf(0x0a, start);
  return line < 0 ? undefined : line + 1;
}

function byLines({ bytes }: Turn): Cut[] {
  const cuts: Cut[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (!saysNothing(bytes.subarray(start, next))) cuts.push([start, next]);
    start = next;
  }
  return cuts;
}

/** As the bytes came: no proof of anything, but often how the program sent them. */
function byPieces({ bytes, pieces }: Turn): Cut[] {
  return pieces.map(({ offset }, index) => [offset, pieces[index + 1]?.offset ?? bytes.length]);
}

/** C buffers of one size, each padded with NULs. */
function byPadding({ bytes }: Turn, wanted: Wanted[]): Cut[] | undefined {
  const size = bytes.length / wanted.length;
  if (!Number.isInteger(size)) return undefined;
  const cuts = wanted.map((_, index): Cut => [index * size, (index + 1) * size]);
  return cuts.every(([start, end]) => bytes.subarray(start, end).includes(0)) ? cuts : undefined;
}

/** Each message behind a length of its own. */
function byPrefixes({ bytes }: Turn, wanted: Wanted[]): Cut[] | undefined {
  const cuts: Cut[] = [];
  let start = 0;
  for (const { expected } of wanted) {
    const text = findText(bytes, expected, start);
    if (!text || lengthPrefixed(bytes.subarray(start, text[1])).length === 0) return undefined;
    cuts.push([start, text[1]]);
    start = text[1];
  }
  return start === bytes.length ? cuts : undefined;
}

/** The right texts in another order than the task's. */
function inAnyOrder(turn: Turn, wanted: Wanted[]): Found[] | undefined {
  const places = wanted.map(({ expected }) => findText(turn.bytes, expected, 0));
  const starts = places.map((place) => place?.[0] ?? -1);
  if (starts.includes(-1) || new Set(starts).size < starts.length) return undefined;
  if (starts.some((start) => start > 0 && isInNumber(turn, start))) return undefined;
  const ascending = [...starts].sort((a, b) => a - b);
  return wanted.map((one, index) => {
    const start = starts[index] ?? 0;
    const rank = ascending.indexOf(start);
    const end = ascending[rank + 1] ?? turn.bytes.length;
    const swapped = wanted.some((other, before) => {
      const free = other.message.eitherOrder && before === index - 1;
      return before < index && !free && (starts[before] ?? 0) > start;
    });
    const from = rank === 0 ? 0 : start;
    return judgePart(one, partOf(turn, from, end - from), swapped);
  });
}
