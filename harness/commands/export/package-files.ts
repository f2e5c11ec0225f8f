/** Sockmark itself, as it is here: what has to be on another machine for it to run there. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../spec/folders.ts';
import { UserError } from '../../spec/user-error.ts';
import { entriesAt, type Entry } from './zip.ts';

const LOCK = 'package-lock.json';

/** What npm would pack, the packages that it runs with, as they are installed here, and the lock file with their versions. */
export async function packageEntries(folder: string): Promise<Entry[]> {
  const { files } = await read<{ files: string[] }>('package.json');
  const { packages } = await read<{ packages: Record<string, { dev?: boolean }> }>(LOCK);
  // Those for other systems are in the lock file, and not here.
  const installed = Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true && existsSync(join(packageFolder, path)))
    .map(([path]) => path);
  const paths = ['package.json', LOCK, ...files, ...installed];
  const entries = paths.map((path) => {
    // A package inside of another one is in the list itself.
    return entriesAt(needed(path), `${folder}/${path}`, 'node_modules');
  });
  return (await Promise.all(entries)).flat();
}

async function read<Content>(name: string): Promise<Content> {
  return JSON.parse(await readFile(needed(name), 'utf8')) as Content;
}

function needed(path: string): string {
  const file = join(packageFolder, path);
  if (existsSync(file)) return file;
  throw new UserError('Sockmark is not complete here, so it cannot be packed.', {
    file,
    found: 'nothing of this name',
    remedy: 'npm ci in a checkout of Sockmark, which builds it, too',
  });
}
