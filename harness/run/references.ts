/** The references of a task: `reference/<task>/server` and `client`, in TypeScript or JavaScript, loaded when a run needs them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packageFolder } from '../spec/folders.ts';
import { ROLES, type Role, type Task } from '../spec/task.ts';
import { shownPath, UserError } from '../spec/user-error.ts';
import type { Reference } from './peers/peer.ts';

const cache = new Map<string, Promise<Record<Role, Reference>>>();

/** Throws `UserError` where a task has none, or has one that is not built. */
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
  return ROLES.flatMap((role) => fileOf(task, role) ?? []);
}

async function loadRole(task: Task, role: Role): Promise<Reference> {
  const file = fileOf(task, role);
  if (file === undefined) {
    const missing = join(besideSpec(task), `${role}.mjs`);
    throw new UserError(`The task ${task.id} has no reference ${role}.`, {
      file: task.file,
      found: `no file ${shownPath(missing)}`,
      remedy: `write it: a module that exports a function '${role}'`,
    });
  }
  const module = (await import(pathToFileURL(file).href)) as Partial<Record<Role, Reference>>;
  const reference = module[role];
  if (reference === undefined) {
    throw new UserError(`The reference ${role} of ${task.id} exports no function '${role}'.`, { file });
  }
  return reference;
}

function besideSpec({ id, file }: Task): string {
  return join(dirname(dirname(file)), 'reference', id);
}

/** The file to import: the source itself, or what was built of it where this runs compiled. */
function fileOf(task: Task, role: Role): string | undefined {
  const source = sourceOf(task, role);
  const isCompiled = fileURLToPath(import.meta.url).endsWith('.js');
  if (!isCompiled || source?.endsWith('.ts') === false) return source;
  const built = join(packageFolder, 'dist', 'reference', task.id, role);
  if (source === undefined) return [`${built}.js`, `${built}.mjs`].find((path) => existsSync(path));
  refuseUnbuilt(task, role, { source, built });
  return `${built}.js`;
}

/** Beside the folder of the spec; else Sockmark's own, so that another spec of its task needs no copy of them. */
function sourceOf(task: Task, role: Role): string | undefined {
  for (const folder of [besideSpec(task), join(packageFolder, 'reference', task.id)]) {
    const [first, second] = ['ts', 'js', 'mjs']
      .map((ending) => join(folder, `${role}.${ending}`))
      .filter((path) => existsSync(path));
    if (second !== undefined) {
      throw new UserError(`The task ${task.id} has two references for the ${role}.`, {
        file: first,
        found: `${shownPath(second)} as well`,
        remedy: 'delete one of the two',
      });
    }
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The build leaves a copy of each source beside what it made of it. */
function refuseUnbuilt(task: Task, role: Role, { source, built }: { source: string; built: string }): void {
  const isOwn = source === join(packageFolder, 'reference', task.id, `${role}.ts`);
  if (isOwn && existsSync(`${built}.js`) && isCopy(source, `${built}.ts`)) return;
  const what = `The reference ${role} of ${task.id} is TypeScript, which Node cannot run as it is here.`;
  const found = existsSync(`${built}.js`)
    ? 'a file that has changed since it was built'
    : 'a file that is not built';
  throw new UserError(what, {
    file: source,
    found: isOwn ? found : `a file outside of ${shownPath(packageFolder)}, whose build does not reach it`,
    remedy: isOwn ? 'npm run build' : `write it in JavaScript, as ${role}.mjs`,
  });
}

function isCopy(source: string, copy: string): boolean {
  return !existsSync(copy) || readFileSync(source).equals(readFileSync(copy));
}
