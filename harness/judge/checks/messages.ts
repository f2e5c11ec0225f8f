/**
 * The checks on the messages: one each. A message of the student's program has to be said, one of the reference's has
 * to be read, and one between two programs of the student both.
 */
import { typedLines } from '../../spec/say.ts';
import { otherRole, type Message, type Role } from '../../spec/task.ts';
import type { AtRest, Cause, NotSaid } from '../causes.ts';
import { closedTalk, ownCrash, programsOf, restOf, waitsInBacklog, type Facts } from '../facts.ts';
import { fail, pass, skip, unsure, worse, type Ruling } from '../ruling.ts';
import type { Found } from '../speech/split.ts';
import type { Talk } from '../speech/talk.ts';
import { eventAt } from '../speech/turns.ts';
import { isCutShort } from '../plan.ts';
import { The } from '../words.ts';
import { rulePrinted } from './echo.ts';
import { extraBeside, faultsOf, gaveUpOn, isAfterGivingUp, isWord } from './faults.ts';
import { ruleSaved } from './saved.ts';
import { isServed } from './serving.ts';
import { doing } from './phrases.ts';
import { unreadPart, unreadTail } from './reading.ts';
import { ruleSaid, shown } from './said.ts';
import { wentWild } from './survives.ts';

const LINE_FEED = 0x0a;

/** By the message's id; with several clients the worst of what they saw. */
export function ruleMessages(facts: Facts): Map<string, Ruling> {
  const rulings = new Map<string, Ruling>();
  for (const talk of facts.talks.filter(({ client }) => !isCutShort(facts.scenario, client))) {
    const served = isServed(facts, talk);
    for (const [id, said] of served ? ruleTalk(facts, talk) : unserved(talk)) {
      const ruling = naming(facts, talk, said);
      const before = rulings.get(id);
      rulings.set(id, before ? worse(before, ruling) : ruling);
    }
  }
  return rulings;
}

/** A client that nobody serves has no conversation to judge. */
function unserved(talk: Talk): Map<string, Ruling> {
  return new Map(talk.messages.map(({ id }) => [id, skip('This client was not served: see connects.')]));
}

/** Says with which of several clients it went wrong. */
function naming({ scenario }: Facts, { client }: Talk, ruling: Ruling): Ruling {
  if (scenario.clients.count < 2 || ruling.status === 'passed') return ruling;
  return { ...ruling, message: `Client ${client} of ${scenario.clients.count}: ${ruling.message}` };
}

/** What went wrong before a message in its talk; ids of messages. */
interface Before {
  /** The conversation stood still here. */
  stuck: string | undefined;
  /** The first message that lost points, for whatever reason. */
  spoilt: string | undefined;
}

/** Behind one of these nothing more can be expected. */
const STANDSTILL = new Set<Cause['kind']>([
  'not-said',
  'not-asked-again',
  'unread',
  'said-too-late',
  'echo',
  'reply-unread',
]);

/** A message that was not said, or not read, hides those behind it that did not come either. */
function ruleTalk(facts: Facts, talk: Talk): Map<string, Ruling> {
  const rulings = new Map<string, Ruling>();
  const before: Before = { stuck: undefined, spoilt: undefined };
  for (const message of talk.messages) {
    const ruling = ruleMessage(facts, talk, message, before);
    rulings.set(message.id, ruling);
    const kind = ruling.cause?.kind;
    if (kind !== undefined && STANDSTILL.has(kind)) before.stuck ??= message.id;
    if (ruling.status === 'failed') before.spoilt ??= message.id;
  }
  return rulings;
}

function ruleMessage(facts: Facts, talk: Talk, message: Message, before: Before): Ruling {
  const found = talk.said.get(message.id);
  const byStudent = facts.students.includes(message.from);
  if (!found) {
    return byStudent ? ruleMissing(facts, talk, message, before) : ruleUnsaid(facts, talk, message, before);
  }
  if (byStudent && before.stuck !== undefined && isAfterGivingUp(facts, talk, found))
    return notThatFar(before.stuck);
  const said = byStudent ? ruleSaid(found, faultsOf(facts, talk, found)) : undefined;
  if (said && said.status !== 'passed') return said;
  const reader = otherRole(message.from);
  const unread = facts.students.includes(reader) ? ruleRead(facts, talk, found, reader) : undefined;
  if (unread) return unread;
  const kept = facts.students.includes(reader) ? ruleKept(facts, found, reader) : undefined;
  return kept ?? said ?? readWell(facts, talk, found, reader);
}

