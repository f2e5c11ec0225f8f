/** Folders that are called after tasks. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isLeftOut } from '../submission/left-out.ts';
import type { HandIn } from './handed-in.ts';

/** A task as a folder may be called after it. */
export interface TaskName {
  id: string;
  title: string;
  /** The task's number in the hand-out, such as `3.1`. */
  number?: string | undefined;
}

/** `uppercase`, `Upper-Case`, `Task 3.3`, `3_3`, `ex3.3`: letters, digits and nothing else count. */
export function isCalledAfter(folder: string, task: TaskName): boolean {
  const name = lettersOf(folder);
  if (name === lettersOf(task.id) || name === lettersOf(task.title)) return true;
  if (task.number === undefined) return false;
  return name.replace(/^(?:task|exercise|ex|part|problem|question|q)/, '') === lettersOf(task.number);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The folders of a student's, by task. Archives put a folder around everything; where it holds the tasks' folders, it
 * is looked into. Where no folder is called after a task, the programs are here, or in folders named otherwise.
 */
export async function handInsOf(path: string, tasks: readonly TaskName[]): Promise<HandIn[]> {
  for (let folder = path; ;) {
    const inside = await namesIn(folder);
    const folders = inside.filter(({ isFolder }) => isFolder).map(({ name }) => name);
    const found = tasks.map((task) => ({
      task: task.id,
      name: folders.find((name) => isCalledAfter(name, task)),
    }));
    if (found.some(({ name }) => name !== undefined)) {
      return found.map(({ task, name }) => ({
        task,
        folder: name === undefined ? undefined : join(folder, name),
      }));
    }
    const [only] = folders;
    if (inside.length !== 1 || only === undefined) break;
    folder = join(folder, only);
  }
  return tasks.map(({ id }) => ({ task: id, folder: path }));
}

async function namesIn(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const named = entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  return named.filter(({ name, isFolder }) => !isLeftOut(name, isFolder) && !name.startsWith('.'));
}
