/** The command line as a process of its own, as it was built. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, type Options } from 'execa';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const entry = join(root, 'dist', 'grade.js');

export interface Answer {
  code: number | undefined;
  stdout: string;
  stderr: string;
}

/** Starts `grade`. Colours are left to what the test says of them. */
export function startGrade(words: string[], options: Options = {}) {
  if (!existsSync(entry)) throw new Error('dist/ is not there: npm run build');
  return execa(process.execPath, [entry, ...words], {
    cwd: root,
    reject: false,
    stripFinalNewline: false,
    stdin: 'ignore',
    ...options,
    env: { FORCE_COLOR: undefined, NO_COLOR: undefined, ...options.env },
  });
}

export async function grade(words: string[], options: Options = {}): Promise<Answer> {
  const { exitCode, stdout, stderr } = await startGrade(words, options);
  return { code: exitCode, stdout: String(stdout), stderr: String(stderr) };
}
