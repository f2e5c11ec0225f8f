/** From what was said in two runs to what a spec asks for. */
import { clockText, readIso, saysNow, timeForm, USUAL_FORMS, type Moment } from '../../judge/compare/time.ts';
import { rightReplies } from '../../judge/compare/reply.ts';
import type { RunRecord } from '../../capture/record.ts';
import { otherRole, type ReplyFunction, type Role, type TypedKind } from '../../spec/task.ts';
import type { Step } from '../draft.ts';
import { answersTyped, linesTyped, type Utterance } from './heard.ts';

/** What a message may be; it is what it is in every run. */
interface Reading {
  from: Role;
  text: string;
  /** The line that was typed and said. */
  typed: boolean;
  answer: boolean;
  time: string | undefined;
  replies: ReplyFunction[];
}

export interface Inferred {
  steps: Step[];
  notes: string[];
}

export interface SaidIn {
  record: RunRecord;
  said: readonly Utterance[];
}

/** Typed lines that are to stay as they are. */
export interface Kept {
  /** Whose are. */
  literal: readonly Role[];
  /** The one that ends the conversation, if one does. */
  word: string | undefined;
}

/** What is the same in all runs that went the same way. */
export function stepsOf(runs: readonly SaidIn[], kept: Kept): Inferred {
  const [first = [], ...others] = runs.map((run) => readingsOf(run, kept));
  const alike = others.filter((other) => sameSpeakers(first, other));
  const readings = first.map((reading, index) => alike.map((other) => other[index]).reduce(both, reading));
  const inferred = readings.map((reading, index) =>
    stepOf(
      reading,
      alike.every((other) => other[index]?.text === reading.text),
    ),
  );
  const texts = [first, ...alike].flat().filter(({ typed }) => typed);
  const notes = inferred.flatMap(({ step: { from }, note }, index) =>
    note === undefined ? [] : [`Message ${index + 1}, from the ${from}: ${note}`],
  );
  return {
    steps: withTypedKinds(
      inferred.map(({ step }) => step),
      texts.map(({ text }) => text),
    ),
    notes: [...(alike.length === others.length ? [] : [WENT_OTHERWISE]), ...notes],
  };
}

/** The same speakers in the same order, and nothing that they said is without its reason. */
export function wentTheSameWay(run: SaidIn, other: SaidIn): boolean {
  const none = { literal: [], word: undefined };
  const [one, two] = [readingsOf(run, none), readingsOf(other, none)];
  if (!sameSpeakers(one, two)) return false;
  return one.every((reading, index) => {
    const { typed, time, replies } = both(reading, two[index]);
    return typed || time !== undefined || replies.length > 0 || reading.text === two[index]?.text;
  });
}

const WENT_OTHERWISE = 'Two runs went different ways; the draft is written after the first.';

function sameSpeakers(one: readonly Reading[], other: readonly Reading[]): boolean {
  return one.length === other.length && one.every(({ from }, index) => other[index]?.from === from);
}

function both(one: Reading, other: Reading | undefined): Reading {
  if (other === undefined) return one;
  return {
    ...one,
    typed: one.typed && other.typed,
    answer: one.answer && other.answer,
    time: one.time === other.time ? one.time : undefined,
    replies: one.replies.filter((reply) => other.replies.includes(reply)),
  };
}

const REPLIES: readonly ReplyFunction[] = ['same', 'upper', 'lower', 'length', 'reverse'];

function readingsOf({ record, said }: SaidIn, { literal, word }: Kept): Reading[] {
  const lines = { server: linesTyped(record, 'server'), client: linesTyped(record, 'client') };
  const heard: Record<Role, Reading | undefined> = { server: undefined, client: undefined };
  return said.map(({ from, text, at }) => {
    const place = lines[from].indexOf(text);
    if (place >= 0) lines[from].splice(0, place + 1);
    const before = heard[from];
    const replies = before?.typed ? REPLIES.filter((reply) => isReply(reply, before.text, text)) : [];
    const reading: Reading = {
      ...{ from, text, typed: place >= 0 && text !== word && !literal.includes(from), replies },
      answer: answersTyped(record, from).includes(text),
      time: timeOf(text, record, at),
    };
    heard[otherRole(from)] = reading;
    return reading;
  });
}

function isReply(reply: ReplyFunction, heard: string, said: string): boolean {
  return rightReplies(reply, Buffer.from(heard)).some((right) => right.toString('utf8') === said);
}

const WITHIN_SECONDS = 5;

/** The format, where the text says what time it is. What stands around the time is part of it. */
function timeOf(text: string, { startedAt }: RunRecord, at: number): string | undefined {
  const began = readIso(startedAt);
  if (began === undefined) return undefined;
  const now: Moment = { ...began, epochMs: began.epochMs + at };
  for (const form of USUAL_FORMS) {
    const found = timeForm(form).exec(text)?.[0];
    if (found === undefined || !saysNow(found, form, now, WITHIN_SECONDS)) continue;
    const [before = '', after = ''] = text.split(found).map((part) => part.replaceAll('%', '%%'));
    const format = before + form + after;
    if (saysNow(text, format, now, WITHIN_SECONDS) && clockText(format, now) !== '') return format;
  }
  return undefined;
}

/** `isHeld`: it was the same text in every run. */
function stepOf(reading: Reading, isHeld: boolean): { step: Step; note?: string } {
  const { from, text } = reading;
  const [reply, other] = reading.replies;
  if (reading.typed) return { step: { from, typed: 'line' } };
  if (reading.time !== undefined) return { step: { from, time: reading.time } };
  if (reply !== undefined) {
    const step: Step = { from, reply };
    if (other === undefined) return { step };
    return { step, note: `it may be the reply "${other}" as well as "${reply}", by what was typed.` };
  }
  if (reading.answer)
    return {
      step: { from, any: true, example: text },
      note: `it is the answer to a prompt. Any text will do there.`,
    };
  if (isHeld) return { step: { from, text } };
  const note = `it was another text in each run, and none that a spec can work out. Any text will do there; a "pattern" would say more.`;
  return { step: { from, any: true, example: text }, note };
}

/** The kind of line that is typed, by what was typed and what is asked about it. */
function withTypedKinds(steps: readonly Step[], texts: readonly string[]): Step[] {
  const replies = steps.flatMap((step) => ('reply' in step ? [step.reply] : []));
  const kind = kindOf(texts, replies);
  return steps.map((step) => ('typed' in step ? { ...step, typed: kind } : step));
}

function kindOf(texts: readonly string[], replies: readonly ReplyFunction[]): TypedKind {
  const words = texts.every((text) => /^[a-z]+$/.test(text));
  if (words && !replies.includes('lower')) return replies.includes('upper') ? 'lowercase' : 'word';
  return replies.length > 0 && replies.every((reply) => reply === 'upper') ? 'lowercase' : 'line';
}
