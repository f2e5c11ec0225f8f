/** The check on how the connection is closed: with FIN, on the student's side, and not left open. */
import type { Connection } from '../../capture/record.ts';
import { otherRole, type Role } from '../../spec/task.ts';
import type { Cause } from '../causes.ts';
import {
  closingOf,
  crashedAtClosedKeyboard,
  ownCrash,
  programsOf,
  restOf,
  type Closing,
  type Facts,
} from '../facts.ts';
import { fail, pass, skip, worse, type Ruling, type Rulings } from '../ruling.ts';
import type { Talk } from '../speech/talk.ts';
import { The } from '../words.ts';
import { hasLeft, ruleWord } from './ends.ts';
import { doing } from './phrases.ts';
import { unreadTail } from './reading.ts';
import { isJudged } from './serving.ts';
import { wentWild } from './survives.ts';

export function ruleCloses(facts: Facts, rulings: Rulings): Ruling {
  if (facts.task.transport !== 'tcp') return programCloses(facts);
  const all = facts.talks
    .filter((talk) => isJudged(facts, talk))
    .flatMap((talk) =>
      talk.connections.flatMap((connection) =>
        facts.students.map((role) => ruleConnection({ facts, talk, connection, role, rulings })),
      ),
    );
  const [first, ...others] = all;
  return first ? others.reduce(worse, first) : skip('There was no connection to close.');
}

interface Side {
  facts: Facts;
  talk: Talk;
  connection: Connection;
  role: Role;
  rulings: Rulings;
}

function ruleConnection(side: Side): Ruling {
  const { facts, connection, role } = side;
  const closing = closingOf(facts, connection, role);
  if (closing.open) return ruleOpen(side);
  const cutOff = didNotEnd(side) ? undefined : ruleCutOff(side, closing);
  if (cutOff) return cutOff;
  const peer = closingOf(facts, connection, otherRole(role));
  if (closing.rst && isAbortive(closing, peer)) return ruleReset(side, closing.rst);
  if (ownCrash(facts, role) && stuckAt(side) !== undefined)
    return skip(`${The(role)} crashed before it closed.`);
  return ruleOrder(side, closing, peer);
}

/** RST in the place of FIN. After its own FIN, or after the peer's RST, it is how TCP tidies up. */
function isAbortive({ fin, rst }: Closing, peer: Closing): boolean {
  if (!rst) return false;
  if (fin && fin.event < rst.event) return false;
  return !(peer.rst && peer.rst.event < rst.event);
}

function ruleReset(side: Side, rst: NonNullable<Closing['rst']>): Ruling {
  const { facts, talk, connection, role } = side;
  if (ownCrash(facts, role)) return skip(`${The(role)} crashed before it closed.`);
  const charged = chargedTo(side, (cause) => cause.kind === 'unread' && cause.by === role);
  if (charged !== undefined) {
    return pass(
      `The connection was reset because of the bytes left unread; that is charged at ${charged} alone.`,
    );
  }
  const unread = unreadTail(facts, talk, role) !== undefined;
  const at = { at: { connection: connection.id, event: rst.event } };
  const message = overUnix(facts)
    ? `${The(role)} closed the connection with bytes in it unread, which breaks it for the other side.`
    : `${The(role)} reset the connection (RST) where it should have closed it (FIN).`;
  return fail({ kind: 'reset', by: role, unread }, message, at);
}

/** It asked the keyboard for more, was let go, and crashed: nothing in it ends it, and a person would have to. */
function ruleCutOff(side: Side, closing: Closing): Ruling | undefined {
  const { facts, role } = side;
  const at = closing.fin?.at ?? closing.rst?.at ?? Infinity;
  const cutOff = stuckAt(side) === undefined && crashedAtClosedKeyboard(facts, role, at);
  return cutOff ? nothingEnds(facts, role) : undefined;
}

function nothingEnds(facts: Facts, role: Role): Ruling {
  const message = `${The(role)} asked for one more line when all had been said; nothing ends it, so it never closes.`;
  return fail({ kind: 'never-closes', by: role, rest: restOf(facts, role) }, message);
}

