/** What is wrong with a message that was said. Each fault halves its points; the first one is explained. */
import type { GaveUp } from '../../capture/record.ts';
import { speaksFreely } from '../../spec/clients.ts';
import { typedLines } from '../../spec/say.ts';
import { otherRole, type Role } from '../../spec/task.ts';
import type { Cause } from '../causes.ts';
import { textOf } from '../compare/bytes.ts';
import { earned, type Likeness } from '../compare/liken.ts';
import type { Facts } from '../facts.ts';
import { HALF } from '../ruling.ts';
import type { Found } from '../speech/split.ts';
import { awaited, type Talk } from '../speech/talk.ts';
import { eventAt } from '../speech/turns.ts';
import type { Turn } from '../speech/turns.ts';
import { quoted } from '../words.ts';

export interface Fault {
  cause: Cause;
  /** Part of the points that is left. */
  keeps: number;
  /** In words, to follow `The server said "Hello"`. */
  words: string;
}

export function faultsOf(facts: Facts, talk: Talk, found: Found): Fault[] {
  const waited = oneAtATime(facts, talk, found) ?? blockedFault(facts, talk, found);
  if (waited) return [waited];
  const late = lateFault(facts, talk, found);
  if (late?.keeps === 0) return [late];
  const faults = [
    likenessFault(facts, found),
    orderFault(facts, talk, found),
    late,
    extraFault(facts, talk, found),
  ];
  return faults.filter((fault) => fault !== undefined);
}

function likenessFault({ task }: Facts, found: Found): Fault | undefined {
  const { message, turn, likeness, expected } = found;
  const by = message.from;
  const keeps = earned(likeness);
  const fault = (cause: Cause, words: string): Fault => ({ cause, keeps, words });
  switch (likeness.kind) {
    case 'same':
      return undefined;
    case 'case':
      return fault({ kind: 'wrong-case', by }, 'that is the right text but for capital and small letters');
    case 'extra': {
      const { before, after, twice } = likeness;
      if (saidApart(turn, before))
        return fault({ kind: 'extra-message', by, said: before, first: true }, extraWords(likeness));
      return fault({ kind: 'extra-text', by, before, after, twice }, extraWords(likeness));
    }
    case 'time-form': {
      const format = message.says.kind === 'time' ? message.says.format : '';
      return fault({ kind: 'time-form', by, format }, 'that is the right time in another form');
    }
    case 'http': {
      const { what, words } = likeness.fault;
      return fault({ kind: 'http', by, what }, words);
    }
    case 'echo': {
      const { what, words } = likeness.fault;
      return fault({ kind: 'echo', by, what }, words);
    }
    case 'not-framed':
      return fault({ kind: 'not-framed', by, framing: task.framing.kind }, NOT_FRAMED[task.framing.kind]);
    case 'wrong':
      return wrongFault(found, likeness.how, textOf(turn.bytes).length, expected?.texts[0]?.length ?? 0);
  }
}

/** What stands before the text, and is no label of it, came by a send of its own: a greeting. */
function saidApart(turn: Turn, before: string): boolean {
  const end = Buffer.byteLength(before);
  return /[^\s:>=\]]\s*$/.test(before) && turn.pieces.some(({ offset }) => offset === end);
}

const NOT_FRAMED: Record<Facts['task']['framing']['kind'], string> = {
  line: 'there is no line feed behind it to end the line',
  'length-prefix': 'there is no right length before it',
  none: 'that is not framed',
  http: 'that is not framed',
  'until-close': 'that is not framed',
};

function extraWords({ before, after, twice, caseDiffers }: Extract<Likeness, { kind: 'extra' }>): string {
  if (twice) return 'that is the right text more than once';
  const more = [
    before === '' ? '' : `${quoted(before, 30)} before it`,
    after === '' ? '' : `${quoted(after, 30)} behind it`,
  ].filter((part) => part !== '');
  const letters = caseDiffers ? ' in other capital and small letters' : '';
  return `that is the right text${letters} with ${more.join(' and ')}`;
}

