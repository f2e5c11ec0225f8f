/** The options of a command that reads a folder of submissions, and what they lead to. */
import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { HandedIn } from '../intake/handed-in.ts';
import { layoutOf } from '../intake/layouts/by-pattern.ts';
import type { Layout } from '../intake/layouts/layout.ts';
import { LAYOUTS } from '../intake/layouts/registry.ts';
import { layoutNamed, readClass, type ClassLayout } from '../intake/read-class.ts';
import { readRoster } from '../intake/roster.ts';
import type { TaskName } from '../intake/task-folders.ts';
import { isArchive } from '../intake/unpack/archive.ts';
import { unpackClass } from '../intake/unpack/unpack-class.ts';
import { listTasks } from '../spec/load.ts';
import { UserError } from '../spec/user-error.ts';
import type { Arguments, Option } from './command.ts';
import { text, textOf } from './options.ts';
import { loadOptionsOf } from './what-to-grade.ts';

export const classOptions: Record<string, Option> = {
  layout: text(
    LAYOUTS.map(({ id }) => id).join('|'),
    'how the folder was packed; else that is found out and told before anything is graded',
  ),
  'submission-regex': text(
    'REGEX',
    'whose a file or folder is, by its name: (?<student>…), and (?<attempt>…), (?<file>…), (?<timestamp>…)',
  ),
  roster: text('CSV', 'who is in the class, as the course system writes it; names who handed nothing in'),
};

/**
 * Reads the class's folder, or the archive of it. `scratch`: an empty folder to unpack into.
 * @throws {UserError} where it is none, or an option is wrong.
 */
export async function openClass(
  given: Arguments,
  tasks: readonly TaskName[],
  results: string,
  scratch: string,
): Promise<ClassLayout> {
  const directory = resolve(directoryOf(given));
  const layout = layoutOption(given);
  const roster = textOf(given, 'roster');
  const isPacked = isArchive(directory) && (await stat(directory).catch(() => undefined))?.isFile() === true;
  const folder = isPacked ? await unpackClass(directory, join(scratch, 'class')) : directory;
  const read = await readClass(folder, {
    tasks,
    results,
    layout,
    roster: roster === undefined ? undefined : await readRoster(roster),
  });
  if (!isPacked) return read;
  const packed = (path: string) => join(directory, relative(folder, path));
  const shown = ({ path, files, ...entry }: HandedIn) => ({
    ...entry,
    path: packed(path),
    files: files?.map((file) => ({ ...file, path: packed(file.path) })),
  });
  return { ...read, entries: read.entries.map(shown) };
}

/** Folders of tasks that were not asked for are nobody's work that could not be matched: `others` says so in a sentence. */
export async function setOtherTasksApart(
  layout: ClassLayout,
  given: Arguments,
): Promise<{ layout: ClassLayout; others: string[] }> {
  if (!layout.byTask) return { layout, others: [] };
  const ids = new Set((await listTasks(loadOptionsOf(given))).map(({ id }) => id));
  const others = layout.unmatched.filter((name) => ids.has(name));
  const unmatched = layout.unmatched.filter((name) => !ids.has(name));
  const note = `Folders of other tasks were not graded: ${others.join(', ')}`;
  return { layout: { ...layout, unmatched }, others: others.length === 0 ? [] : [note] };
}

function directoryOf(given: Arguments): string {
  const directory = textOf(given, 'dir');
  if (directory !== undefined) return directory;
  throw new UserError('grade batch needs the folder of the submissions.', { allowed: 'grade batch DIR' });
}

function layoutOption(given: Arguments): Layout | undefined {
  const name = textOf(given, 'layout');
  const pattern = textOf(given, 'submission-regex');
  if (name !== undefined && pattern !== undefined) {
    throw new UserError('--layout and --submission-regex say the same thing.', {
      remedy: 'keep one of them',
    });
  }
  if (pattern !== undefined) return layoutOf(pattern);
  return name === undefined ? undefined : layoutNamed(name);
}
