/** A draft of a task, made by watching a pair of programs that do it right. */
import type { RunRecord } from '../../capture/record.ts';
import { seededRandom } from '../../spec/random.ts';
import { otherRole, ROLES, type Role } from '../../spec/task.ts';
import { TypedTexts } from '../../spec/typed-text.ts';
import type { Draft, Step } from '../draft.ts';
import { endingOf, type Ended } from './ending.ts';
import { heardIn, letGoAt, linesTyped, type Heard } from './heard.ts';
import { roundsIn } from './loop.ts';
import { meet, refusal } from './meet.ts';
import { stepsOf, wentTheSameWay } from './steps.ts';
import { watch, type Lines, type Meeting, type Pair } from './watch.ts';

export interface Recording {
  draft: Draft;
  /** What could not be told, and what was guessed; a sentence or two each. */
  notes: string[];
}

/** Lines for a program for which none are given: enough to see whether it asks again and again. */
const OWN_LINES = 3;

/**
 * `given`: what is to be typed; for a program without lines a few of our own are.
 * @throws {UserError} where the two do not meet, or say nothing.
 */
export async function recordPair(pair: Pair, given: Lines): Promise<Recording> {
  const fresh = freshLines(pair.id);
  const lines = withOwn(given, () => Array.from({ length: OWN_LINES }, fresh));
  const { meeting, record } = await meet(pair, lines);
  const ended = await endingOf({ pair, meeting, record, lines, given, fresh });
  const again = await watchAgain({ pair, meeting, ended, given, fresh });
  return drafted({ id: pair.id, meeting, ended, given, ...again });
}

interface Again {
  record: RunRecord;
  /** Whose lines mean something to the programs, and stand in the draft word for word. */
  literal: Role[];
}

/** With other lines; where the conversation takes another way with these, and with the same lines the same, with those. */
async function watchAgain(request: {
  pair: Pair;
  meeting: Meeting;
  ended: Ended;
  given: Lines;
  fresh: () => string;
}): Promise<Again> {
  const { pair, meeting, ended, given, fresh } = request;
  const { record, lines } = ended;
  const run = (one: RunRecord) => ({ record: one, said: heardIn(one, meeting.transport, meeting.port).said });
  const sameWay = (other: RunRecord) => wentTheSameWay(run(record), run(other));
  const other = await watch(pair, meeting, otherLines(ended, fresh));
  const literal = ROLES.filter((role) => given[role].length > 0);
  if (literal.length === 0 || sameWay(other)) return { record: other, literal: [] };
  const same = await watch(pair, meeting, lines);
  return sameWay(same) ? { record: same, literal } : { record: other, literal: [] };
}

function freshLines(id: string): () => string {
  const texts = new TypedTexts(undefined);
  const random = seededRandom(1, `${id}/record`);
  return () => texts.next('line', random);
}

function withOwn(given: Lines, own: () => string[]): Lines {
  const [server, client] = ROLES.map((role) => (given[role].length > 0 ? given[role] : own()));
  return { server: server ?? [], client: client ?? [] };
}

/** Other lines, but for the word that ends it. */
function otherLines({ lines, record, word }: Ended, fresh: () => string): Lines {
  const renewed = (role: Role) => {
    const typed = linesTyped(record, role).length;
    return lines[role].map((line, index) => (line === word || index >= typed ? line : fresh()));
  };
  return { server: renewed('server'), client: renewed('client') };
}

interface Material {
  id: string;
  meeting: Meeting;
  ended: Ended;
  given: Lines;
  /** The second run. */
  record: RunRecord;
  literal: Role[];
}

function drafted(material: Material): Recording {
  const { id, meeting, ended, given, literal } = material;
  const { record, goesOn } = ended;
  const heard = said(record, material);
  if (heard.said.length === 0) throw refusal('The two said nothing to each other.', record);
  const runs = [record, material.record].map((one) => ({ record: one, said: said(one, material).said }));
  const { steps, notes } = stepsOf(runs, { literal, word: ended.word });
  const endedBy = lastWordFrom(record, material);
  const rounds = roundsIn({ steps, endedBy, goesOn });
  const kept = wordKept(material, rounds.loop !== undefined);
  return {
    draft: {
      ...{ id, ...meeting, framing: heard.framing, loop: rounds.loop, end: kept.end, survivors: [] },
      opening: [...rounds.opening, ...kept.steps],
      servesOn: servesOn(record, meeting),
    },
    notes: [
      ...ownLineNotes(record, given),
      ...sameAnswerNotes(steps, given),
      ...literalNotes(literal),
      ...notes,
      ...ended.notes,
      ...kept.notes,
      ...framingNotes(heard),
      ...crashNotes(record),
    ],
  };
}