function wrongFault(
  { message, expected }: Found,
  how: Extract<Likeness, { kind: 'wrong' }>['how'],
  kept: number,
  of: number,
): Fault {
  const by = message.from;
  const fault = (cause: Cause, words: string): Fault => ({ cause, keeps: 0, words });
  const { says } = message;
  if (how === 'unchanged' && says.kind === 'reply') {
    return fault({ kind: 'unchanged', by, reply: says.reply }, 'that is what it was told, unchanged');
  }
  if (how === 'fixed')
    return fault({ kind: 'fixed-text', by }, 'it says the same each time, whatever is typed');
  if (how === 'truncated') return fault({ kind: 'truncated', by, kept, of }, 'that is only the beginning');
  if (how === 'time-off' && says.kind === 'time') {
    return fault({ kind: 'time-off', by, format: says.format }, 'that is another time than now');
  }
  const reply = says.kind === 'reply' ? says.reply : undefined;
  return fault(
    { kind: 'wrong-text', by, reply, asked: expected?.words },
    'that is not the text that is asked for',
  );
}

/** Said before what it has to wait for. Bytes that merely overtake the end of a message are no fault: TCP is a stream. */
function orderFault(facts: Facts, talk: Talk, found: Found): Fault | undefined {
  // Who does not wait for a reply has not read it: that is charged there.
  if (found.message.says.kind === 'icmp') return undefined;
  const before = awaited(talk.messages, found.message);
  const other = before && talk.said.get(before.id);
  if (other && isBlocked(facts, talk, other)) return undefined;
  if (!found.swapped && !(other && found.turn.order < other.turn.order)) return undefined;
  const cause: Cause = { kind: 'wrong-order', by: found.message.from };
  return { cause, keeps: HALF, words: 'that came before its turn' };
}

/** The reference had given up waiting for it, and closed. */
export function isAfterGivingUp(facts: Facts, talk: Talk, { message, turn }: Found): boolean {
  const gaveUp = gaveUpOn(facts, talk, message.from);
  return gaveUp !== undefined && gaveUp.at <= turn.at;
}

/** The reference stopped waiting for a message of `role` in this conversation. */
export function gaveUpOn({ record }: Facts, talk: Talk, role: Role): GaveUp | undefined {
  return record.gaveUp.find(
    (one) =>
      one.role !== role &&
      one.waitingFor === 'message' &&
      (one.client === undefined || one.client === talk.client),
  );
}

/**
 * Said only when the other side had closed, which in a run is after it had given up: too late to earn anything, and the
 * proof of what the program had waited for.
 */
function lateFault(facts: Facts, talk: Talk, found: Found): Fault | undefined {
  const by = found.message.from;
  if (facts.task.framing.kind === 'until-close') return undefined;
  const asked = awaited(talk.messages, found.message);
  const answers = asked !== undefined && talk.said.has(asked.id);
  if (isAfterGivingUp(facts, talk, found) && !answers) {
    const words = 'that came only after the other side had given up: until then both sides waited to receive';
    return { cause: { kind: 'said-too-late', by, after: 'gave-up' }, keeps: 0, words };
  }
  if (!isAfterGivingUp(facts, talk, found) && !isAfterHalfClose(facts, talk, found)) return undefined;
  const words = 'that came only after the other side had closed its sending half';
  const { heldBack } = facts.submission.programs[by] ?? {};
  const cause = {
    kind: 'said-too-late' as const,
    by,
    after: 'half-close' as const,
    ...(heldBack && { heldBack }),
  };
  return { cause, keeps: 0, words };
}

/** The first thing that it said after the reference had half-closed to get an answer at all. */
function isAfterHalfClose({ record }: Facts, talk: Talk, { message, turn }: Found): boolean {
  const nudge = record.nudges.find((one) => one.kind === 'half-close' && one.at <= turn.at);
  if (!nudge) return false;
  const since = talk.turns.find((one) => one.from === message.from && one.at >= nudge.at);
  return since?.order === turn.order;
}

/**
 * With all clients there at once, nobody speaks before the one that spoke last has been answered, or it is proved that no answer comes.
 * So an answer that came when another client had spoken had waited for that one: the server serves one client after another.
 */
function oneAtATime(facts: Facts, talk: Talk, { message, turn }: Found): Fault | undefined {
  const { clients } = facts.scenario;
  if (clients.count < 2 || clients.at !== 'once' || message.from !== 'server') return undefined;
  const asked = awaited(talk.messages, message);
  const request = asked && talk.said.get(asked.id);
  const other =
    request && facts.talks.find((one) => one !== talk && spokeBetween(one, request.turn.until, turn.at));
  if (!other) return undefined;
  const words = `that came only after client ${other.client} had spoken too: until then client ${talk.client} waited in vain`;
  return { cause: { kind: 'one-at-a-time', by: 'server' }, keeps: 0, words };
}

