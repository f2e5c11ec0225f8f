/** A folder of submissions as it was downloaded: which layout it has, and whose is what. */
import { readdir } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { didYouMean, listWords } from '../spec/nearest.ts';
import { shownValue, UserError } from '../spec/user-error.ts';
import { languageOf } from '../submission/languages/registry.ts';
import { isLeftOut } from '../submission/left-out.ts';
import { collect } from './collect.ts';
import type { HandedIn, Part, Person } from './handed-in.ts';
import type { Item, Layout, Told } from './layouts/layout.ts';
import { plain } from './layouts/plain.ts';
import { LAYOUTS } from './layouts/registry.ts';
import { enrol, type RosterRow } from './roster.ts';
import { isCalledAfter, type TaskName } from './task-folders.ts';
import { isArchive, isForeignArchive } from './unpack/archive.ts';

export interface ReadOptions {
  tasks: readonly TaskName[];
  /** The folder that the results go to. It may lie in the class's own, and is nobody's work. */
  results?: string | undefined;
  /** Overrules what is detected. */
  layout?: Layout | undefined;
  roster?: readonly RosterRow[] | undefined;
}

export interface ClassLayout {
  id: string;
  title: string;
  /** The folder that was read; it may lie inside the one that was named. */
  root: string;
  /** True where a folder a task came first, and in each of them this layout. */
  byTask: boolean;
  /** Sorted by id. */
  entries: HandedIn[];
  /** Names in the folder that may be somebody's work, and could not be matched to anybody. */
  unmatched: string[];
  /** Who is in the roster and handed nothing in. */
  missing: Person[];
}

/** @throws {UserError} where the folder is not there or holds no submission. */
export async function readClass(directory: string, options: ReadOptions): Promise<ClassLayout> {
  const root = resolve(directory);
  const items = (await itemsIn(root)).filter(({ path }) => path !== options.results);
  const read =
    (await readTaskFolders(root, items, options)) ??
    (await readWrapped(items, options)) ??
    (await readFolder(root, items, options));
  if (read === undefined || read.entries.length === 0) throw nothingToGrade(root, items, options);
  const entries = sorted(read.entries).map((entry) => ({ ...entry, files: filesOf(entry) }));
  const { unlisted, missing } = enrol(entries, options.roster);
  for (const entry of unlisted) entry.remarks.push('nobody in the roster could be matched to it');
  return { ...read, entries, missing };
}

function filesOf({ path, parts }: HandedIn): Part[] | undefined {
  const [only, second] = parts;
  if (second !== undefined || only?.path !== path) return parts;
  return only.name === undefined || only.name === basename(path) ? undefined : parts;
}

type Read = Omit<ClassLayout, 'missing'>;

function nothingToGrade(root: string, items: readonly Item[], { layout }: ReadOptions): UserError {
  const folders = items.filter(({ isFolder }) => isFolder);
  if (layout !== undefined) {
    const [first] = items;
    const found = first === undefined ? 'nothing' : `names such as ${shownValue(first.name)}`;
    const remedy = 'leave --layout out to see what is detected';
    return new UserError(`Nothing in the folder is of the layout "${layout.id}".`, {
      file: root,
      found,
      remedy,
    });
  }
  return new UserError('There is nothing to grade.', {
    file: root,
    found: folders.length === 0 ? 'no folders and no archives' : 'folders without submissions',
    allowed:
      'a folder or an archive a student, what a course system packed, or a folder a task with one of these in it',
    remedy: 'to grade the programs of one folder, use: grade check',
  });
}

/** Undefined where no folder is called after a task, or one of them holds one student's programs. */
async function readTaskFolders(
  root: string,
  items: readonly Item[],
  options: ReadOptions,
): Promise<Read | undefined> {
  const parts: { folder: Item; task: TaskName; read: Read }[] = [];
  for (const task of options.tasks) {
    for (const folder of items.filter(({ name, isFolder }) => isFolder && isCalledAfter(name, task))) {
      const inside = await itemsIn(folder.path);
      if (await isOneSubmission(folder.path, inside)) return undefined;
      const read = await readFolder(folder.path, inside, options);
      if (read !== undefined) parts.push({ folder, task, read });
    }
  }
  const [first] = parts;
  if (first === undefined) return undefined;
  const read = new Set(parts.map(({ folder }) => folder));
  return {
    ...first.read,
    root,
    byTask: true,
    entries: parts.flatMap((part) => part.read.entries.map((entry) => ofTask(entry, part))),
    unmatched: [
      ...items.filter((item) => !read.has(item) && mayBeWork(item)).map(({ name }) => name),
      ...parts.flatMap((part) => part.read.unmatched.map((name) => `${part.folder.name}/${name}`)),
    ],
  };
}

function ofTask(entry: HandedIn, { folder, task }: { folder: Item; task: TaskName }): HandedIn {
  return { ...entry, id: `${folder.name}/${entry.id}`, task: task.id };
}