/** Where more is asked of a reader than to read. */
function ruleKept(facts: Facts, found: Found, reader: Role): Ruling | undefined {
  return ruleSaved(facts, found.message, reader) ?? rulePrinted(facts, found, reader);
}

function notThatFar(id: string): Ruling {
  return skip(`The conversation did not get that far: see ${id}.`);
}

/** The student's program did not say it. */
function ruleMissing(facts: Facts, talk: Talk, message: Message, { stuck }: Before): Ruling {
  const { from } = message;
  if (isWord(facts, message.id) && stuck === undefined) return ruleUnsaidWord(facts, talk, from);
  if (ownCrash(facts, from)) return skip(`${The(from)} had crashed before it could say this.`);
  if (ranAway(facts, talk, from)) return skip(`${The(from)} was busy with something else: see survives.`);
  if (stuck !== undefined) return notThatFar(stuck);
  return neverSaid(facts, talk, message);
}

/** In the middle of the conversation: the other side still waited. */
function ranAway(facts: Facts, talk: Talk, role: Role): boolean {
  return wentWild(facts, role) !== undefined && closedTalk(facts, talk, otherRole(role)) === undefined;
}

function neverSaid(facts: Facts, talk: Talk, message: Message): Ruling {
  const { from } = message;
  const gaveUp = gaveUpOn(facts, talk, from);
  const fin = closedTalk(facts, talk, from);
  const closed = fin !== undefined && fin.at < (gaveUp?.at ?? Infinity);
  // It was at rest when the peer gave up, and went on when the peer closed: so it had waited to receive.
  const waited = fin !== undefined && !closed;
  const rest = waited ? waitedToReceive(facts, from) : restOf(facts, from);
  const peerWaits = !closed && (gaveUp !== undefined || peerReceives(facts, from));
  const over = talk.connections.length === 0 ? 'its program ended' : 'it closed the connection';
  const why = closed ? `${over} without it` : doing(rest);
  const both = peerWaits && rest.waits.includes('receive') ? ' Both sides wait to receive.' : '';
  const connection = talk.connections.at(-1);
  const at = connection ? { at: { connection: connection.id } } : {};
  const took = message.says.kind === 'typed' && tookLineOf(facts, talk, message);
  const says = message.says.kind;
  const waiting = { rest, closed, peerWaits, took, ...lookInside(facts, talk, message) };
  const cause = { kind: 'not-said' as const, by: from, says, ...waiting };
  return fail(cause, `${The(from)} never said ${shown(message)}; ${why}.${both}`, at);
}

function waitedToReceive(facts: Facts, role: Role): AtRest {
  const { where } = restOf(facts, role);
  return { waits: ['receive'], ended: false, ...(where && { where }) };
}

/** What the talk so far and its source tell of a program that owes a message. */
function lookInside(
  facts: Facts,
  talk: Talk,
  { from, id }: Message,
): Pick<NotSaid, 'earlier' | 'wantsLine' | 'heldBack' | 'visited'> {
  const program = facts.submission.programs[from];
  const own = talk.messages.filter((message) => message.from === from);
  const before = own.slice(
    0,
    own.findIndex((message) => message.id === id),
  );
  const told = talk.turns.findLast((turn) => turn.from !== from)?.bytes;
  const wantsLine = program?.readsLines === true && told !== undefined && told.at(-1) !== LINE_FEED;
  const { heldBack } = program ?? {};
  return {
    earlier: before.filter((message) => talk.said.has(message.id)).length,
    wantsLine,
    visited: wasVisited(facts, talk),
    ...(heldBack && { heldBack }),
  };
}

function wasVisited({ scenario, record }: Facts, { client, connections: [own] }: Talk): boolean {
  if (client !== 1 || !scenario.conditions.includes('one-more-client')) return false;
  return record.conversation.connections.some(
    (one) => one !== own && one.outcome === 'established' && !waitsInBacklog(record, one),
  );
}

/** It had read the line that it was to say. */
function tookLineOf(facts: Facts, talk: Talk, message: Message): boolean {
  const own = talk.messages.filter((one) => one.from === message.from && typedLines(one.says).length > 0);
  const lines = programsOf(facts, message.from).flatMap((program) => program.typed);
  return lines.filter((line) => line.purpose === 'script').length > own.indexOf(message);
}