function ruleOpen(side: Side): Ruling {
  const { facts, talk, connection, role } = side;
  const rest = restOf(facts, role);
  if (ownCrash(facts, role)) return skip(`${The(role)} crashed before it closed.`);
  const charged = didNotEnd(side) ? 'ends' : wentWild(facts, role) ? 'survives' : undefined;
  if (charged !== undefined) {
    return pass(`The connection was left open; that follows from ${charged}, and is charged there alone.`);
  }
  const stuck = stuckAt(side);
  if (stuck !== undefined && !hasLeft(rest))
    return skip(`The conversation did not get that far: see ${stuck}.`);
  const closedByPeer = closingOf(facts, connection, otherRole(role)).fin !== undefined;
  const state = closedByPeer ? ', though the other side had closed its own' : '';
  const inVain = facts.submission.programs[role]?.closesInVain;
  const cause: Cause = { kind: 'never-closes', by: role, rest, ...(inVain && { inVain }) };
  const message = `${The(role)} never closed its side of the connection${state}; ${doing(rest)}.`;
  return fail(cause, message, { at: { connection: lastOf(talk, connection).id } });
}

function didNotEnd({ facts, talk, role }: Side): boolean {
  const { rule } = facts.task.termination;
  return rule.kind === 'word' && ruleWord(facts, talk, role, rule.word).cause?.kind === 'not-ended';
}

function lastOf(talk: Talk, connection: Connection): Connection {
  return talk.connections.at(-1) ?? connection;
}

/** The message at which the conversation got stuck; undefined if all were said. */
function stuckAt({ facts, talk, rulings }: Side): string | undefined {
  const open = talk.messages.find((message) => !talk.said.has(message.id));
  const late = talk.messages.find((message) => rulings.get(message.id)?.cause?.kind === 'said-too-late');
  const word = facts.task.termination.rule.kind === 'word' ? talk.messages.at(-1) : undefined;
  const stuck = open ?? late;
  return stuck && stuck !== word ? stuck.id : undefined;
}

function chargedTo({ rulings }: Side, test: (cause: Cause) => boolean): string | undefined {
  for (const [id, { cause }] of rulings) if (cause && test(cause)) return id;
  return undefined;
}

/** Who sends the first FIN is a matter of luck in a third of real pairs: judged only where the sheet asks for it. */
function ruleOrder({ facts, connection, role }: Side, own: Closing, peer: Closing): Ruling {
  const { closesFirst } = facts.task.termination;
  const first = own.fin && (!peer.fin || own.fin.event < peer.fin.event) ? role : otherRole(role);
  const wrong = closesFirst !== 'either' && first !== closesFirst && (own.fin ?? peer.fin) !== undefined;
  // The one who came too early is at fault, where it is the student's; between two of the student's only once.
  if (wrong && (first === role || !facts.students.includes(first))) {
    const event = (first === role ? own.fin : peer.fin)?.event;
    const at = { connection: connection.id, ...(event === undefined ? {} : { event }) };
    const message = `The ${first} closed the connection first; the task asks the ${closesFirst} to.`;
    return fail({ kind: 'closed-second', by: role }, message, { at });
  }
  return own.fin ? passClosed(facts, role) : pass('The connection was closed.');
}

function passClosed(facts: Facts, role: Role): Ruling {
  return pass(`${The(role)} closed the connection${overUnix(facts) ? '' : ' (FIN)'}.`);
}

/** FIN and RST are words of TCP. */
function overUnix({ task }: Facts): boolean {
  return task.family === 'unix';
}

/** Datagrams have no connection. What can be seen is that the client's program comes to its end. */
function programCloses(facts: Facts): Ruling {
  const running = programsOf(facts, 'client').some(({ ending }) => ending.kind === 'stopped');
  if (!running) {
    const cutOff = crashedAtClosedKeyboard(facts, 'client', Infinity);
    return cutOff ? nothingEnds(facts, 'client') : pass('The client’s program ended.');
  }
  if (ownCrash(facts, 'client')) return skip('The client crashed before.');
  const stuck = facts.talks[0] && unsaidIn(facts.talks[0]);
  const followsFromIt = facts.task.transport === 'icmp' || facts.scenario.conditions.includes('lost-reply');
  if (stuck !== undefined && followsFromIt)
    return skip(`The conversation did not get that far: see ${stuck}.`);
  const rest = restOf(facts, 'client');
  return fail(
    { kind: 'never-closes', by: 'client', rest, over: 'udp' },
    `The client’s program did not end; ${doing(rest)}.`,
  );
}

function unsaidIn({ messages, said }: Talk): string | undefined {
  return messages.find(({ id }) => !said.has(id))?.id;
}
