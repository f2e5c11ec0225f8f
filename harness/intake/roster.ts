/** Who is in the class, from a CSV that any course system writes, and which hand-in is whose. */
import { resolve } from 'node:path';
import { listWords } from '../spec/nearest.ts';
import { shownValue, UserError } from '../spec/user-error.ts';
import type { HandedIn, Person } from './handed-in.ts';
import { columnKey, readTable, type Table } from './table.ts';

export interface RosterRow {
  person: Person;
  group: string | undefined;
  submittedAt: Date | undefined;
}

type Field = keyof Person | 'first' | 'last' | 'group' | 'submittedAt';

/** What the columns are called that course systems write, by `columnKey`. */
const COLUMNS: Record<Field, readonly string[]> = {
  name: ['name', 'fullname', 'student', 'studentname', 'names'],
  first: ['firstname', 'givenname'],
  last: ['lastname', 'surname', 'familyname'],
  login: ['login', 'username', 'sisloginid', 'githubusername', 'loginid', 'user'],
  number: [
    'number',
    'sid',
    'studentid',
    'idnumber',
    'orgdefinedid',
    'sisuserid',
    'rosteridentifier',
    'matriculationnumber',
  ],
  email: ['email', 'emailaddress', 'mail'],
  participant: [
    'participant',
    'id',
    'identifier',
    'userid',
    'identifiant',
    'identificador',
    'identificativo',
  ],
  group: ['group', 'groupname', 'team', 'groups'],
  submittedAt: ['submittedat', 'submissiontimestamp', 'submissiontime', 'submitted', 'datetime'],
};

/** @throws {UserError} where the file cannot be read, or none of its columns tells who somebody is. */
export async function readRoster(path: string): Promise<RosterRow[]> {
  return rowsOfRoster(await readTable(resolve(path))).filter(isSomebody);
}

/** Somebody in each row but the header, in their order; empty where a row is about nobody. */
export function rowsOfRoster({ rows, file }: Pick<Table, 'rows' | 'file'>): RosterRow[] {
  const [header = [], ...body] = rows;
  const keys = header.map(({ text }) => columnKey(text));
  const at = (field: Field) => keys.findIndex((key) => COLUMNS[field].includes(key));
  const who = [at('name'), at('last'), at('login'), at('number'), at('email'), at('participant')];
  if (who.every((index) => index < 0)) {
    throw new UserError('This table does not tell who is in the class.', {
      file,
      found: `columns ${listWords(
        header.map(({ text }) => text),
        'and',
      )}`,
      allowed: `one of the columns ${listWords(['name', 'username', 'student id', 'email', 'id'])}`,
    });
  }
  return body.map((cells) => rowOf((field) => cells[at(field)]?.text.trim() ?? ''));
}

function rowOf(cell: (field: Field) => string): RosterRow {
  const full = [cell('first'), cell('last')].filter((part) => part !== '').join(' ');
  const name = cell('name') === '' ? full : cell('name');
  const time = Date.parse(cell('submittedAt'));
  const person: Person = {};
  // Brightspace writes a sign before what is no number, and Moodle a word.
  const fields = {
    name,
    login: cell('login').replace(/^#/, ''),
    number: cell('number').replace(/^#/, ''),
    email: cell('email'),
    participant: cell('participant').replace(/^\D+\s?(?=\d+$)/, ''),
  };
  for (const [field, value] of Object.entries(fields) as [keyof Person, string][]) {
    if (value !== '') person[field] = value;
  }
  const group = cell('group');
  return {
    person,
    group: group === '' ? undefined : group,
    submittedAt: Number.isNaN(time) ? undefined : new Date(time),
  };
}

/** Canvas has a row of points between the header and the students. */
function isSomebody({ person }: RosterRow): boolean {
  return Object.keys(person).length > 0 && person.name !== 'Points Possible';
}

export interface Enrolment {
  /** Hand-ins that nobody in the roster could be matched to. */
  unlisted: HandedIn[];
  /** Who handed nothing in. */
  missing: Person[];
}

/** Fills in who handed in what, as the roster knows it. */
export function enrol(entries: readonly HandedIn[], roster: readonly RosterRow[] | undefined): Enrolment {
  if (roster === undefined) return { unlisted: [], missing: [] };
  const match = matcherOf(roster);
  const present = new Set<RosterRow>();
  const unlisted: HandedIn[] = [];
  for (const entry of entries) {
    const rows = match(entry);
    for (const row of rows) present.add(row);
    if (rows.length === 0) unlisted.push(entry);
    else fillIn(entry, rows);
  }
  return { unlisted, missing: roster.filter((row) => !present.has(row)).map(({ person }) => person) };
}

function fillIn(entry: HandedIn, rows: readonly RosterRow[]): void {
  const [own = {}] = entry.people;
  entry.people = rows.map(({ person }) => (rows.length === 1 ? { ...own, ...person } : person));
  entry.submittedAt ??= rows.find(({ submittedAt }) => submittedAt !== undefined)?.submittedAt;
}

/** Rows by what tells a person apart; undefined for what several share. */
type Index = Map<string, RosterRow | undefined>;

function indexOf(roster: readonly RosterRow[]): Index {
  const index: Index = new Map();
  for (const row of roster) {
    for (const key of new Set(keysOf(row.person))) index.set(key, index.has(key) ? undefined : row);
  }
  return index;
}

/** The surest first. */
function keysOf({ participant, login, number, email, name }: Person): string[] {
  return [
    ...(participant === undefined ? [] : [`participant ${participant}`]),
    ...[login, number, email].flatMap((value) =>
      value === undefined ? [] : [`word ${value.toLowerCase()}`],
    ),
    ...(name === undefined ? [] : namesOf(name).map((one) => `name ${one}`)),
  ];
}

/** `Doe, John`, `John Doe` and Canvas's `doejohn` are one name. */
function namesOf(name: string): string[] {
  const [last, first] = name.split(/,\s*/, 2);
  const words = first === undefined ? name.split(/\s+/) : [first, last];
  const turned = [words.at(-1), ...words.slice(0, -1)];
  return [columnKey(words.join('')), columnKey(turned.join(''))];
}

/** As far as a hand-in tells whose it is; takes remarks on what is not clear. */
type Whose = Pick<HandedIn, 'id' | 'group' | 'people' | 'remarks'>;

/** Finds the rows of a hand-in's people: of each of them, or of its group. */
export function matcherOf(roster: readonly RosterRow[]): (entry: Whose) => RosterRow[] {
  const index = indexOf(roster);
  return (entry) => {
    const name = entry.id.split('/').at(-1) ?? entry.id;
    const isOfGroup = ({ group }: RosterRow) =>
      group !== undefined && (group === entry.group || group === name);
    const ofGroup = roster.filter(isOfGroup);
    if (ofGroup.length > 0) return ofGroup;
    const people = entry.people.length > 0 ? entry.people : [{ login: name, name }];
    return people.flatMap((person) => find(person, index, entry.remarks) ?? []);
  };
}

function find(person: Person, index: Index, remarks: string[]): RosterRow | undefined {
  for (const key of keysOf(person)) {
    const row = index.get(key);
    if (row !== undefined) return row;
    if (index.has(key)) remarks.push(`several in the roster are ${shownValue(key.replace(/^\w+ /, ''))}`);
  }
  return undefined;
}
