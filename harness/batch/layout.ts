/**
 * Which folder of a class is whose, and for which task. Two shapes are read:
 *
 *     uppercase/alice/server.py …     a folder a task, and in it a folder a student
 *     alice/uppercase/server.py …     a folder a student, and in it a folder a task
 *     alice/server.py …               (or just the programs, where they are for one task)
 */
import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../spec/user-error.ts';

/** A task as a folder may be called after it. */
export interface TaskName {
  id: string;
  title: string;
  /** The task's number in the hand-out, such as `3.1`. */
  number?: string | undefined;
}

/** What a student handed in for a task. */
interface HandIn {
  task: string;
  /** Absolute path; undefined where nothing was handed in for the task. */
  folder: string | undefined;
}

export interface ClassEntry {
  /** Unique in the class; forward slashes only. */
  id: string;
  /** Absolute path of the student's folder. */
  path: string;
  handIns: HandIn[];
}

export interface ClassLayout {
  shape: 'tasks-of-students' | 'students';
  /** Sorted by id. */
  entries: ClassEntry[];
  /** Names in the folder that may be somebody's work and were not read. */
  leftOut: string[];
}

/**
 * `results`: the folder that the results go to. It may lie in the class's own, and is nobody's work.
 * @throws {UserError} where the folder is not there or holds no submission.
 */
export async function readClass(
  directory: string,
  tasks: readonly TaskName[],
  results?: string,
): Promise<ClassLayout> {
  const root = resolve(directory);
  const listed = (await list(root)).filter(({ name }) => join(root, name) !== results);
  const folders = listed.filter((entry) => entry.isDirectory());
  const layout = (await taskFolders(root, folders, tasks)) ?? (await studentFolders(root, folders, tasks));
  if (layout.entries.length === 0) {
    throw new UserError('There is nothing to grade.', {
      file: root,
      found: folders.length === 0 ? 'no folders' : 'folders without submissions',
      allowed: 'a folder a student, or a folder a task with a folder a student in it',
      remedy: 'to grade the programs of one folder, use: grade check',
    });
  }
  const read = new Set(layout.entries.flatMap(({ path }) => path.slice(root.length + 1).split(/[\\/]/, 1)));
  const leftOut = listed.filter((entry) => mayBeWork(entry) && !read.has(entry.name));
  return { ...layout, leftOut: leftOut.map(({ name }) => name) };
}

/** The folders that a student handed in, by task, for the one folder of `grade check`. */
export async function readSubmission(directory: string, tasks: readonly TaskName[]): Promise<ClassEntry> {
  const root = resolve(directory);
  const folders = (await list(root)).filter((entry) => entry.isDirectory());
  return { id: basename(root), path: root, handIns: handInsOf(root, folders, tasks) };
}

type Shape = Omit<ClassLayout, 'leftOut'>;

async function taskFolders(
  root: string,
  folders: Dirent[],
  tasks: readonly TaskName[],
): Promise<Shape | undefined> {
  const entries: ClassEntry[] = [];
  for (const task of tasks) {
    for (const folder of folders.filter(({ name }) => isCalledAfter(name, task))) {
      const students = await studentsIn(join(root, folder.name));
      if (students === undefined) return undefined;
      for (const student of students) {
        const path = join(root, folder.name, student);
        entries.push({ id: `${folder.name}/${student}`, path, handIns: [{ task: task.id, folder: path }] });
      }
    }
  }
  return entries.length === 0 ? undefined : { shape: 'tasks-of-students', entries: sorted(entries) };
}

/** Undefined where the folder holds programs: then it is one student's work on the task, not a class. */
async function studentsIn(folder: string): Promise<string[] | undefined> {
  const listed = await list(folder);
  const folders = listed.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const isOneSubmission =
    listed.some((entry) => entry.isFile() && SOURCE.test(entry.name)) ||
    folders.every((name) => ROLE.test(name));
  return isOneSubmission ? undefined : folders;
}

async function studentFolders(root: string, folders: Dirent[], tasks: readonly TaskName[]): Promise<Shape> {
  const entries: ClassEntry[] = [];
  for (const { name } of folders) {
    const path = join(root, name);
    const inside = (await list(path)).filter((entry) => entry.isDirectory());
    entries.push({ id: name, path, handIns: handInsOf(path, inside, tasks) });
  }
  return { shape: 'students', entries: sorted(entries) };
}

function handInsOf(path: string, inside: Dirent[], tasks: readonly TaskName[]): HandIn[] {
  const found = tasks.map((task) => ({ task, folder: inside.find(({ name }) => isCalledAfter(name, task)) }));
  // No folder is called after a task: then the programs are here, or in folders named otherwise (`client`, `src`).
  if (found.every(({ folder }) => folder === undefined)) {
    return tasks.map(({ id }) => ({ task: id, folder: path }));
  }
  return found.map(({ task, folder }) => ({ task: task.id, folder: folder && join(path, folder.name) }));
}

const SOURCE = /\.(?:py|c|h|cc|cpp|java|m?js|cjs|m?ts|go|ipynb)$/i;
const ROLE = /^(?:clients?|servers?|src)$/i;
const ARCHIVE = /\.(?:zip|rar|7z|tar|tgz|tar\.gz|tar\.xz)$/i;
const NOT_WORK = /^(?:\.|__MACOSX$|node_modules$)/;

function mayBeWork(entry: Dirent): boolean {
  return !entry.isFile() || SOURCE.test(entry.name) || ARCHIVE.test(entry.name);
}

async function list(folder: string): Promise<Dirent[]> {
  const listed = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError('A folder cannot be read.', {
      file: folder,
      found: code === 'ENOENT' ? 'nothing of this name' : code === 'ENOTDIR' ? 'a file' : code,
      allowed: 'a folder that may be read',
    });
  });
  return listed.filter(({ name }) => !NOT_WORK.test(name));
}

/** `uppercase`, `Upper-Case`, `Task 3.3`, `3_3`, `ex3.3`: letters, digits and nothing else count. */
function isCalledAfter(folder: string, task: TaskName): boolean {
  const name = lettersOf(folder);
  if (name === lettersOf(task.id) || name === lettersOf(task.title)) return true;
  if (task.number === undefined) return false;
  return name.replace(/^(?:task|exercise|ex|part|problem|question|q)/, '') === lettersOf(task.number);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function sorted(entries: ClassEntry[]): ClassEntry[] {
  return entries.toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}
