/** The references of a task: `reference/<task>/server.ts` and `client.ts`, loaded when a run needs them. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packageFolder } from '../spec/folders.ts';
import { ROLES, type Role, type Task } from '../spec/task.ts';
import { UserError } from '../spec/user-error.ts';
import type { Reference } from './peers/peer.ts';

const cache = new Map<string, Promise<Record<Role, Reference>>>();

/** Throws `UserError` where a task has none. */
export function referencesOf(task: Task): Promise<Record<Role, Reference>> {
  const known = cache.get(task.file) ?? load(task);
  cache.set(task.file, known);
  return known;
}

async function load(task: Task): Promise<Record<Role, Reference>> {
  const [server, client] = await Promise.all([loadRole(task, 'server'), loadRole(task, 'client')]);
  return { server, client };
}

/** The files of a task's references; what they say decides on results. */
export function referenceFiles(task: Task): string[] {
  return ROLES.flatMap((role) => candidateFiles(task, role).find((path) => existsSync(path)) ?? []);
}

async function loadRole(task: Task, role: Role): Promise<Reference> {
  const candidates = candidateFiles(task, role);
  const file = candidates.find((path) => existsSync(path));
  if (file === undefined) {
    throw new UserError(`The task ${task.id} has no reference ${role}.`, {
      file: task.file,
      found: 'no file at ' + candidates.join(' or '),
      remedy: `Write reference/${task.id}/${role}.ts, which exports a function '${role}'.`,
    });
  }
  const module = (await import(pathToFileURL(file).href)) as Partial<Record<Role, Reference>>;
  const reference = module[role];
  if (reference === undefined) {
    throw new UserError(`The reference ${role} of ${task.id} exports no function '${role}'.`, { file });
  }
  return reference;
}

/** Beside the spec's folder, as in this package; compiled ones first where this runs compiled. */
function candidateFiles(task: Task, role: Role): string[] {
  const compiled = fileURLToPath(import.meta.url).endsWith('.js');
  const besides = join(dirname(dirname(task.file)), 'reference', task.id, role);
  return compiled
    ? [join(packageFolder, 'dist', 'reference', task.id, `${role}.js`), `${besides}.js`, `${besides}.mjs`]
    : [`${besides}.ts`, `${besides}.js`, `${besides}.mjs`];
}
