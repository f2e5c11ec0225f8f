/** A draft's files, written where none of them is yet. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { packageFolder } from '../spec/folders.ts';
import { ROLES } from '../spec/task.ts';
import { shownPath, shownValue, UserError } from '../spec/user-error.ts';
import type { Draft } from './draft.ts';
import { handOut } from './hand-out.ts';
import { referenceCode } from './reference-code.ts';
import { specText } from './spec-text.ts';

/** As the schema of specs has it. */
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @throws {UserError} where a spec could not be called so. */
export function checkedId(id: string | undefined, command: string): string {
  if (id !== undefined && ID.test(id)) return id;
  throw new UserError(
    id === undefined ? `${command} needs a name for the task.` : 'A task cannot have this name.',
    {
      found: id === undefined ? 'no name' : shownValue(id),
      allowed: 'small letters, digits and single hyphens between them, such as "date-ack"',
    },
  );
}

/** Where the files of a task lie below a folder. */
function pathsOf(id: string, folder: string) {
  const root = resolve(folder);
  return {
    spec: join(root, 'specs', `${id}.json`),
    server: join(root, 'reference', id, 'server.mjs'),
    client: join(root, 'reference', id, 'client.mjs'),
    handOut: join(root, 'assignments', id, 'README.md'),
  };
}

/** @throws {UserError} where one of the files is there already: nothing is written over. */
export function refuseExisting(id: string, folder: string): void {
  const paths = Object.values(pathsOf(id, folder));
  // A reference in TypeScript would be taken in place of the new one.
  const others = ROLES.flatMap((role) =>
    ['ts', 'js'].map((ending) => join(resolve(folder), 'reference', id, `${role}.${ending}`)),
  );
  const [first, ...more] = [...paths, ...others].filter((path) => existsSync(path));
  if (first === undefined) return;
  throw new UserError(
    'There is such a task already. Nothing was written.',
    {
      file: first,
      found: 'a file that would be written over',
      allowed: 'a name that is free',
      remedy: 'take another name, another --dir, or move the file away',
    },
    more.map((file) => ({ file, found: 'another one' })),
  );
}

/** How the command line calls the task: by its name where Sockmark finds it, else by its spec's path. */
export function callOf(id: string, folder: string): string {
  return resolve(folder) === packageFolder ? id : shownPath(pathsOf(id, folder).spec);
}

/**
 * Writes the spec, the two references and the hand-out below `folder`, and answers with their paths.
 * @throws {UserError} where one of them is there, or cannot be written.
 */
export async function writeDraft(draft: Draft, folder: string): Promise<string[]> {
  refuseExisting(draft.id, folder);
  const paths = pathsOf(draft.id, folder);
  const files: [path: string, text: string][] = [
    [paths.spec, specText(draft, dirname(paths.spec))],
    [paths.server, referenceCode(draft, 'server')],
    [paths.client, referenceCode(draft, 'client')],
    [paths.handOut, handOut(draft, resolve(folder) === packageFolder ? draft.id : `specs/${draft.id}.json`)],
  ];
  for (const [path, text] of files) await writeNew(path, text);
  return files.map(([path]) => path);
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError('A file cannot be written.', { file: path, found, remedy: 'another --dir' });
  }
}

/** Writes the spec once more, with what was learnt since. */
export async function rewriteSpec(draft: Draft, folder: string): Promise<void> {
  const { spec } = pathsOf(draft.id, folder);
  await writeFile(spec, specText(draft, dirname(spec)));
}
