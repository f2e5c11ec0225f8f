/**
 * Which turn says which message. The cheapest pairing of the messages of one side with its turns is taken, where a
 * message may be missing, a turn may be extra, a turn may hold several messages, and a message may be spread over
 * several turns (the other side spoke in between). Costs only rank the readings against each other; points come later,
 * from the likeness alone.
 */
import type { Message } from '../../spec/task.ts';
import { saysNothing, textOf } from '../compare/bytes.ts';
import type { Expectation } from '../compare/expectation.ts';
import type { Likeness } from '../compare/liken.ts';
import { judgePart, splits, type Found, type Wanted } from './split.ts';
import type { Turn } from './turns.ts';

export interface Alignment {
  /** By the message's id. */
  said: Map<string, Found>;
  /** Turns that say something and are no message of the task. */
  extra: Turn[];
}

export interface Sides {
  /** What `message` may say if it is said in `turn`. */
  expect: (message: Message, turn: Turn) => Expectation | undefined;
  /** True where `turn` comes before what `message` has to wait for. */
  tooEarly: (message: Message, turn: Turn) => boolean;
}

const MISSING = 100;
const EXTRA = 50;
/** Less than a missing message and an extra turn together: a wrong text in its place is a wrong text. */
const WRONG = 120;
const NEAR = 40;
const SWAPPED = 30;
const TOO_EARLY = 35;
/** More messages in one turn, or turns for one message, than a person would send. */
const MOST_TOGETHER = 5;
/** More surplus turns than this are a runaway's; which of them is taken for a message no longer matters. */
const MOST_SURPLUS = 60;
/** A text may come in as many datagrams as it has bytes. */
const MOST_SURPLUS_DATAGRAMS = 200;
/** Messages that are looked at together. A long chat is aligned piece by piece, in time that grows with its length. */
const WINDOW = 40;

interface Step {
  cost: number;
  messages: number;
  turns: number;
  found: Found[];
}

/** An empty datagram may be a message; in a stream, blanks are at most what stands between two. */
export function maySpeak(turn: Turn): boolean {
  return turn.framed === true || isDatagram(turn) || !saysNothing(turn.bytes);
}

function isDatagram({ connection }: Turn): boolean {
  return connection === 0;
}

export function align(messages: Message[], turns: Turn[], sides: Sides): Alignment {
  const speaking = turns.filter(maySpeak);
  const most = messages.length + (speaking.some(isDatagram) ? MOST_SURPLUS_DATAGRAMS : MOST_SURPLUS);
  const [kept, surplus] = [speaking.slice(0, most), speaking.slice(most)];
  const { found, extra } = pieceByPiece(messages, kept, sides);
  const said = new Map(found.map((one) => [one.message.id, one]));
  return afterSwaps({ said, extra: [...extra, ...surplus] }, messages, sides);
}

interface Pairing {
  found: Found[];
  extra: Turn[];
}

function pieceByPiece(messages: Message[], turns: Turn[], sides: Sides): Pairing {
  const start = sameFromStart(messages, turns, sides);
  const [left, unused] = [messages.slice(start.length), turns.slice(start.length)];
  if (left.length <= WINDOW) {
    const rest = cheapest(left, unused, sides);
    return { found: [...start, ...rest.found], extra: rest.extra };
  }
  const piece = cheapest(left.slice(0, WINDOW), unused.slice(0, WINDOW), sides);
  const last = piece.found.at(-1)?.turn.order ?? -1;
  const rest = pieceByPiece(
    left.slice(WINDOW),
    unused.filter((turn) => turn.order > last),
    sides,
  );
  return {
    found: [...start, ...piece.found, ...rest.found],
    extra: [...piece.extra.filter((turn) => turn.order < last), ...rest.extra],
  };
}

/** The usual case, turn for turn. Only texts that are known are taken so: what may be anything may stand elsewhere. */
function sameFromStart(messages: Message[], turns: Turn[], sides: Sides): Found[] {
  const found: Found[] = [];
  // With fewer turns than messages one of them may hold several, behind the NULs of the first.
  if (turns.length < messages.length) return found;
  for (const [index, message] of messages.entries()) {
    const turn = turns[index];
    const expected = turn && sides.expect(message, turn);
    if (!turn || !expected || expected.accepts || sides.tooEarly(message, turn)) break;
    const part = judgePart({ message, expected }, turn, false);
    if (part.likeness.kind !== 'same') break;
    found.push(part);
  }
  return found;
}

/** `best[i][j]`: the cheapest way to go on from message i and turn j (dynamic programming, from the end). */
function cheapest(messages: Message[], turns: Turn[], sides: Sides): Pairing {
  const best: Step[][] = messages.map(() => []);
  best.push([]);
  for (let i = messages.length; i >= 0; i -= 1) {
    for (let j = turns.length; j >= 0; j -= 1) {
      const row = best[i] ?? [];
      row[j] = choose(stepsFrom(messages.slice(i), turns.slice(j), sides), (step) =>
        costAt(best, i, j, step),
      );
    }
  }
  const result: Pairing = { found: [], extra: [] };
  for (let [i, j] = [0, 0]; i < messages.length || j < turns.length;) {
    const step = best[i]?.[j];
    const turn = turns[j];
    if (!step) break;
    result.found.push(...step.found);
    if (step.messages === 0 && turn) result.extra.push(turn);
    [i, j] = [i + step.messages, j + step.turns];
  }
  return result;
}

