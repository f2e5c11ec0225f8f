/** Writes what is in an archive into a folder, and nowhere else, and no more than there is room for. */
import { open, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isLeftOut } from '../../submission/left-out.ts';
import type { ArchiveEntry } from './archive-entry.ts';
import { readArchive } from './archive.ts';
import { safeSteps } from './safe-steps.ts';

/** What may still be written; shared by the archives of one submission, those in others too. */
export interface Room {
  /** Files and folders. */
  entries: number;
  bytes: number;
}

/** A `node_modules` has tens of thousands, and is passed over. */
const MOST_ENTRIES_READ = 200_000;
/** Of one kind of complaint; a hundred thousand of them say no more. */
const MOST_COMPLAINTS = 5;

export interface Unpacked {
  /** What was left out, in sentences. */
  complaints: string[];
  /** Why the rest of the archive could not be read, where it could not; the archive is not the student's programs' fault. */
  damage: string | undefined;
}

/** Unpacks `archive` into the folder `into`; links, and what leads out of the folder, are refused. */
export async function unpack(archive: string, into: string, room: Room): Promise<Unpacked> {
  const complaints: string[] = [];
  const complain = (text: string) => {
    if (complaints.length < MOST_COMPLAINTS) complaints.push(text);
  };
  let read = 0;
  try {
    for await (const entry of readArchive(archive)) {
      read += 1;
      if (read > MOST_ENTRIES_READ) {
        complain(`holds more than ${MOST_ENTRIES_READ} entries; the rest was left out`);
        break;
      }
      const full = await take(entry, into, room, complain);
      if (full === undefined) continue;
      complaints.push(full);
      break;
    }
    return { complaints, damage: undefined };
  } catch (error) {
    return { complaints, damage: error instanceof Error ? error.message : String(error) };
  }
}

/** Answers with a sentence where there is no more room. */
async function take(
  entry: ArchiveEntry,
  into: string,
  room: Room,
  complain: (text: string) => void,
): Promise<string | undefined> {
  const steps = safeSteps(entry.name);
  const shown = JSON.stringify(entry.name.slice(0, 100));
  if (typeof steps === 'string') complain(`${shown} ${steps}, and was left out`);
  else if (isJunk(steps, entry.kind === 'folder')) return undefined;
  else if (entry.kind === 'link') complain(`${shown} is a link, and was left out`);
  else if (entry.kind === 'other') complain(`${shown} is no ordinary file, and was left out`);
  else if (entry.unreadable !== undefined) throw new Error(`${shown} ${entry.unreadable}`);
  else if (steps.length > 0) return write(entry, steps, into, room, complain);
  return undefined;
}

async function write(
  entry: ArchiveEntry,
  steps: string[],
  into: string,
  room: Room,
  complain: (text: string) => void,
): Promise<string | undefined> {
  room.entries -= 1;
  if (room.entries < 0) return 'holds too many files and folders; the rest was left out';
  const path = join(into, ...steps);
  try {
    if (entry.kind === 'folder') await mkdir(path, { recursive: true });
    else return await writeContent(entry, path, room);
  } catch (error) {
    // A file where a folder should be, or a name that this system does not take.
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined || !NAMES_AT_FAULT.includes(code)) throw error;
    complain(`${JSON.stringify(entry.name)} cannot be written (${code}), and was left out`);
  }
  return undefined;
}

const NAMES_AT_FAULT = ['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ'];

async function writeContent(entry: ArchiveEntry, path: string, room: Room): Promise<string | undefined> {
  await mkdir(dirname(path), { recursive: true });
  await using file = await open(path, 'w', entry.isProgram ? 0o755 : 0o644);
  for await (const piece of entry.content()) {
    room.bytes -= piece.length;
    if (room.bytes < 0) {
      await file.truncate();
      return 'unpacks to more than there is room for; the rest was left out';
    }
    await file.write(piece);
  }
  return undefined;
}

function isJunk(steps: readonly string[], isFolder: boolean): boolean {
  return steps.some((step, index) => isLeftOut(step, isFolder || index < steps.length - 1));
}
