/** A task in outline: what its spec, its references and its hand-out are written from. */
import type { ReplyFunction, Role, TypedKind } from '../spec/task.ts';

/** What a message says, as a spec says it. */
export type Speech =
  | { text: string }
  | { typed: TypedKind }
  | { reply: ReplyFunction }
  /** In the letters of strftime(3). */
  | { time: string }
  | { any: true; example: string };

export type Step = { from: Role } & Speech;

/** Steps that come again and again; `times` as in a spec. */
export interface Loop {
  steps: Step[];
  times: number | [least: number, most: number];
}

export type DraftFraming =
  | { kind: 'line' }
  | { kind: 'length-prefix'; bytes: 2 | 4 | 8; order: 'big' | 'little' }
  | { kind: 'length-prefix'; digits: number };

export type DraftEnd =
  | { kind: 'last-message' }
  | { kind: 'client-closes' }
  | { kind: 'word'; word: string; from: Role | 'either' };

export interface Survivor {
  mutant: string;
  role: Role;
  why: string;
}

export interface Draft {
  id: string;
  /** For people; else made of the id. */
  title?: string | undefined;
  transport: 'tcp' | 'udp';
  family: 'ipv4' | 'ipv6';
  port: number;
  framing: DraftFraming | undefined;
  /** What is said once, before the loop. */
  opening: Step[];
  loop: Loop | undefined;
  end: DraftEnd;
  /** The server accepts the next client, or waits for the next datagram. */
  servesOn: boolean;
  survivors: Survivor[];
}

/** `two-way-chat` is "Two way chat", until somebody thinks of something better. */
export function titleOf({ id, title }: Draft): string {
  if (title !== undefined && title.trim() !== '') return title.trim();
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Each step once, the loop's behind the others. */
export function allSteps({ opening, loop }: Draft): Step[] {
  return [...opening, ...(loop?.steps ?? [])];
}

const TYPED: Record<TypedKind, string> = {
  lowercase: 'a line that a person types in small letters',
  line: 'a line that a person types',
  word: 'a word that a person types',
};

const REPLIES: Record<ReplyFunction, string> = {
  same: 'what it has heard, unchanged',
  upper: 'what it has heard, in capitals',
  lower: 'what it has heard, in small letters',
  reverse: 'what it has heard, back to front',
  length: 'the number of characters of what it has heard',
};

/** What is said, as an object: "a line that a person types". */
export function speechInWords(speech: Speech): string {
  if ('text' in speech) return `\`${speech.text}\``;
  if ('typed' in speech) return TYPED[speech.typed];
  if ('reply' in speech) return REPLIES[speech.reply];
  if ('time' in speech) return `the time now (\`${speech.time}\`)`;
  return `a text of its own, such as \`${speech.example}\``;
}

/** "The client sends …; the server sends …", in the order of the steps. */
function stepsInWords(steps: readonly Step[]): string {
  return steps.map((step) => `the ${step.from} sends ${speechInWords(step)}`).join('; ');
}

/** What the two programs do, in a few sentences; those of the loop and of the end stand by themselves. */
export function sentencesOf({ opening, loop, end, transport, servesOn }: Draft): string[] {
  const again = loop && `again and again, ${stepsInWords(loop.steps)}`;
  const ends = {
    'last-message': 'then the connection is closed',
    'client-closes': 'so it goes on until the client closes; then the server closes too',
    word: `when ${end.kind === 'word' && end.from !== 'either' ? `the ${end.from}` : 'either of them'} says \`${end.kind === 'word' ? end.word : ''}\`, the connection is closed`,
  }[end.kind];
  return [
    opening.length > 0 ? stepsInWords(opening) : undefined,
    again,
    transport === 'tcp' ? ends : undefined,
    servesOn ? 'the server goes on with the next client' : undefined,
  ].flatMap((sentence) =>
    sentence === undefined ? [] : [`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`],
  );
}
