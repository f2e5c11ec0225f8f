/** What a message may say at its place in a conversation. */
import type { Message, Says, TypedKind } from '../../spec/task.ts';
import { lengthPrefixed, saysNothing, textOf } from './bytes.ts';
import { rightReplies } from './reply.ts';
import type { EchoSays } from './echo.ts';
import type { HttpSays } from './http.ts';
import { clockText, type Moment } from './time.ts';
import { quoted } from '../words.ts';

export interface Context {
  /** True: the reference says it, and it says the example. */
  byReference: boolean;
  /** What the other side said last before it; undefined where it had said nothing. */
  heard: Buffer | undefined;
  /** What the reference said in its own run, where all that it had heard by then was the same; else undefined. */
  asReference: Buffer | undefined;
  /** Lines that were typed into the program and may be said here, the right one first; empty if it took none. */
  typed: string[];
  /** What the same side said before, datagram by datagram. */
  before: readonly Buffer[];
  /** When it was said; undefined where the record has no clock. */
  moment: Moment | undefined;
}

export interface Expectation {
  /** Right texts, the one to show first. */
  texts: Buffer[];
  /** Where more than a list of texts is right. */
  accepts?: (text: string) => boolean;
  /** Compared byte by byte: no line end, blank or NUL is left aside. */
  binary?: boolean;
  /** A message of HTTP. */
  http?: HttpSays;
  /** An echo message of ICMP. */
  echo?: EchoSays;
  time?: { format: string; moment: Moment; withinSeconds: number };
  /** What the reply was to be made from: said back as it came, it is no reply at all. */
  unchanged?: Buffer[];
  /** What is expected, in words. */
  words: string;
}

/** What `message` may say; undefined where the harness does not know it. */
export function expectationOf(message: Message, context: Context): Expectation | undefined {
  const { says } = message;
  switch (says.kind) {
    case 'text':
      return literal(says.text);
    case 'pattern':
      return pattern(says, context);
    case 'any':
      return context.byReference ? literal(says.example) : anything('any text');
    case 'typed':
      return typed(says, context);
    case 'reply':
      return reply(says, context.heard);
    case 'as-reference':
      return answer(context);
    case 'time':
      return context.moment && time(says, context.moment);
    case 'file':
      return { texts: [says.file.bytes()], binary: true, words: `the bytes of ${says.file.name}` };
    case 'request':
      return { texts: [], binary: true, http: says, words: `the request ${says.method} ${says.target}` };
    case 'response':
      return { texts: [], binary: true, http: says, words: responseWords(says) };
    case 'icmp':
      return {
        texts: [],
        binary: true,
        echo: { icmp: says.icmp, before: context.before },
        words: `an ${says.icmp.replace('-', ' ')} as RFC 792 lays it out`,
      };
  }
}

function responseWords({ status, file }: Extract<Says, { kind: 'response' }>): string {
  return `a response with the status ${status}${file ? ` and the content of ${file.name}` : ''}`;
}

function literal(text: string): Expectation {
  const bytes = Buffer.from(text, 'utf8');
  return { texts: [bytes], binary: bytes.includes(0), words: quoted(text) };
}

function pattern(says: Extract<Says, { kind: 'pattern' }>, { byReference }: Context): Expectation {
  if (byReference) return literal(says.example);
  const expression = new RegExp(says.pattern, 'u');
  return {
    texts: [],
    accepts: (text) => expression.test(text),
    words: `${says.describe === undefined ? 'a text' : `${says.describe},`} such as ${quoted(says.example)}`,
  };
}

/** To other words than the reference has heard there is no telling what it would have answered. */
function answer({ asReference, byReference }: Context): Expectation {
  if (asReference === undefined || byReference) return anything('an answer');
  return { texts: [asReference], words: quoted(textOf(asReference)) };
}

function anything(words: string): Expectation {
  return { texts: [], accepts: notEmpty, words };
}

function notEmpty(text: string): boolean {
  return text.trim() !== '';
}

const KINDS: Record<TypedKind, { fits: (text: string) => boolean; words: string }> = {
  lowercase: { fits: (text) => /\p{Ll}/u.test(text), words: 'a text with small letters' },
  line: { fits: notEmpty, words: 'a line of text' },
  word: { fits: notEmpty, words: 'a word' },
};

/** A program that took a typed line has to say it; one that asks nobody may say any text of the kind. */
function typed(says: Extract<Says, { kind: 'typed' }>, context: Context): Expectation {
  if (context.byReference) return literal(says.text);
  const [line] = context.typed;
  if (line !== undefined) {
    // scanf("%s") and next() take one word of a line; unless the sheet asks for a whole line, that is one too.
    const lines =
      says.typed === 'line' ? context.typed : context.typed.flatMap((one) => [one, firstWord(one)]);
    const texts = lines.map((one) => Buffer.from(one, 'utf8'));
    return { texts, words: `the line that was typed, ${quoted(line)}` };
  }
  const kind = KINDS[says.typed];
  return { texts: [], accepts: kind.fits, words: kind.words };
}

function firstWord(line: string): string {
  return line.trim().split(/\s/u)[0] ?? '';
}

const REPLY_WORDS = {
  upper: 'in capital letters',
  lower: 'in small letters',
  same: 'unchanged',
  reverse: 'backwards',
  length: 'counted: the number of its characters',
};

function reply(says: Extract<Says, { kind: 'reply' }>, heard: Buffer | undefined): Expectation | undefined {
  // An empty datagram has an answer too: an empty one.
  if (!heard || (heard.length > 0 && saysNothing(heard))) return undefined;
  const texts = rightReplies(says.reply, heard);
  const words = `${quoted(textOf(heard))} ${REPLY_WORDS[says.reply]}, ${quoted(texts[0] ?? '')}`;
  const inputs = [heard, ...lengthPrefixed(heard).map(({ text }) => text)];
  return { texts, words, ...(says.reply === 'same' ? {} : { unchanged: inputs.map(textOf) }) };
}

function time(says: Extract<Says, { kind: 'time' }>, moment: Moment): Expectation {
  const text = clockText(says.format, moment);
  const { format, withinSeconds } = says;
  // Shown, and compared by its form: the text itself is right for one second only.
  return { texts: [], time: { format, moment, withinSeconds }, words: `the time now, as in ${quoted(text)}` };
}
