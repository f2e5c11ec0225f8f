/** What somebody handed in, as folders that can be graded: archives unpacked, files that belong together put together. */
import { constants, existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join, posix } from 'node:path';
import type { Finding } from '../submission/submission.ts';
import { isLeftOut } from '../submission/left-out.ts';
import { fillStage, STAGE_LIMITS } from '../submission/stage.ts';
import type { ClassEntry, HandedIn, Part } from './handed-in.ts';
import { handInsOf, type TaskName } from './task-folders.ts';
import { isArchive, isForeignArchive, withoutEnding } from './unpack/archive.ts';
import { safeSteps } from './unpack/safe-steps.ts';
import { unpack, type Room } from './unpack/unpack.ts';

/** Archives in archives in archives. */
const DEEPEST = 3;

/** As `gather`; what cannot be read at all comes with the reason, so that one submission does not end a class. */
export async function gatherAnyhow(
  handedIn: HandedIn,
  tasks: readonly TaskName[],
  into: string,
): Promise<ClassEntry> {
  try {
    return await gather(handedIn, tasks, into);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return doubtful(handedIn, tasks, `Sockmark could not read what was handed in: ${why}`);
  }
}

/** For what cannot be graded by no fault of the student's. */
export function doubtful(handedIn: HandedIn, tasks: readonly TaskName[], doubt: string): ClassEntry {
  const own = handedIn.task === undefined ? tasks.map(({ id }) => id) : [handedIn.task];
  const handIns = own.map((task) => ({ task, folder: undefined }));
  const { id, path, files } = handedIn;
  return { id, path, files, handIns, doubt };
}

/**
 * A submission, ready to be graded. What is a folder already stays where it is; all else is put together in `into`,
 * an empty folder of the caller's. Nothing of the student's runs, and nothing is written outside of `into`.
 */
async function gather(handedIn: HandedIn, tasks: readonly TaskName[], into: string): Promise<ClassEntry> {
  const own = handedIn.task === undefined ? tasks : tasks.filter(({ id }) => id === handedIn.task);
  const gathered = await gatherParts(handedIn.parts, into);
  const { folder, findings, doubt } = gathered;
  const handIns =
    handedIn.task === undefined ? await handInsOf(folder, own) : [{ task: handedIn.task, folder }];
  const { id, path, files } = handedIn;
  return { id, path, files, handIns, findings, doubt };
}

interface Gathered {
  folder: string;
  findings: Finding[];
  doubt: string | undefined;
}

async function gatherParts(parts: readonly Part[], into: string): Promise<Gathered> {
  const [only, second] = parts;
  if (only !== undefined && second === undefined && (await isPlainFolder(only))) {
    return { folder: only.path, findings: [], doubt: undefined };
  }
  const gathering = new Gathering(into);
  for (const part of parts) await gathering.add(part, parts.length === 1);
  await gathering.unpackAll('', 0);
  return { folder: into, findings: gathering.findings, doubt: gathering.doubts[0] };
}

async function isPlainFolder({ path, name }: Part): Promise<boolean> {
  if (name !== undefined || !(await stat(path).catch(() => undefined))?.isDirectory()) return false;
  return !(await holdsArchive(path));
}

/** As far in as a submission is looked at: somebody may name the folder of all that is theirs. */
async function holdsArchive(root: string): Promise<boolean> {
  const waiting = [root];
  let left = STAGE_LIMITS.entries;
  for (let folder = waiting.shift(); folder !== undefined && left > 0; folder = waiting.shift()) {
    const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
    left -= inside.length;
    if (inside.some((entry) => entry.isFile() && isPacked(entry.name))) return true;
    const folders = inside.filter((entry) => entry.isDirectory() && !isLeftOut(entry.name, true));
    waiting.push(...folders.map(({ name }) => join(folder, name)));
  }
  return false;
}

function isPacked(name: string): boolean {
  return isArchive(name) || isForeignArchive(name);
}

class Gathering {
  readonly #into: string;
  readonly findings: Finding[] = [];
  /** Why something may be missing that is no fault of the student's. */
  readonly doubts: string[] = [];
  readonly #room: Room = { entries: STAGE_LIMITS.entries, bytes: STAGE_LIMITS.bytes };

  constructor(into: string) {
    this.#into = into;
  }

  /** `isAll`: there is nothing else, so that an archive's content is what was handed in. */
  async add({ path, name }: Part, isAll: boolean): Promise<void> {
    const shown = name ?? basename(path);
    const status = await lstat(path);
    if (status.isDirectory()) return this.#addFolder(path, name);
    if (!status.isFile()) this.#leftOut(shown, 'is a link or no ordinary file, and was left out');
    else if (isPacked(shown)) await this.#unpack(path, shown, isAll ? '' : withoutEnding(shown));
    else await this.#addFile(path, shown);
  }

  async #addFolder(path: string, name = ''): Promise<void> {
    const steps = safeSteps(name);
    const folder = join(this.#into, ...(typeof steps === 'string' ? [] : steps));
    await mkdir(folder, { recursive: true });
    this.findings.push(...(await fillStage(path, folder)).findings);
  }

  async #addFile(path: string, name: string): Promise<void> {
    const steps = safeSteps(name);
    const { size } = await stat(path);
    this.#room.bytes -= size;
    if (typeof steps === 'string') this.#leftOut(name, `${steps}, and was left out`);
    else if (this.#room.bytes < 0) this.#leftOut(name, 'is too large, and was left out');
    else await copyFile(path, join(this.#into, steps.join('_')), constants.COPYFILE_FICLONE);
  }

  /** Unpacks what lies packed in the gathered folder, each into a folder of its name. */
  async unpackAll(folder: string, depth: number): Promise<void> {
    const entries = await readdir(join(this.#into, folder), { withFileTypes: true });
    for (const entry of entries) {
      const file = posix.join(folder, entry.name);
      if (entry.isDirectory()) await this.unpackAll(file, depth);
      else if (entry.isFile() && isPacked(entry.name)) {
        if (depth >= DEEPEST) this.#leftOut(file, `lies in more than ${DEEPEST} archives, and was left out`);
        else {
          const inside = existsSync(join(this.#into, withoutEnding(file)))
            ? `${file} unpacked`
            : withoutEnding(file);
          if (!(await this.#unpack(join(this.#into, file), file, inside))) continue;
          await rm(join(this.#into, file));
          await this.unpackAll(inside, depth + 1);
        }
      }
    }
  }

  /** True where there is a folder to look into. */
  async #unpack(archive: string, shown: string, folder: string): Promise<boolean> {
    if (!isArchive(shown)) {
      this.#doubt(shown, 'is an archive of a kind that Sockmark cannot read: unpack it, or ask for a zip');
      return false;
    }
    const into = join(this.#into, folder);
    await mkdir(into, { recursive: true });
    const { complaints, damage } = await unpack(archive, into, this.#room);
    for (const complaint of complaints) this.#leftOut(shown, complaint);
    if (damage !== undefined)
      this.#doubt(shown, `cannot be unpacked (${damage}): unpack it, or ask for it again`);
    return true;
  }

  #leftOut(file: string, complaint: string): void {
    this.findings.push({ code: 'unreadable', role: undefined, file, message: `${file}: ${complaint}.` });
  }

  #doubt(file: string, why: string): void {
    this.doubts.push(`${file} ${why}.`);
    this.#leftOut(file, why);
  }
}
