/**
 * A talk: what one client and the server said to each other, with each message of the task found in it, or not.
 */
import type { Connection, RunRecord } from '../../capture/record.ts';
import { messagesOf } from '../../spec/clients.ts';
import { typedLines } from '../../spec/say.ts';
import { otherRole, ROLES, type Message, type Role, type Scenario, type Task } from '../../spec/task.ts';
import { textOf } from '../compare/bytes.ts';
import { expectationOf, type Context, type Expectation } from '../compare/expectation.ts';
import { readIso, type Moment } from '../compare/time.ts';
import { align, maySpeak, type Alignment } from './align.ts';
import { framesOf } from './frames.ts';
import type { Found } from './split.ts';
import { turnsOf, type Turn } from './turns.ts';

export interface Talk {
  /** The client's number, from 1. */
  client: number;
  /** The connections that it took: one, unless the client connected anew for each message. */
  connections: Connection[];
  messages: Message[];
  /** In the order of the wire, both sides. */
  turns: Turn[];
  /** By the message's id; a message that is not in it was not said. */
  said: Map<string, Found>;
  /** Turns that are no message of the task. */
  extra: Turn[];
}

export interface TalkSource {
  task: Task;
  scenario: Scenario;
  record: RunRecord;
  /** What is said from here on in a client's conversation is not part of the exercise. */
  until: (client: number) => number;
  /** The talks of the reference's own run, where a message is compared with them. */
  model?: readonly Talk[] | undefined;
}

export function talkOf(source: TalkSource, client: number, connections: Connection[]): Talk {
  return talkOver(source, client, connections, turnsOf(connections, source.until(client)));
}

/** Of datagrams, which need no connection. */
export function talkOfTurns(source: TalkSource, client: number, turns: Turn[]): Talk {
  return talkOver(source, client, [], turns);
}

function talkOver(source: TalkSource, client: number, connections: Connection[], raw: Turn[]): Talk {
  const messages = messagesOf(source.scenario, client);
  const turns = framesOf(raw, source.task.framing);
  const first = messages[0]?.from ?? 'client';
  const side = { client, since: connections[0]?.startedAt ?? 0, messages, turns };
  const begun = alignSide(source, { ...side, role: first, other: undefined });
  const followed = alignSide(source, { ...side, role: otherRole(first), other: begun });
  // Replies of the side that spoke first are known only now that what they reply to is.
  const again = hasReply(messages, first)
    ? alignSide(source, { ...side, role: first, other: followed })
    : begun;
  const found = new Map([...again.said, ...followed.said]);
  const said = ROLES.reduce((all, role) => withFixedTexts(all, messages, role), found);
  return { client, connections, messages, turns, said, extra: [...again.extra, ...followed.extra] };
}

function hasReply(messages: Message[], role: Role): boolean {
  return messages.some(
    ({ from, says }) => from === role && (says.kind === 'reply' || says.kind === 'as-reference'),
  );
}

interface Side {
  client: number;
  /** When the client came. */
  since: number;
  messages: Message[];
  turns: Turn[];
  role: Role;
  /** What the other side said, where that is known already. */
  other: Alignment | undefined;
}

function alignSide(source: TalkSource, side: Side): Alignment {
  const own = side.messages.filter((message) => message.from === side.role);
  const turns = side.turns.filter((turn) => turn.from === side.role);
  return align(own, turns, {
    expect: (message, turn) => expectAt(source, side, message, turn),
    tooEarly: (message, turn) => tooEarly(side, message, turn),
  });
}

/** Said before the message of the other side that it has to wait for. */
function tooEarly(side: Side, message: Message, turn: Turn): boolean {
  const before = awaited(side.messages, message);
  const found = before && side.other?.said.get(before.id);
  return found !== undefined && turn.order < found.turn.order;
}

/** The message of the other side that has to come before `message`; undefined where the task leaves that open. */
export function awaited(messages: Message[], message: Message): Message | undefined {
  const place = messages.indexOf(message);
  const before = messages.slice(0, place);
  const index = before.findLastIndex((one) => one.from !== message.from);
  const free = index === place - 1 && before[index]?.eitherOrder;
  return free ? before.findLast((one, at) => at < index && one.from !== message.from) : before[index];
}