/** In about half of real chats the word is never sent: whoever types it just closes. */
function ruleUnsaidWord(facts: Facts, talk: Talk, from: Role): Ruling {
  if (ownCrash(facts, from)) return skip(`${The(from)} had crashed before it could say this.`);
  if (closedTalk(facts, talk, from)) {
    return pass(
      `${The(from)} closed the connection in place of the word, which ends the conversation as well.`,
    );
  }
  return skip('Neither the word nor a FIN ended the conversation: see ends.');
}

function peerReceives(facts: Facts, role: Role): boolean {
  const peer = otherRole(role);
  return facts.students.includes(peer) && restOf(facts, peer).waits.includes('receive');
}

/** The reference did not say it: that has its reason in what the student's program did before. */
function ruleUnsaid(facts: Facts, talk: Talk, message: Message, { stuck, spoilt }: Before): Ruling {
  const reader = otherRole(message.from);
  if (ownCrash(facts, reader)) return skip(`${The(reader)} had crashed before this could be said to it.`);
  if (stuck !== undefined) return notThatFar(stuck);
  if (facts.scenario.conditions.includes('lost-reply')) return neverAskedAgain(facts);
  if (!closedByItself(facts, talk, reader)) {
    return spoilt === undefined
      ? unsure(`The reference ${message.from} did not say it.`)
      : notThatFar(spoilt);
  }
  if (isWord(facts, message.id)) return skip('The conversation had ended before: see ends.');
  const earlier = toldBefore(talk, message);
  const cause = { kind: 'unread' as const, by: reader, how: 'closed' as const, partly: false, earlier };
  const seen = `${The(reader)} closed the connection before the ${message.from} could say ${shown(message)}.`;
  return fail({ ...cause, rest: restOf(facts, reader) }, seen);
}

/** The same side had said a message before this one. */
function toldBefore(talk: Talk, { from, id }: Message): boolean {
  const before = talk.messages.slice(
    0,
    talk.messages.findIndex((message) => message.id === id),
  );
  return before.some((message) => message.from === from && talk.said.has(message.id));
}

/** The reference lost its first answer, as a network may. */
function neverAskedAgain(facts: Facts): Ruling {
  const rest = restOf(facts, 'client');
  const message = `The answer got lost, as a datagram may, and the client did not ask again; ${doing(rest)}.`;
  return fail({ kind: 'not-asked-again', by: 'client', rest }, message);
}

/** It closed of its own accord, and not in answer to the other side. */
function closedByItself(facts: Facts, talk: Talk, role: Role): boolean {
  const own = closedTalk(facts, talk, role);
  const peer = closedTalk(facts, talk, otherRole(role));
  return own !== undefined && own.at < (peer?.at ?? Infinity);
}

const UNREAD = {
  left: 'it never read it: the bytes were still waiting in its socket at the end',
  reset: 'it closed its socket with bytes unread, which resets the connection (RST)',
  closed: 'it had closed its socket before that came',
};

/** The ruling on a message that its reader did not read; undefined if it did. */
function ruleRead(facts: Facts, talk: Talk, found: Found, reader: Role): Ruling | undefined {
  const tail = unreadTail(facts, talk, reader);
  const part = tail ? unreadPart(talk, found, tail) : 'none';
  if (!tail || part === 'none') return undefined;
  if (ownCrash(facts, reader)) return skip(`${The(reader)} had crashed before it could read this.`);
  if (tail.how === 'closed' && isWord(facts, found.message.id)) {
    return skip('The conversation had ended before: see ends.');
  }
  const partly = part === 'part';
  const rest = restOf(facts, reader);
  const event = eventAt(found.turn, 0);
  const at = { connection: found.turn.connection, ...(event === undefined ? {} : { event }) };
  const how = partly ? 'it read only a part of it' : UNREAD[tail.how];
  const message = `${The(reader)} was told ${shown(found.message, found.turn.bytes)}; ${how}.`;
  const earlier = toldBefore(talk, found.message);
  return fail({ kind: 'unread', by: reader, how: tail.how, partly, earlier, rest }, message, { at });
}

/** Read; but a program that has nothing to say and says something is charged here, there being no other place. */
function readWell(facts: Facts, talk: Talk, found: Found, reader: Role): Ruling {
  const extra = extraBeside(facts, talk).get(found.message.id);
  const read = `${The(reader)} read ${shown(found.message, found.turn.bytes)}`;
  if (!extra) return pass(`${read}.`);
  return fail(extra.cause, `${read}; ${extra.words}.`, { share: 0.5 });
}