/** Without the word that ends it. */
function said(record: RunRecord, { meeting, ended: { end } }: Material): Heard {
  const heard = heardIn(record, meeting.transport, meeting.port);
  const isWord = end.kind === 'word' && heard.said.at(-1)?.text === end.word;
  return isWord ? { ...heard, said: heard.said.slice(0, -1) } : heard;
}

function lastWordFrom(record: RunRecord, { meeting, ended: { end } }: Material): Role | undefined {
  return end.kind === 'word' ? heardIn(record, meeting.transport, meeting.port).said.at(-1)?.from : undefined;
}

/** A word ends rounds; where there are none, it is a message like others. */
function wordKept(
  { meeting, ended }: Material,
  hasRounds: boolean,
): { end: Ended['end']; steps: Step[]; notes: string[] } {
  const { end, record } = ended;
  const from = heardIn(record, meeting.transport, meeting.port).said.at(-1)?.from;
  if (end.kind !== 'word' || hasRounds || from === undefined) return { end, steps: [], notes: [] };
  const note = `"${end.word}" ends the conversation, but what comes before it has no rounds that come again: the draft has each message once.`;
  return { end: { kind: 'last-message' }, steps: [{ from, text: end.word }], notes: [note] };
}

/** Back where it waits for the next: in accept, or for a datagram. */
function servesOn({ programs }: RunRecord, { transport }: Meeting): boolean {
  const waits = programs.filter(({ role, ending }) => role === 'server' && ending.kind === 'stopped');
  return waits.some((program) =>
    program.waits.some(({ on, sockets }) => {
      if (transport === 'udp') return on === 'receive' || on === 'events';
      return on === 'accept' || (on === 'events' && sockets.some(({ peer }) => peer === undefined));
    }),
  );
}

function ownLineNotes(record: RunRecord, given: Lines): string[] {
  return (['client', 'server'] as const).flatMap((role) => {
    const typed = linesTyped(record, role);
    if (given[role].length > 0 || typed.length === 0) return [];
    const shown = typed.map((line) => `"${line}"`).join(', ');
    return [`The ${role} waits for the keyboard, and no --${role}-types was given. Typed were: ${shown}.`];
  });
}

/** What answers each made-up line alike may answer a line that it understands otherwise. */
function sameAnswerNotes(steps: readonly Step[], given: Lines): string[] {
  const answers = steps.flatMap((step, index) => {
    const before = steps[index - 1];
    const isAnswer = before !== undefined && before.from !== step.from && 'typed' in before;
    return isAnswer && 'text' in step && given[before.from].length === 0 ? [step] : [];
  });
  const texts = new Map(answers.map(({ from, text }) => [text, from]));
  return [...texts].map(
    ([text, from]) =>
      `The ${from} said "${text}" to lines that were made up. Lines that it answers otherwise can be given with --${otherRole(from)}-types.`,
  );
}

function literalNotes(literal: readonly Role[]): string[] {
  if (literal.length === 0) return [];
  const whose = literal.map((role) => `--${role}-types`).join(' and ');
  return [
    `With other lines the conversation went another way, so the draft has those of ${whose} word for word.`,
  ];
}

function framingNotes({ framing }: Heard): string[] {
  if (framing === undefined) return [];
  const what =
    framing.kind === 'line' ? 'Each message ended with a line feed' : 'Each message had its length before it';
  return [`${what}, and the draft asks for that. Take "framing" out if the sheet does not.`];
}

function crashNotes(record: RunRecord): string[] {
  const before = letGoAt(record);
  return record.programs.flatMap(({ role, ending, stderr }) => {
    const failed =
      (ending.kind === 'exited' && ending.code !== 0 && ending.at < before) || ending.kind === 'signalled';
    if (!failed) return [];
    const how = ending.kind === 'exited' ? `exit code ${ending.code}` : ending.signal;
    const last = stderr.trim().split('\n').at(-1) ?? '';
    return [
      `The ${role} ended with ${how}${last === '' ? '' : `: ${last}`}. A student's would lose points for it.`,
    ];
  });
}
