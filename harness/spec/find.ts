/** Finding specs and assignments by name. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { assignmentsFolder, specsFolder } from './folders.ts';
import { didYouMean, listWords } from './nearest.ts';
import { UserError, shownPath, shownValue } from './user-error.ts';

/** Where to look beside what comes with the package. A name that is in several folders is taken from the first. */
export interface Places {
  /** Folders of specs, searched first: hidden specs may live there. */
  specsDirs?: readonly string[] | undefined;
  /** Folders of assignments, searched first. */
  assignmentsDirs?: readonly string[] | undefined;
}

/** The files of all specs by task id, in the order of the ids. */
export async function specFiles({ specsDirs = [] }: Places): Promise<Map<string, string>> {
  return collect([...specsDirs, specsFolder], (name) =>
    name.endsWith('.json') && !name.endsWith('.schema.json')
      ? { id: name.slice(0, -'.json'.length), file: name }
      : undefined,
  );
}

/** The files of all assignments by id, in the order of the ids. */
export async function assignmentFiles({ assignmentsDirs = [] }: Places): Promise<Map<string, string>> {
  const all = await collect([...assignmentsDirs, assignmentsFolder], (name) => ({
    id: name,
    file: join(name, 'assignment.json'),
  }));
  return new Map([...all].filter(([, file]) => existsSync(file)));
}

async function collect(
  folders: readonly string[],
  read: (name: string) => { id: string; file: string } | undefined,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of folders.map((path) => resolve(path))) {
    for (const name of await namesIn(folder)) {
      const entry = read(name);
      if (entry && !found.has(entry.id)) found.set(entry.id, join(folder, entry.file));
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    const found = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError('A folder cannot be read.', { file: folder, found, allowed: 'a readable folder' });
  });
}

/** `./my-task.json` is a path, `my-task` a name. */
export function isPath(nameOrPath: string): boolean {
  return nameOrPath.includes('/') || nameOrPath.includes(sep) || nameOrPath.endsWith('.json');
}

/** The path of a file that the user named by its path. */
export function existingFile(what: string, path: string): string {
  const file = resolve(path);
  if (existsSync(file)) return file;
  throw new UserError(`There is no ${what} ${shownValue(shownPath(file))}.`, {
    allowed: 'the path of a JSON file',
  });
}

/** @throws {UserError} with the nearest name and all there are. */
export function unknownName(what: string, name: string, names: readonly string[]): UserError {
  return new UserError(`There is no ${what} called ${shownValue(name)}.`, {
    found: shownValue(name),
    allowed: names.length === 0 ? `none: there is no ${what} at all` : listWords(names),
    remedy: didYouMean(name, names),
  });
}
