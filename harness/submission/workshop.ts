/** Where the programs of one submission are checked and built. */
import { mkdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Source } from './languages/language.ts';
import { runTool, type Confine, type ToolOptions, type ToolRun } from './tools.ts';

/** In the stage: what the harness builds, apart from the student's files. */
export const BUILD_FOLDER = '.sockmark';

export interface Workshop {
  /** Absolute path. Tools run in it, and paths in their messages are relative to it. */
  stage: string;
  /** All sources of the submission. */
  sources: readonly Source[];
  /** Files that a program may be linked with, such as `.jar`. Relative to the stage. */
  files: readonly string[];
  /** True where tools see only the stage: what they keep for the next time is then gone. */
  isConfined: boolean;
  run(command: readonly string[], options?: Omit<ToolOptions, 'cwd'> & { folder?: string }): Promise<ToolRun>;
  /** Makes a folder for what is built, and returns its path relative to the stage. */
  buildFolder(name: string): Promise<string>;
}

export function openWorkshop(
  stage: string,
  sources: readonly Source[],
  files: readonly string[],
  { confine, signal }: { confine?: Confine | undefined; signal?: AbortSignal | undefined },
): Workshop {
  return {
    stage,
    sources,
    files,
    isConfined: confine !== undefined,
    run: (command, { folder = '.', ...options } = {}) =>
      runTool(confine?.(command, stage) ?? command, {
        ...options,
        signal,
        cwd: join(stage, folder),
        env: { HOME: stage, TMPDIR: join(stage, BUILD_FOLDER), ...options.env },
      }),
    async buildFolder(name) {
      const folder = posix.join(BUILD_FOLDER, name);
      await mkdir(join(stage, folder), { recursive: true });
      return folder;
    },
  };
}

/** `file` as seen from `folder`, both relative to the stage; always with a folder in front, never an option. */
export function seenFrom(folder: string, file: string): string {
  const path = posix.relative(folder, file);
  return path.startsWith('.') ? path : `./${path}`;
}
