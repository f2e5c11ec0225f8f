/** The private copy of a student's folder that programs are found in, built in and copied from for each run. */
import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readlink, realpath, symlink } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { languageOf } from './languages/registry.ts';
import { isLeftOut } from './left-out.ts';
import type { Finding, Submission } from './submission.ts';

export interface StageLimits {
  /** Files and folders. */
  entries: number;
  bytes: number;
  /** Folders inside each other. */
  depth: number;
}

/** Far above a homework, far below what a batch of hundreds could not hold. */
export const STAGE_LIMITS: StageLimits = { entries: 4000, bytes: 64 * 1024 * 1024, depth: 16 };

interface Entry {
  /** Relative to the submission's folder, with `/`. */
  file: string;
  kind: 'file' | 'link';
  bytes: number;
}

interface Listing {
  entries: Entry[];
  folders: string[];
  findings: Finding[];
}

export interface Staged {
  /** Relative to the stage, with `/`; the outermost first, then by name. */
  files: string[];
  findings: Finding[];
}

/** Copies the folder, or the one file, at `path` into the empty folder `stage`. */
export async function fillStage(path: string, stage: string, limits = STAGE_LIMITS): Promise<Staged> {
  const root = await realpath(path);
  const status = await lstat(root);
  if (!status.isDirectory()) {
    const file = basename(path);
    const entry: Entry = { file, kind: 'file', bytes: status.size };
    return copyEntries(dirname(root), stage, { entries: [entry], folders: [], findings: [] }, limits, root);
  }
  return copyEntries(root, stage, await list(root, limits), limits);
}

function unreadable(file: string, message: string): Finding {
  return { code: 'unreadable', role: undefined, file, message };
}

/** Breadth first, so that a limit cuts off what lies deepest. */
async function list(root: string, limits: StageLimits): Promise<Listing> {
  const listing: Listing = { entries: [], folders: [], findings: [] };
  const waiting = [{ folder: '', depth: 0 }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { folder, depth } = next;
    const names = await readdir(join(root, folder)).catch((error: unknown) => error as NodeJS.ErrnoException);
    if (names instanceof Error) {
      listing.findings.push(
        unreadable(folder, `The folder ${folder} cannot be read (${String(names.code)}).`),
      );
      continue;
    }
    if (depth > 0 && names.includes('pyvenv.cfg')) continue;
    if (folder !== '') listing.folders.push(folder);
    for (const name of names.sort()) {
      const file = posix.join(folder, name);
      if (listing.entries.length + waiting.length + listing.folders.length >= limits.entries) {
        listing.findings.push(
          unreadable(
            file,
            `The submission holds more than ${limits.entries} files and folders; ${file} and what comes behind it was left out. Hand in the source files only.`,
          ),
        );
        return listing;
      }
      if (await look(root, file, listing)) {
        if (depth < limits.depth) waiting.push({ folder: file, depth: depth + 1 });
        else
          listing.findings.push(
            unreadable(file, `${file} lies more than ${limits.depth} folders deep and was left out.`),
          );
      }
    }
  }
  return listing;
}

/** Takes note of one entry; true for a folder to go into. */
async function look(root: string, file: string, { entries, findings }: Listing): Promise<boolean> {
  const name = posix.basename(file);
  const status = await lstat(join(root, file)).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (status instanceof Error) {
    findings.push(unreadable(file, `${file} cannot be read (${String(status.code)}).`));
    return false;
  }
  if (status.isDirectory()) return !isLeftOut(name, true);
  if (isLeftOut(name, false)) return false;
  if (status.isFile()) entries.push({ file, kind: 'file', bytes: status.size });
  else if (status.isSymbolicLink()) {
    const outside = await leadsOutside(root, file);
    if (outside === undefined) entries.push({ file, kind: 'link', bytes: 0 });
    else
      findings.push(
        unreadable(file, `${file} is a symbolic link ${outside}, and was left out. Hand in the file itself.`),
      );
  } else
    findings.push(
      unreadable(file, `${file} is no ordinary file (a pipe, a socket or a device), and was left out.`),
    );
  return false;
}

/** Where a link leads to that must not be followed, in words; undefined for one that stays in the folder. */
async function leadsOutside(root: string, file: string): Promise<string | undefined> {
  const target = await readlink(join(root, file));
  const end = await realpath(join(root, file)).catch(() => undefined);
  if (end === undefined) return `to ${target}, which is not there`;
  return end.startsWith(root + sep) ? undefined : `to ${target}, outside of the submitted folder`;
}

/** Sources first, then the smallest, so that a limit cuts off large data and not the programs. */
function byWorth(a: Entry, b: Entry): number {
  const isSource = ({ file }: Entry) => (languageOf(file) === undefined ? 1 : 0);
  return isSource(a) - isSource(b) || a.bytes - b.bytes;
}

async function copyEntries(
  root: string,
  stage: string,
  { entries, folders, findings }: Listing,
  limits: StageLimits,
  only?: string,
): Promise<Staged> {
  for (const folder of folders) await mkdir(join(stage, folder), { recursive: true });
  const copied: string[] = [];
  let bytes = 0;
  for (const entry of [...entries].sort(byWorth)) {
    bytes += entry.bytes;
    if (bytes > limits.bytes) {
      const size = Math.round(limits.bytes / 1024 / 1024);
      findings.push(
        unreadable(
          entry.file,
          `The submission is larger than ${size} MiB; ${entry.file} and other large files were left out.`,
        ),
      );
      break;
    }
    const fault = await copyEntry(only ?? join(root, entry.file), join(stage, entry.file), entry, root);
    if (fault === undefined) copied.push(entry.file);
    else findings.push(unreadable(entry.file, `${entry.file} cannot be read (${fault}).`));
  }
  const depth = (file: string) => file.split('/').length;
  return { files: copied.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1)), findings };
}

/** Answers with the error code of what went wrong. */
async function copyEntry(
  from: string,
  to: string,
  { kind, file }: Entry,
  root: string,
): Promise<string | undefined> {
  try {
    if (kind === 'link') {
      const target = relative(join(root, dirname(file)), await realpath(from)) || '.';
      await symlink(target, to);
    } else {
      await copyFile(from, to, constants.COPYFILE_FICLONE);
      const { mode } = await lstat(to);
      // Readable and writable for the harness, which may have to rewrite it; never set-user-id.
      if ((mode & 0o7600) !== 0o600) await chmod(to, (mode & 0o777) | 0o600);
    }
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** Copies the built stage into the existing folder `to`: each run has its own, and may write into it. */
export async function copyStage({ stage }: Pick<Submission, 'stage'>, to: string): Promise<void> {
  const entries = await readdir(stage, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const from = join(stage, entry.name);
      const target = join(to, entry.name);
      if (entry.isDirectory()) {
        await mkdir(target, { recursive: true });
        await copyStage({ stage: from }, target);
      } else if (entry.isSymbolicLink()) await symlink(await readlink(from), target);
      else await copyFile(from, target, constants.COPYFILE_FICLONE);
    }),
  );
}