function costAt(best: Step[][], i: number, j: number, step: Step): number {
  if (step.messages === 0 && step.turns === 0) return 0;
  return step.cost + (best[i + step.messages]?.[j + step.turns]?.cost ?? Infinity);
}

/** The cheapest step, with the cost of all that follows it. */
function choose(steps: Step[], total: (step: Step) => number): Step {
  const nothing: Step = { cost: 0, messages: 0, turns: 0, found: [] };
  return steps.reduce((least, step) => {
    const cost = total(step);
    return least === nothing || cost < least.cost ? { ...step, cost } : least;
  }, nothing);
}

function stepsFrom(messages: Message[], turns: Turn[], sides: Sides): Step[] {
  const [message] = messages;
  const [turn] = turns;
  const steps: Step[] = [];
  if (message && turn) {
    const one = stepOf([judgePart(wanted(message, turn, sides), turn, false)], 1, sides);
    steps.push(one);
    const crowded = messages.length > turns.length || one.cost > 0;
    // A datagram is one message, never two.
    if (crowded && !isDatagram(turn)) steps.push(...manyInOne(messages, turn, sides));
    const spread = turns.length > messages.length || one.cost > 0;
    if (spread) steps.push(...oneInMany(message, turns, sides));
  }
  if (message) steps.push({ cost: MISSING, messages: 1, turns: 0, found: [] });
  if (turn) steps.push({ cost: EXTRA, messages: 0, turns: 1, found: [] });
  return steps;
}

function wanted(message: Message, turn: Turn, sides: Sides): Wanted {
  return { message, expected: sides.expect(message, turn) };
}

function stepOf(found: Found[], turns: number, sides: Sides): Step {
  const cost = found.reduce((sum, one) => sum + costOf(one, sides), 0);
  return { cost, messages: found.length, turns, found };
}

function costOf({ message, turn, likeness, swapped }: Found, sides: Sides): number {
  const order = (swapped ? SWAPPED : 0) + (sides.tooEarly(message, turn) ? TOO_EARLY : 0);
  return order + likenessCost(likeness);
}

function likenessCost(likeness: Likeness): number {
  switch (likeness.kind) {
    case 'same':
      return likeness.note === undefined ? 0 : 1;
    case 'case':
    case 'time-form':
    case 'not-framed':
      return NEAR;
    case 'http':
    case 'echo':
      return NEAR;
    case 'extra':
      return NEAR + (likeness.caseDiffers ? 5 : 0);
    case 'wrong':
      return WRONG;
  }
}

function manyInOne(messages: Message[], turn: Turn, sides: Sides): Step[] {
  const most = Math.min(messages.length, MOST_TOGETHER);
  const steps: Step[] = [];
  for (let many = 2; many <= most; many += 1) {
    const wants = messages.slice(0, many).map((message) => wanted(message, turn, sides));
    if (turn.pieces.length < many && !wants.some(({ expected }) => mayHold(turn, expected))) break;
    steps.push(...splits(turn, wants).map((found) => stepOf(found, 1, sides)));
  }
  return steps;
}

/** A turn that came in one piece and holds none of the texts needs no cutting. */
function mayHold({ bytes }: Turn, expected: Expectation | undefined): boolean {
  if (!expected || expected.texts.length === 0) return expected !== undefined;
  return expected.texts.some((text) => bytes.includes(expected.binary ? text : textOf(text)));
}

/** Bytes of the longest line end. */
const LINE_END = 2;

/** Only where the parts give a right text exactly; anything looser would swallow turns that are extra. */
function oneInMany(message: Message, turns: Turn[], sides: Sides): Step[] {
  const [first] = turns;
  const expected = first && sides.expect(message, first);
  const begun = expected?.texts.some((text) =>
    text.subarray(0, first?.bytes.length).equals(first?.bytes ?? text),
  );
  if (!first || !begun) return [];
  const most = isDatagram(first) ? turns.length : Math.min(turns.length, MOST_TOGETHER * 2);
  const longest = Math.max(...(expected?.texts ?? []).map((text) => text.length)) + LINE_END;
  let length = first.bytes.length;
  for (let many = 2; many <= most && length <= longest; many += 1) {
    length += turns[many - 1]?.bytes.length ?? 0;
    const found = judgePart({ message, expected }, joined(turns.slice(0, many), first), false);
    if (found.likeness.kind === 'same') return [stepOf([found], many, sides)];
  }
  return [];
}

function joined(turns: Turn[], first: Turn): Turn {
  const bytes = Buffer.concat(turns.map((turn) => turn.bytes));
  const pieces = turns.flatMap((turn) =>
    turn.pieces.map((piece) => ({ ...piece, offset: piece.offset + turn.start - first.start })),
  );
  return { ...first, bytes, until: turns.at(-1)?.until ?? first.until, pieces };
}

/** A message that is missing at its place, and said word for word in a turn that is extra elsewhere. */
function afterSwaps(alignment: Alignment, messages: Message[], sides: Sides): Alignment {
  const said = new Map(alignment.said);
  let extra = alignment.extra;
  for (const message of messages) {
    if (said.has(message.id)) continue;
    const found = extra
      .map((turn) => judgePart(wanted(message, turn, sides), turn, true))
      .find((part) => part.likeness.kind === 'same' && !part.expected?.accepts);
    if (!found) continue;
    said.set(message.id, found);
    extra = extra.filter((turn) => turn.order !== found.turn.order);
  }
  return { said, extra };
}
