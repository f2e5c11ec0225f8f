/** What ended a recorded conversation: tried out, by typing something else in its place. */
import type { RunRecord } from '../../capture/record.ts';
import { otherRole, type Role } from '../../spec/task.ts';
import type { DraftEnd } from '../draft.ts';
import { establishedIn, heardIn, letGoAt, linesTyped } from './heard.ts';
import { watch, type Lines, type Meeting, type Pair } from './watch.ts';

interface Watched {
  record: RunRecord;
  lines: Lines;
}

export interface Ended extends Watched {
  end: DraftEnd;
  /** It could have gone on for as long as somebody had typed. */
  goesOn: boolean;
  /** The line that made a program end, said or not. */
  word?: string;
  notes: string[];
}

export interface EndRequest extends Watched {
  pair: Pair;
  meeting: Meeting;
  /** The lines that were asked for: each of them is typed. */
  given: Lines;
  /** A line that has not been typed yet. */
  fresh: () => string;
}

/** The most usual one by itself; the others side by side. */
const WORDS = [['BYE'], ['bye', 'Bye', 'exit', 'quit', 'EXIT', 'QUIT', 'end', 'stop', 'q']];

export async function endingOf(request: EndRequest): Promise<Ended> {
  const { record, lines, meeting } = request;
  if (endsByItself(record, meeting)) return endedByItself(request);
  const role = (['client', 'server'] as const).find(
    (one) => lines[one].length > 0 && linesTyped(record, one).length === lines[one].length,
  );
  const found = role && (await tryWords(request, role));
  if (role !== undefined && found !== undefined) return endedByWord(request, role, found);
  return { record, lines, ...withoutWord(record, meeting, role) };
}

/** Nobody had to be let go, and both closed. */
function endsByItself(record: RunRecord, { transport }: Meeting): boolean {
  if (letGoAt(record) < Infinity) return false;
  if (transport === 'tcp') return record.leftOpen.length === 0 && establishedIn(record).length > 0;
  return record.programs.some(({ role, ending }) => role === 'client' && ending.kind === 'exited');
}

/** Perhaps by the last line that was typed: with another in its place it then goes on. */
async function endedByItself(request: EndRequest): Promise<Ended> {
  const { pair, meeting, record, lines, fresh } = request;
  for (const role of ['client', 'server'] as const) {
    const last = lines[role].at(-1);
    const isTyped = linesTyped(record, role).length === lines[role].length;
    if (last === undefined || !isTyped || !isWord(last)) continue;
    const other = { ...lines, [role]: [...lines[role].slice(0, -1), fresh()] };
    if (endsByItself(await watch(pair, meeting, other), meeting)) continue;
    return endedByWord(request, role, { word: last, record, lines });
  }
  return { record, lines, end: { kind: 'last-message' }, goesOn: false, notes: [] };
}

function isWord(line: string): boolean {
  return /^\S{1,16}$/.test(line);
}

interface Found extends Watched {
  word: string;
}

/** The lines that were asked for, else two rounds, and one of the usual words. */
async function tryWords({ pair, meeting, lines, given }: EndRequest, role: Role): Promise<Found | undefined> {
  const before = given[role].length > 0 ? given[role] : lines[role].slice(0, 2);
  const attempts = pair.network.kind === 'private' ? WORDS : WORDS.flat().map((word) => [word]);
  for (const words of attempts) {
    const tried = await Promise.all(
      words.map(async (word): Promise<Found> => {
        const typed = { ...lines, [role]: [...before, word] };
        return { word, lines: typed, record: await watch(pair, meeting, typed) };
      }),
    );
    const found = tried.find(({ record }) => endsByItself(record, meeting));
    if (found !== undefined) return found;
  }
  return undefined;
}

async function endedByWord(request: EndRequest, role: Role, found: Found): Promise<Ended> {
  const { meeting, given } = request;
  const { word, record, lines } = found;
  const notes = given[role].includes(word) || given[role].length === 0 ? [] : [addedNote(role, word)];
  if (!endsOn(record, meeting, role, word)) {
    const rest = isSaid(record, meeting, role, word)
      ? answeredWord(word)
      : { ...withoutWord(record, meeting, role), goesOn: true, notes: [keptNote(role, word)] };
    return { record, lines, word, ...rest, notes: [...notes, ...rest.notes] };
  }
  const either = await otherEndsToo(request, otherRole(role), found);
  return {
    ...{ record, lines, word, goesOn: true },
    end: { kind: 'word', word, from: either ? 'either' : role },
    notes,
  };
}

function addedNote(role: Role, word: string): string {
  return `None of the lines of --${role}-types ended the conversation. "${word}" was typed after them, and did.`;
}

function keptNote(role: Role, word: string): string {
  return `The ${role} ends when "${word}" is typed, and does not send it; the draft has nothing of it.`;
}

/** A word that is answered is a message like others, and so is its answer. */
function answeredWord(word: string): Pick<Ended, 'end' | 'goesOn' | 'notes'> {
  const note = `"${word}" ends the conversation, and is answered: the draft has both, and each message once. What comes again and again belongs into "repeat".`;
  return { end: { kind: 'last-message' }, goesOn: false, notes: [note] };
}

function isSaid(record: RunRecord, { transport, port }: Meeting, role: Role, word: string): boolean {
  return heardIn(record, transport, port).said.some(({ from, text }) => from === role && text === word);
}

/** The word was the last that was said. */
function endsOn(record: RunRecord, { transport, port }: Meeting, role: Role, word: string): boolean {
  const last = heardIn(record, transport, port).said.at(-1);
  return last?.from === role && last.text === word;
}

/** The same word, typed into the other program. */
async function otherEndsToo(
  request: EndRequest,
  other: Role,
  { word, record, lines }: Found,
): Promise<boolean> {
  const { pair, meeting, fresh } = request;
  const [first] = linesTyped(record, other);
  if (first === undefined) return false;
  const role = otherRole(other);
  const typed = {
    [role]: lines[role].map((line) => (line === word ? fresh() : line)),
    [other]: [first, word],
  };
  const turned = await watch(pair, meeting, { server: [], client: [], ...typed });
  return endsByItself(turned, meeting) && endsOn(turned, meeting, other, word);
}

/** Somebody had to be let go. */
function withoutWord(
  record: RunRecord,
  { transport }: Meeting,
  role: Role | undefined,
): Pick<Ended, 'end' | 'goesOn' | 'notes'> {
  if (transport === 'udp') return { end: { kind: 'last-message' }, goesOn: role !== undefined, notes: [] };
  const closes = establishedIn(record).some(({ events }) =>
    events.some(({ kind, from }) => kind === 'fin' && from === 'client'),
  );
  if (role === 'client' && closes) return { end: { kind: 'client-closes' }, goesOn: true, notes: [] };
  const notes = [
    'Nothing ended the conversation while it was watched. The draft says that it ends with the last message; see "ends".',
  ];
  return { end: { kind: 'last-message' }, goesOn: false, notes };
}
