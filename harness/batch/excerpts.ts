/** The lines of a student's that a result names, with what stands around them, so that nobody has to look them up. */
import { constants, type FileHandle, open, realpath } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import type { Excerpt, Result } from '../judge/result.ts';
import type { Submission } from '../submission/submission.ts';

const AROUND = 3;
const MOST_EXCERPTS = 20;
const MOST_FILE_BYTES = 256 * 1024;
const MOST_COLUMNS = 200;

interface Named {
  file: string;
  line: number;
}

/** `result`, with excerpts of the files in the submission's stage. What cannot be read is left out. */
export async function withExcerpts(result: Result, { stage }: Pick<Submission, 'stage'>): Promise<Result> {
  const excerpts: Excerpt[] = [];
  for (const [file, lines] of byFile(namedIn(result))) {
    const text = await linesOf(stage, file);
    for (const { first, last } of joined(lines)) {
      const kept = text.slice(first - 1, last).map((line) => line.slice(0, MOST_COLUMNS));
      if (kept.length > 0) excerpts.push({ file, from: first, lines: kept.map(wellFormed) });
    }
  }
  return excerpts.length === 0 ? result : { ...result, excerpts: excerpts.slice(0, MOST_EXCERPTS) };
}

function namedIn({ scenarios, hints, findings }: Result): Named[] {
  const wheres = scenarios.flatMap(({ checks }) => checks.flatMap(({ where }) => where ?? []));
  return [...wheres, ...hints, ...findings].flatMap(({ file, line }) =>
    file === undefined || line === undefined ? [] : [{ file, line }],
  );
}

function byFile(named: Named[]): Map<string, number[]> {
  const files = new Map<string, number[]>();
  for (const { file, line } of named) files.set(file, [...(files.get(file) ?? []), line]);
  return files;
}

/** The spans around `lines`; those that touch are one. */
function joined(lines: number[]): { first: number; last: number }[] {
  const spans: { first: number; last: number }[] = [];
  for (const line of [...new Set(lines)].sort((a, b) => a - b)) {
    const [first, last] = [Math.max(1, line - AROUND), line + AROUND];
    const before = spans.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = last;
    else spans.push({ first, last });
  }
  return spans;
}

/** A name may come from what a program printed: it is read only inside the stage, where links out of it were left out. */
async function linesOf(stage: string, file: string): Promise<string[]> {
  const path = posix.normalize(file);
  if (path.startsWith('..') || posix.isAbsolute(path) || file.includes('\0')) return [];
  const handle = await openInside(stage, join(stage, path)).catch(() => undefined);
  if (handle === undefined) return [];
  try {
    if (!(await handle.stat()).isFile()) return [];
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_FILE_BYTES), 0, MOST_FILE_BYTES, 0);
    return buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\n|\r/);
  } catch {
    return [];
  } finally {
    await handle.close();
  }
}

/** Without waiting for a writer, should it be a pipe that a build has made (open(2), O_NONBLOCK; Windows has none). */
async function openInside(stage: string, path: string): Promise<FileHandle | undefined> {
  const real = await realpath(path);
  if (!real.startsWith((await realpath(stage)) + sep)) return undefined;
  return open(real, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
}

/** A cut may tear a surrogate pair; the way through UTF-8 puts U+FFFD in the place of a half. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
