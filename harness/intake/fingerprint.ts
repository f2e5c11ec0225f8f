/** What was handed in as one number: the same files, the same number, wherever they lie. */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { isLeftOut } from '../submission/left-out.ts';
import type { Part } from './handed-in.ts';

/** What is larger or more is known by its size and time, so that a disk image does not hold up a class. */
const MOST_BYTES_READ = 64 * 1024 * 1024;
const MOST_ENTRIES = 20_000;

/** Lower-case hex SHA-256 over names, kinds and contents. What cannot be read counts as that. */
export async function fingerprintOf(parts: readonly Part[]): Promise<string> {
  const hash = createHash('sha256');
  const room = { entries: MOST_ENTRIES };
  for (const { path, name = '' } of parts) await add(path, name, hash, room);
  return hash.digest('hex');
}

async function add(path: string, name: string, hash: Hash, room: { entries: number }): Promise<void> {
  room.entries -= 1;
  if (room.entries < 0) return;
  const status = await lstat(path).catch(() => undefined);
  if (status === undefined) say(hash, 'unreadable', name);
  else if (status.isSymbolicLink()) say(hash, 'link', name, await readlink(path));
  else if (status.isDirectory()) await addFolder(path, name, hash, room);
  else if (!status.isFile()) say(hash, 'other', name);
  else if (status.size > MOST_BYTES_READ) say(hash, 'large', name, `${status.size} ${status.mtimeMs}`);
  else {
    say(hash, (status.mode & 0o100) === 0 ? 'file' : 'program', name, String(status.size));
    await addContent(path, hash);
  }
}

async function addFolder(path: string, name: string, hash: Hash, room: { entries: number }): Promise<void> {
  say(hash, 'folder', name);
  const inside = await readdir(path, { withFileTypes: true }).catch(() => []);
  const kept = inside.filter((entry) => !isLeftOut(entry.name, entry.isDirectory()));
  const names = kept.map((entry) => entry.name).sort();
  for (const each of names) await add(join(path, each), each, hash, room);
  say(hash, 'end');
}

async function addContent(path: string, hash: Hash): Promise<void> {
  try {
    for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  } catch {
    say(hash, 'unreadable');
  }
}

/** No name holds a NUL, so that no two trees say the same. */
function say(hash: Hash, ...words: string[]): void {
  hash.update(`${words.join('\0')}\0\n`);
}
