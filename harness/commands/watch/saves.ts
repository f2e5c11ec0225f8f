/** Saves in a student's folder, each batch of them as one: an editor writes a file in several steps, an IDE several files. */
import { statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, extname, relative, resolve, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { languageOf } from '../../submission/languages/registry.ts';
import { isLeftOut } from '../../submission/left-out.ts';
import { STAGE_LIMITS } from '../../submission/stage.ts';
import { UserError } from '../../spec/user-error.ts';

/** Milliseconds without an event, after which a save is complete; longer than an editor pauses between its steps. */
const QUIET_MS = 100;
/** Milliseconds after which what was saved is taken as it is, however much is still being written. */
const LONGEST_MS = 1000;

/** Milliseconds between two looks whether the folder is still the one that is watched. */
const RETURN_MS = 250;

/** Folders that tools write into: there only what is source code was written by a person. */
const BUILD_FOLDERS = new Set(['build', 'out', 'target', 'dist', 'bin', 'obj']);
/** Drafts, locks and backups of vim, Emacs, Kate, JetBrains and GNOME, and what compilers leave. */
const BY_TOOLS =
  /~$|^[#.].*#$|^\.#|\.sw[a-z]$|^4913$|___jb_\w+___$|^\.goutputstream-|\.kate-swp$|\.(?:tmp|part|o|obj|exe|d)$/;

export class Saves {
  readonly #folder: string;
  readonly #outputs: readonly string[];
  readonly #saved = new Set<string>();
  #watcher: FSWatcher | undefined;
  /** The inode of the folder that is watched. */
  #watched: number | undefined;
  #failure: Error | undefined;
  #firstAt = 0;
  #quiet: NodeJS.Timeout | undefined;
  /** Looks for a folder that has gone, and is what the process waits with: its watches do not keep it. */
  readonly #looks: NodeJS.Timeout;
  #tell: () => void = () => undefined;

  private constructor(folder: string, outputs: readonly string[]) {
    this.#folder = folder;
    this.#outputs = outputs;
    this.#looks = setInterval(() => {
      this.#look();
    }, RETURN_MS);
  }

  /**
   * Watches `folder`, but not what lies at `outputs` in it.
   * @throws {UserError} where it cannot be watched.
   */
  static async open(folder: string, outputs: readonly string[]): Promise<Saves> {
    const root = await realpath(folder).catch((error: unknown) => {
      throw cannotWatch(folder, error);
    });
    const inside = outputs.map((output) => resolve(root, relative(resolve(folder), resolve(output))));
    const saves = new Saves(root, inside);
    await saves.#watch();
    if (saves.#failure === undefined) return saves;
    await saves[Symbol.asyncDispose]();
    throw saves.#failure;
  }

  /**
   * Waits until something was saved since the last call, and no more is being saved: the names of the files, relative
   * to the folder. Only one call at a time waits.
   * @throws the signal's reason when it is aborted, and {UserError} where the folder can be watched no longer.
   */
  async next(signal: AbortSignal): Promise<string[]> {
    signal.throwIfAborted();
    const stop = () => {
      this.#tell();
    };
    signal.addEventListener('abort', stop, { once: true });
    const told = new Promise<void>((resolve) => {
      this.#tell = resolve;
    });
    if (this.#saved.size === 0 || this.#quiet !== undefined) await told;
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    if (this.#failure !== undefined) throw this.#failure;
    const names = [...this.#saved].sort();
    this.#saved.clear();
    return names;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#quiet);
    clearInterval(this.#looks);
    await this.#watcher?.close();
  }

  /** Resolves once saves are noticed, or it has failed. */
  async #watch(): Promise<void> {
    const seen = new Set<string>();
    const watcher = watch(this.#folder, {
      ignoreInitial: true,
      // A closed watch of a folder that went while it was read may keep handles: they must not keep the process.
      persistent: false,
      // A link may lead anywhere; one that stays inside leads to a file that is watched itself.
      followSymlinks: false,
      depth: STAGE_LIMITS.depth,
      ignored: (path) => path !== this.#folder && !this.#isWatched(path, seen),
    });
    this.#watcher = watcher;
    this.#watched = inodeOf(this.#folder);
    watcher.on('all', (event, path) => {
      if (event.startsWith('unlink')) seen.delete(path);
      if (event === 'unlinkDir' && path === this.#folder) this.#gone();
      if (!event.endsWith('Dir')) this.#take(relative(this.#folder, path));
    });
    await new Promise<void>((resolve) => {
      watcher.once('ready', resolve).on('error', (error) => {
        this.#failure ??= cannotWatch(this.#folder, error);
        this.#tell();
        resolve();
      });
    });
  }

  #isWatched(path: string, seen: Set<string>): boolean {
    if (this.#outputs.some((output) => path === output || path.startsWith(output + sep))) return false;
    if (isLeftOut(basename(path), true) || isLeftOut(basename(path), false)) return false;
    if (!seen.has(path) && seen.size >= STAGE_LIMITS.entries) return false;
    seen.add(path);
    return true;
  }

  /**
   * Another branch, or an archive unpacked anew: a watch on a folder that has gone does not see it come back, nor, where both come
   * at once, that it has gone.
   */
  #look(): void {
    const inode = inodeOf(this.#folder);
    if (this.#watcher === undefined) {
      if (inode !== undefined) void this.#watchAgain();
    } else if (inode !== this.#watched) this.#gone();
  }

  #gone(): void {
    void this.#watcher?.close();
    this.#watcher = undefined;
    this.#take(basename(this.#folder));
  }

  async #watchAgain(): Promise<void> {
    await this.#watch();
    this.#take(basename(this.#folder));
  }

  #take(file: string): void {
    if (!isByHand(file)) return;
    if (this.#saved.size === 0) this.#firstAt = performance.now();
    this.#saved.add(file.split(sep).join('/'));
    clearTimeout(this.#quiet);
    const left = this.#firstAt + LONGEST_MS - performance.now();
    this.#quiet = setTimeout(
      () => {
        this.#quiet = undefined;
        this.#tell();
      },
      Math.max(0, Math.min(QUIET_MS, left)),
    );
  }
}

function inodeOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.ino;
}

/** Whether a person may have written the file. */
function isByHand(file: string): boolean {
  const folders = file.split(sep);
  const name = folders.pop() ?? '';
  if (name === '' || BY_TOOLS.test(name)) return false;
  const isBuilt = folders.some((folder) => BUILD_FOLDERS.has(folder)) || BUILD_FOLDERS.has(name);
  return !isBuilt || (extname(name) !== '' && languageOf(name) !== undefined);
}

function cannotWatch(folder: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const remedies: Record<string, string> = {
    ENOSPC: 'raise fs.inotify.max_user_watches (sysctl), or name a folder with less in it',
    EMFILE: 'raise fs.inotify.max_user_instances (sysctl) or `ulimit -n`, or close other watchers',
  };
  return new UserError('A folder cannot be watched.', {
    file: folder,
    found: code === 'ENOENT' ? 'nothing of this name' : code,
    allowed: 'a folder that may be read',
    remedy: remedies[code],
  });
}
