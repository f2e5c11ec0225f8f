/** What the two said to each other in a recorded run, message for message. */
import type { Connection, Datagram, RunRecord, TypedLine } from '../../capture/record.ts';
import { turnsOf } from '../../judge/speech/turns.ts';
import { nextFrame } from '../../run/peers/frames.ts';
import { unwrap } from '../../run/peers/wrapping.ts';
import type { Framing, Role } from '../../spec/task.ts';
import type { DraftFraming } from '../draft.ts';

export interface Utterance {
  from: Role;
  text: string;
  /** Milliseconds since the run began. */
  at: number;
}

export interface Heard {
  framing: DraftFraming | undefined;
  said: Utterance[];
}

interface Turn {
  from: Role;
  bytes: Buffer;
  at: number;
}

/** Typed to take part in the exercise, in order. */
export function linesTyped({ programs }: RunRecord, role: Role): string[] {
  return typedBy(programs, role, 'script');
}

/** Answers to what a program asked for besides: a name, an address, a port. */
export function answersTyped({ programs }: RunRecord, role: Role): string[] {
  return typedBy(programs, role, 'answer');
}

function typedBy(programs: RunRecord['programs'], role: Role, purpose: TypedLine['purpose']): string[] {
  return programs
    .filter((program) => program.role === role)
    .flatMap(({ typed }) => typed.filter((line) => line.purpose === purpose).map(({ text }) => text));
}

/** When a program that still asked was let go; Infinity where none was. */
export function letGoAt({ programs }: RunRecord): number {
  return Math.min(...programs.map(({ keyboardClosedAt = Infinity }) => keyboardClosedAt));
}

export function establishedIn({ conversation }: RunRecord): Connection[] {
  return conversation.connections.filter(({ outcome }) => outcome === 'established');
}

export function heardIn(record: RunRecord, transport: 'tcp' | 'udp', port: number): Heard {
  const until = letGoAt(record);
  if (transport === 'udp') {
    const turns = record.conversation.datagrams
      .filter(({ at }) => at < until)
      .map((one) => turnOf(one, port));
    return { framing: undefined, said: turns.map(utterance) };
  }
  const turns = turnsOf(establishedIn(record), until);
  const prefix = PREFIXES.find((framing) => turns.length > 0 && turns.every((turn) => frames(turn, framing)));
  if (prefix !== undefined)
    return { framing: prefix, said: turns.flatMap((turn) => frames(turn, prefix) ?? []) };
  const isLines = turns.length > 0 && turns.every(({ bytes }) => bytes.at(-1) === LINE_FEED);
  if (isLines) return { framing: { kind: 'line' }, said: turns.flatMap(linesOf) };
  return { framing: undefined, said: turns.flatMap((turn) => typedApart(turn, record)) };
}

const LINE_FEED = 0x0a;

function turnOf({ at, bytes, to }: Datagram, port: number): Turn {
  return { at, bytes: Buffer.from(bytes), from: to.port === port ? 'client' : 'server' };
}

function utterance({ from, bytes, at }: Turn): Utterance {
  return { from, at, text: unwrap(bytes).text };
}

function linesOf({ from, bytes, at }: Turn): Utterance[] {
  return bytes
    .toString('utf8')
    .split(/\r?\n/)
    .slice(0, -1)
    .map((text) => ({ from, at, text }));
}

const BINARY = ([4, 2, 8] as const).flatMap((bytes) =>
  (['big', 'little'] as const).map((order): DraftFraming => ({ kind: 'length-prefix', bytes, order })),
);
const DIGITS = [64, 32, 16, 10, 8, 4].map((digits): DraftFraming => ({ kind: 'length-prefix', digits }));
const PREFIXES = [...BINARY, ...DIGITS];

/** The messages of a turn in which each has its length before it; undefined where one has not. */
function frames({ from, bytes, at }: Turn, framing: DraftFraming): Utterance[] | undefined {
  const said: Utterance[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const frame = nextFrame(rest, withOrder(framing));
    if (frame === undefined || frame.message.length === 0) return undefined;
    said.push({ from, at, text: unwrap(frame.message).text });
    ({ rest } = frame);
  }
  return said;
}

function withOrder(framing: DraftFraming): Framing {
  return framing.kind === 'line' || 'order' in framing ? framing : { ...framing, order: 'big' };
}

/** Several lines that were typed one after another may have gone out in a row: each is a message. */
function typedApart(turn: Turn, record: RunRecord): Utterance[] {
  const whole = turn.bytes.toString('utf8');
  const lines = linesTyped(record, turn.from);
  for (let first = 0; first < lines.length; first++) {
    const apart = splitInto(whole, lines.slice(first));
    if (apart !== undefined && apart.length > 1)
      return apart.map((text) => ({ from: turn.from, at: turn.at, text }));
  }
  return [utterance(turn)];
}

/** The lines at the beginning of `lines` that `whole` is made of; undefined where it is not. */
function splitInto(whole: string, lines: readonly string[]): string[] | undefined {
  const parts: string[] = [];
  let rest = whole;
  for (const line of lines) {
    if (rest === '') break;
    if (line === '' || !rest.startsWith(line)) return undefined;
    parts.push(line);
    rest = rest.slice(line.length).replace(/^\r?\n/, '');
  }
  return rest === '' ? parts : undefined;
}