/**
 * Where both sides may speak at any time, each line is typed, and each message of the reference's sent, in its turn: one that could not
 * be typed in its turn was typed into a program that was busy waiting for the other side.
 */
function blockedFault(facts: Facts, talk: Talk, found: Found): Fault | undefined {
  if (!isBlocked(facts, talk, found)) return undefined;
  const by = found.message.from;
  const words = `that could be typed only after the ${otherRole(by)} had spoken: until then it waited to receive`;
  return { cause: { kind: 'blocked', by }, keeps: 0, words };
}

function isBlocked({ scenario }: Facts, talk: Talk, found: Found): boolean {
  const { message } = found;
  if (!speaksFreely(scenario) || typedLines(message.says).length === 0) return false;
  const place = talk.messages.indexOf(message);
  return talk.messages.slice(place + 1).some((later) => {
    const said = later.from === message.from ? undefined : talk.said.get(later.id);
    return said !== undefined && saidAt(talk, said) < saidAt(talk, found);
  });
}

/** When its first byte was on the wire. */
function saidAt({ connections }: Talk, { turn }: Found): number {
  const event = eventAt(turn, 0);
  const connection = connections.find(({ id }) => id === turn.connection);
  return (event === undefined ? undefined : connection?.events[event]?.at) ?? turn.at;
}

function spokeBetween({ turns }: Talk, from: number, to: number): boolean {
  return turns.some((turn) => turn.from === 'client' && turn.at > from && turn.at < to);
}

/** Something that the task does not ask for was said beside this message. */
function extraFault(facts: Facts, talk: Talk, found: Found): Fault | undefined {
  const extra = extraBeside(facts, talk).get(found.message.id);
  return extra && { ...extra, keeps: HALF };
}

/**
 * Turns that are no message, each charged to one message: of the same side the one before it, else the one behind it,
 * else (the side has nothing to say at all) any. Where that side owes a message, it has said this in its place.
 */
export function extraBeside(facts: Facts, talk: Talk): Map<string, Omit<Fault, 'keeps'>> {
  const charged = new Map<string, Omit<Fault, 'keeps'>>();
  for (const turn of talk.extra) {
    if (!isStudents(facts, turn.from) || isAfterEnd(facts, talk, turn.order)) continue;
    const own = talk.messages.filter((message) => message.from === turn.from);
    if (own.some((message) => !talk.said.has(message.id) && !isWord(facts, message.id))) continue;
    const order = (id: string): number => talk.said.get(id)?.turn.order ?? Infinity;
    const before = own.findLast((message) => order(message.id) < turn.order);
    const target = before ?? own.find((message) => talk.said.has(message.id)) ?? talk.messages.at(-1);
    if (!target || charged.has(target.id)) continue;
    const said = turn.bytes.subarray(0, 200).toString('utf8');
    const first =
      before === undefined && !talk.turns.some((one) => one.from !== turn.from && one.order < turn.order);
    const cause: Cause = { kind: 'extra-message', by: turn.from, said, first };
    const when = before ? 'after that' : 'before that';
    const who = target.from === turn.from ? 'it' : `the ${turn.from}`;
    charged.set(target.id, {
      cause,
      words: `${when} ${who} said ${quoted(turn.bytes, 40)}, which nobody asked for`,
    });
  }
  return charged;
}

function isStudents({ students }: Facts, role: 'server' | 'client'): boolean {
  return students.includes(role);
}

/** The word that ends the conversation, in a scenario that ends by one. */
export function isWord({ task, scenario }: Facts, id: string): boolean {
  return task.termination.rule.kind === 'word' && scenario.messages.at(-1)?.id === id;
}

/** What is said in answer to the word is the business of `ends`. */
function isAfterEnd(facts: Facts, talk: Talk, order: number): boolean {
  const last = talk.messages.at(-1);
  const word = last && isWord(facts, last.id) ? talk.said.get(last.id) : undefined;
  return word !== undefined && order > word.turn.order;
}
