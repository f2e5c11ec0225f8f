/** Cuts turns into messages where the task says how messages are told apart. */
import type { Framing, Role } from '../../spec/task.ts';
import { partOf, type Turn } from './turns.ts';

/**
 * The messages of a conversation as its framing bounds them, without the prefixes. Without framing they are the turns.
 * Bytes that the framing does not bound come as a message marked `unframed`.
 */
export function framesOf(turns: Turn[], framing: Framing): Turn[] {
  switch (framing.kind) {
    case 'none':
    case 'http':
      return turns;
    case 'until-close':
      return ordered((['client', 'server'] as const).flatMap((role) => joined(turns, role)));
    case 'line':
      return ordered(turns.flatMap(lines));
    case 'length-prefix':
      return ordered(turns.flatMap((turn) => prefixed(turn, framing)));
  }
}

function ordered(turns: Turn[]): Turn[] {
  return turns
    .sort((a, b) => a.order - b.order || a.start - b.start)
    .map((turn, order) => ({ ...turn, order }));
}

/** All that one side said, as one message. */
function joined(turns: Turn[], role: Role): Turn[] {
  const own = turns.filter((turn) => turn.from === role);
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last) return [];
  const start = own.map((turn) => turn.start - first.start);
  const pieces = own.flatMap((turn, index) =>
    turn.pieces.map((piece) => ({ ...piece, offset: piece.offset + (start[index] ?? 0) })),
  );
  return [{ ...first, bytes: Buffer.concat(own.map((turn) => turn.bytes)), until: last.until, pieces }];
}

function lines(turn: Turn): Turn[] {
  const found: Turn[] = [];
  let start = 0;
  for (let end = turn.bytes.indexOf(0x0a); end >= 0; end = turn.bytes.indexOf(0x0a, start)) {
    found.push(partOf(turn, start, end + 1 - start));
    start = end + 1;
  }
  return start < turn.bytes.length ? [...found, rest(turn, start)] : found;
}

function rest(turn: Turn, start: number): Turn {
  return { ...partOf(turn, start, turn.bytes.length - start), unframed: true };
}

function prefixed(turn: Turn, framing: Extract<Framing, { kind: 'length-prefix' }>): Turn[] {
  const found: Turn[] = [];
  const width = framing.digits ?? framing.bytes ?? 4;
  let start = 0;
  while (start < turn.bytes.length) {
    const length = readLength(turn.bytes.subarray(start, start + width), width, framing);
    if (length === undefined || start + width + length > turn.bytes.length)
      return [...found, rest(turn, start)];
    found.push({ ...partOf(turn, start + width, length), framed: true });
    start += width + length;
  }
  return found;
}

function readLength(
  head: Buffer,
  width: number,
  framing: Extract<Framing, { kind: 'length-prefix' }>,
): number | undefined {
  if (head.length < width) return undefined;
  if (framing.digits !== undefined) {
    const digits = head.toString('latin1').trim();
    return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
  }
  const bytes = framing.order === 'big' ? head : Buffer.from(head).reverse();
  return Number(BigInt(`0x${bytes.toString('hex')}`));
}
