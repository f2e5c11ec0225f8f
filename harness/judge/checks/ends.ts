/**
 * The check on how the conversation ends. In about half of real chats the word is never sent: the side that it was
 * typed at closes, and that ends the conversation as well. So this looks for FIN, and for the word only to know when.
 */
import { otherRole, type Role } from '../../spec/task.ts';
import type { AtRest, Cause } from '../causes.ts';
import { closedTalk, ownCrash, programsOf, restOf, type Facts } from '../facts.ts';
import { fail, pass, skip, unsure, worse, type Ruling } from '../ruling.ts';
import type { Talk } from '../speech/talk.ts';
import { quoted, The } from '../words.ts';
import { doing } from './phrases.ts';
import { isJudged } from './serving.ts';

export function ruleEnds(facts: Facts): Ruling {
  const { rule } = facts.task.termination;
  const rulings = facts.talks
    .filter((talk) => isJudged(facts, talk))
    .flatMap((talk) => {
      const missing = firstMissing(facts, talk);
      if (missing !== undefined) return [skip(`The conversation did not get that far: see ${missing}.`)];
      if (rule.kind !== 'word') return [];
      return facts.students.map((role) => ruleWord(facts, talk, role, rule.word));
    });
  const [first, ...others] = [...rulings, ...programEnds(facts)];
  return first ? others.reduce(worse, first) : pass('The conversation ended.');
}

/** The first message, the word apart, that was never said. */
function firstMissing({ task }: Facts, talk: Talk): string | undefined {
  const messages = task.termination.rule.kind === 'word' ? talk.messages.slice(0, -1) : talk.messages;
  return messages.find((message) => !talk.said.has(message.id))?.id;
}

/** How one program of the student's took the word that ends the conversation. */
export function ruleWord(facts: Facts, talk: Talk, role: Role, word: string): Ruling {
  const saidBy = facts.scenario.endedBy ?? 'client';
  const message = talk.messages.at(-1);
  const said = message && talk.said.get(message.id);
  if (said?.likeness.kind === 'wrong') {
    return pass(
      `Something else was said in place of ${quoted(word)}; that is charged at ${said.message.id} alone.`,
    );
  }
  const closed = closedTalk(facts, talk, role);
  const ending = { word, saidBy, said: said?.turn.at, closed: closed?.at };
  const ruling = role === saidBy ? ruleSpeaker(facts, role, ending) : ruleListener(facts, talk, role, ending);
  const crashed = ruling.status !== 'passed' && ownCrash(facts, role) !== undefined;
  return crashed ? skip(`${The(role)} had crashed before.`) : ruling;
}

interface EndingByWord {
  word: string;
  saidBy: Role;
  /** When the word was on the wire, and when this side closed; undefined where it never was or did. */
  said: number | undefined;
  closed: number | undefined;
}

/** The side that the word is typed at. */
function ruleSpeaker(facts: Facts, role: Role, ending: EndingByWord): Ruling {
  if (ending.closed === undefined) return ruleStillOpen(facts, role, ending);
  const how =
    ending.said === undefined ? 'closed the connection, without sending the word' : 'ended after its word';
  return pass(`${The(role)} ${how}.`);
}

/** The side that hears the word, or sees the other one close. */
function ruleListener(facts: Facts, talk: Talk, role: Role, ending: EndingByWord): Ruling {
  const { closed, said, word } = ending;
  const heard = said ?? closedTalk(facts, talk, otherRole(role))?.at;
  if (closed !== undefined && (heard === undefined || closed < heard)) {
    const cause: Cause = { kind: 'ended-early', by: role, word };
    return fail(cause, `${The(role)} closed the connection before anybody had said ${quoted(word)}.`);
  }
  if (closed !== undefined) return pass(`${The(role)} ended after ${quoted(word)}.`);
  if (heard !== undefined) return ruleStillOpen(facts, role, ending);
  const peer = otherRole(role);
  if (facts.students.includes(peer)) return pass(`The ${peer} never ended the conversation.`);
  return unsure(`The reference ${peer} did not say the word.`);
}

function ruleStillOpen(facts: Facts, role: Role, ending: EndingByWord): Ruling {
  const rest = restOf(facts, role);
  // It has turned to the next client, or has ended and a child of it holds the socket: the conversation is over for it.
  if (hasLeft(rest))
    return pass(`${The(role)} went on after ${quoted(ending.word)}, but left the connection open.`);
  const { word, saidBy } = ending;
  const cause: Cause = { kind: 'not-ended', by: role, word, saidBy, rest };
  const who = role === saidBy ? `${quoted(word)} was typed at it` : `the ${saidBy} had said ${quoted(word)}`;
  return fail(cause, `${The(role)} did not end after ${who}; ${doing(rest)}.`);
}

/** It no longer waits for the peer or for the keyboard. */
export function hasLeft({ waits, ended }: AtRest): boolean {
  return ended || (waits.includes('accept') && !waits.includes('receive') && !waits.includes('keyboard'));
}

/** Where the sheet says that the server's program ends with the conversation. */
function programEnds(facts: Facts): Ruling[] {
  const { task, students } = facts;
  if (task.termination.serverThen !== 'exits' || !students.includes('server')) return [];
  const running = programsOf(facts, 'server').some(({ ending }) => ending.kind === 'stopped');
  if (!running) return [pass('The server’s program ended.')];
  const rest = restOf(facts, 'server');
  const stuck = facts.talks.some((talk) => closedTalk(facts, talk, 'server') === undefined);
  if (stuck) return [skip('The server’s program still held the connection: see the checks on that.')];
  const message = `The server’s program did not end with the conversation; ${doing(rest)}.`;
  return [fail({ kind: 'runs-on', by: 'server', rest }, message)];
}
