/** From the messages of a spec to those of one scenario: repetitions counted out, texts filled in. */
import type { Message as MessageJson, Repetition, SpecJson, Step } from './spec.generated.ts';
import type { Message, Role, Says, TaskFile, TypedKind } from './task.ts';
import type { Random } from './random.ts';
import { fileNamed } from './task-files.ts';

/** What filling in a scenario's messages draws on. */
export interface Source {
  spec: SpecJson;
  files: readonly TaskFile[];
  random: Random;
  /** The next text that a person types into a role's program. */
  typed(from: Role, kind: 'lowercase' | 'line' | 'word'): string;
  /** Rounds of every repetition, where the scenario fixes them. */
  rounds: number | undefined;
  /** Who says the word that ends the conversation. */
  endedBy: Role | undefined;
  /** How many clients there are. */
  clients: number;
}

export function isRepetition(step: Step): step is Repetition {
  return 'repeat' in step;
}

export function layOut(source: Source): Message[] {
  const { spec, endedBy } = source;
  const said = spec.messages.flatMap((step) => (isRepetition(step) ? countOut(step, source) : [step]));
  const messages = [...said, ...untilTheWord(spec, endedBy)].filter(
    ({ client }) => (client ?? 1) <= source.clients,
  );
  return messages.map((message, index) => fillIn(message, index, source));
}

function countOut({ repeat, times, until }: Repetition, { random, rounds }: Source): MessageJson[] {
  const [least, most] = typeof times === 'number' ? [times, times] : times;
  const count = rounds ?? least + random.below(most - least + 1);
  const all = Array.from({ length: count }, () => repeat).flat();
  return until ? [...all, until] : all;
}

/**
 * The last words of a conversation that ends by a word: one more round up to the turn of the one who says it,
 * and the word in place of that turn.
 */
function untilTheWord(spec: SpecJson, endedBy: Role | undefined): MessageJson[] {
  const { when } = spec.ends;
  if (when === undefined || endedBy === undefined) return [];
  const last = spec.messages.at(-1);
  const round = last && isRepetition(last) && !last.until ? last.repeat : [];
  const turn = round.findIndex(({ from }) => from === endedBy);
  return [...round.slice(0, Math.max(turn, 0)), { from: endedBy, text: when, eitherOrder: false }];
}

function fillIn(json: MessageJson, index: number, source: Source): Message {
  return {
    id: `message-${index + 1}`,
    from: json.from,
    ...(json.client === undefined ? {} : { client: json.client }),
    says: saysOf(json, source),
    compare: { ...source.spec.compare, ...json.compare },
    eitherOrder: json.eitherOrder,
    details: json.details ?? source.spec.details,
  };
}

/** Each client types something else, so that one that gets the answer to another's is found out. */
function typedSays({ from, client }: MessageJson, typed: TypedKind, source: Source): Says {
  const text = source.typed(from, typed);
  const others = Array.from({ length: client === undefined ? source.clients - 1 : 0 }, () =>
    source.typed(from, typed),
  );
  return { kind: 'typed', typed, text, ...(others.length > 0 ? { others } : {}) };
}

const DEFAULT_WITHIN_SECONDS = 5;

/** The schema sees to it that a message says exactly one thing. */
function saysOf(json: MessageJson, source: Source): Says {
  const { from, text, any, example, typed, reply, time, icmp } = json;
  if (text !== undefined) return { kind: 'text', text };
  if (json.pattern !== undefined) return saysPattern(json.pattern, json);
  if (any) return { kind: 'any', example: example ?? source.typed(from, 'line') };
  if (typed) return typedSays(json, typed, source);
  if (reply === 'reference') return { kind: 'as-reference' };
  if (reply) return { kind: 'reply', reply };
  if (time !== undefined) {
    return { kind: 'time', format: time, withinSeconds: json.withinSeconds ?? DEFAULT_WITHIN_SECONDS };
  }
  if (icmp) return { kind: 'icmp', icmp };
  return saysFile(json, source.files);
}

function saysPattern(pattern: string, { describe, example = '' }: MessageJson): Says {
  return { kind: 'pattern', pattern, ...(describe === undefined ? {} : { describe }), example };
}

function saysFile({ file, savedAs, request, response }: MessageJson, files: readonly TaskFile[]): Says {
  if (file !== undefined) {
    return { kind: 'file', file: fileNamed(files, file), ...(savedAs === undefined ? {} : { savedAs }) };
  }
  if (request !== undefined) {
    const [method = '', target = ''] = request.split(' ');
    return { kind: 'request', method, target };
  }
  if (response === undefined) throw new Error('A message that says nothing has passed the schema.');
  const { status, headers, file: content } = response;
  return {
    kind: 'response',
    status,
    headers,
    ...(content === undefined ? {} : { file: fileNamed(files, content) }),
  };
}