function expectAt(source: TalkSource, side: Side, message: Message, turn: Turn): Expectation | undefined {
  const byReference = source.scenario.student === otherRole(message.from);
  const context: Context = {
    byReference,
    heard: message.says.kind === 'reply' ? heardBefore(side, message, turn) : undefined,
    asReference: message.says.kind === 'as-reference' ? saidInModel(source, side, message) : undefined,
    typed: message.says.kind === 'typed' ? typedFor(source, side, message, turn) : [],
    before: message.says.kind === 'icmp' ? saidBefore(side, turn) : [],
    moment: momentOf(source.record, turn.at),
  };
  return expectationOf(message, context);
}

function saidBefore({ role, turns }: Side, turn: Turn): Buffer[] {
  return turns.filter(({ from, order }) => from === role && order < turn.order).map(({ bytes }) => bytes);
}

/** What the other side said last: the message that was found to be it, else the turn before this one. */
function heardBefore(side: Side, message: Message, turn: Turn): Buffer | undefined {
  const place = side.messages.indexOf(message);
  const last = side.messages.slice(0, place).findLast((one) => one.from !== message.from);
  const found = last && side.other?.said.get(last.id);
  if (found) return found.turn.bytes;
  const before = side.turns.findLast(
    (one) => one.from !== side.role && one.order < turn.order && maySpeak(one),
  );
  return before?.bytes;
}

/** What the reference said in this place, where the other side has said all that it said to the reference. */
function saidInModel({ model }: TalkSource, side: Side, message: Message): Buffer | undefined {
  const talk = model?.find(({ client }) => client === side.client);
  const told = side.messages.slice(0, side.messages.indexOf(message));
  const isFollowed = told
    .filter(({ from }) => from !== side.role)
    .every(({ id }) => {
      const [said, model] = [side.other?.said.get(id), talk?.said.get(id)];
      return said && model && textOf(said.turn.bytes).equals(textOf(model.turn.bytes));
    });
  return isFollowed ? talk?.said.get(message.id)?.turn.bytes : undefined;
}

/**
 * The lines typed into the program by then, from this message's own line on: lines before it may have been taken for
 * something else. Where its own was not typed yet, a line before it has to do.
 */
function typedFor({ record }: TalkSource, side: Side, message: Message, turn: Turn): string[] {
  const { client, since, messages } = side;
  const programs = record.programs.filter(
    (one) =>
      one.by === 'student' && one.role === message.from && (one.role === 'server' || one.instance === client),
  );
  // A server's program has lines for all of its clients, one after the other; those before this one's are not for it.
  const from = client > 1 && message.from === 'server' ? since : 0;
  const script = programs.flatMap(({ typed }) =>
    typed.filter((line) => line.purpose === 'script' && line.at >= from),
  );
  const lines = script.filter((line) => line.at <= turn.until).map((line) => line.text);
  const own = messages.filter((one) => one.from === message.from && typedLines(one.says).length > 0);
  const later = lines.slice(own.indexOf(message));
  return later.length > 0 ? later : lines;
}

/**
 * A program that asks nobody may have its lines written into it. One that says the same each time has no lines: it
 * answers without being told what.
 */
function withFixedTexts(said: Map<string, Found>, messages: Message[], role: Role): Map<string, Found> {
  const free = messages.flatMap((message) => {
    const found = message.from === role && message.says.kind === 'typed' ? said.get(message.id) : undefined;
    return found?.expected?.accepts ? [found] : [];
  });
  const texts = new Set(free.map(({ turn }) => textOf(turn.bytes).toString('latin1')));
  if (free.length < 2 || texts.size > 1) return said;
  const fixed = { kind: 'wrong', how: 'fixed' } as const;
  return new Map([
    ...said,
    ...free.map((found) => [found.message.id, { ...found, likeness: fixed }] as const),
  ]);
}

function momentOf(record: RunRecord, at: number): Moment | undefined {
  const start = readIso(record.startedAt);
  return start && { ...start, epochMs: start.epochMs + at };
}