const ROLE = /^(?:clients?|servers?|src)$/i;

/** One student's work on a task, and not a class of students. */
async function isOneSubmission(folder: string, items: readonly Item[]): Promise<boolean> {
  const found = await detect(folder, items);
  if (found !== undefined && found.layout !== plain) return false;
  return (
    items.some(({ name, isFolder }) => !isFolder && languageOf(name) !== undefined) ||
    items.every(({ name, isFolder }) => (isFolder ? ROLE.test(name) : !isArchive(name)))
  );
}

async function readFolder(
  root: string,
  items: readonly Item[],
  options: ReadOptions,
): Promise<Read | undefined> {
  const found =
    options.layout === undefined ? await detect(root, items) : await forced(root, items, options.layout);
  if (found === undefined) return undefined;
  const { layout, told } = found;
  const known = new Set([...told.readings.keys(), ...(told.known ?? [])]);
  const under = [...told.readings.keys()].map(({ path }) => path);
  const isRead = (item: Item) => known.has(item) || under.some((path) => path.startsWith(`${item.path}/`));
  const left = items.filter((item) => !isRead(item) && mayBeWork(item)).map(({ name }) => name);
  const { id, title } = layout;
  return { id, title, root, byTask: false, entries: collect(told), unmatched: told.unmatched ?? left };
}

interface Found {
  layout: Layout;
  told: Told;
}

/** The first layout that most of what may be work is of. */
async function detect(root: string, items: readonly Item[]): Promise<Found | undefined> {
  const work = items.filter(mayBeWork).length;
  for (const layout of LAYOUTS) {
    const told = await layout.read(items, root);
    const count = told?.readings.size ?? 0;
    if (told !== undefined && count > 0 && 2 * count >= work) return { layout, told };
  }
  return undefined;
}

async function forced(root: string, items: readonly Item[], layout: Layout): Promise<Found | undefined> {
  const told = await layout.read(items, root);
  return told === undefined || told.readings.size === 0 ? undefined : { layout, told };
}

const AROUND_IT_ALL = /^assignment_\d+_export$|submissions?$|downloads?$|export$/i;

/** A download may have one folder around it all; a class of one student looks like that too. */
async function readWrapped(items: readonly Item[], options: ReadOptions): Promise<Read | undefined> {
  const [only, second] = items.filter(mayBeWork);
  if (only?.isFolder !== true || second !== undefined) return undefined;
  const inside = await itemsIn(only.path);
  const found = await detect(only.path, inside);
  if (found?.layout === plain && !AROUND_IT_ALL.test(only.name)) return undefined;
  return (await readTaskFolders(only.path, inside, options)) ?? readFolder(only.path, inside, options);
}

const NOT_WORK = /^(?:\.|~\$)/;

async function itemsIn(folder: string): Promise<Item[]> {
  const listed = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError('A folder cannot be read.', {
      file: folder,
      found: code === 'ENOENT' ? 'nothing of this name' : code === 'ENOTDIR' ? 'a file' : code,
      allowed: 'a folder that may be read',
    });
  });
  return listed
    .map((entry) => ({
      name: entry.name,
      path: join(folder, entry.name),
      isFolder: entry.isDirectory(),
      isLink: entry.isSymbolicLink(),
    }))
    .filter(({ name, isFolder }) => !NOT_WORK.test(name) && !isLeftOut(name, isFolder))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** A link to a folder is not followed, and is listed. */
function mayBeWork({ name, isFolder, isLink }: Item): boolean {
  if (isFolder || isLink === true || languageOf(name) !== undefined) return true;
  return MAYBE.test(name) || isArchive(name) || isForeignArchive(name);
}

const MAYBE = /^(?!README\b).*\.(?:ipynb|md|h|pdf|docx?|txt|html)$/i;

function sorted(entries: HandedIn[]): HandedIn[] {
  return entries.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** @throws {UserError} with the nearest name where there is no layout of this one. */
export function layoutNamed(id: string): Layout {
  const known = LAYOUTS.find((layout) => layout.id === id);
  if (known !== undefined) return known;
  const ids = LAYOUTS.map((layout) => layout.id);
  throw new UserError('There is no such layout.', {
    found: shownValue(id),
    allowed: listWords(ids),
    remedy: didYouMean(id, ids) ?? 'for any other: --submission-regex',
  });
}

/** `doejohn_LATE_12_34_server.py → doejohn, late`: how the first few were understood. */
export function examplesOf({ entries, root }: ClassLayout, most = 3): { names: string[]; meaning: string }[] {
  return entries.slice(0, most).map(({ id, parts, markedLate, submittedAt, group }) => ({
    names: parts.map(({ path }) => relative(root, path).replaceAll(sep, '/')),
    meaning: [
      id,
      ...(group === undefined || group === id ? [] : [`group ${group}`]),
      ...(submittedAt === undefined ? [] : [submittedAt.toISOString()]),
      ...(markedLate ? ['marked late'] : []),
    ].join(', '),
  }));
}
