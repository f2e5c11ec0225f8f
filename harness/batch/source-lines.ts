/** The student's own line beside each place that a check names: stack traces of Java, Go and Node have only its number. */
import { posix } from 'node:path';
import type { Check, ScenarioResult } from '../judge/result.ts';
import { readSources } from '../submission/sources.ts';

type Place = NonNullable<Check['where']>;

const LONGEST_LINE = 200;

/** `stage`: the copy of the student's folder that the places are in. */
export async function withSourceLines(result: ScenarioResult, stage: string): Promise<ScenarioResult> {
  const bare = result.checks.flatMap(({ where }) =>
    where && isBare(where) && isInside(where.file) ? [where.file] : [],
  );
  if (bare.length === 0) return result;
  const sources = await readSources(stage, [...new Set(bare)]).catch(() => []);
  const texts = new Map(sources.map(({ file, text }) => [file, text.split(/\r?\n/)]));
  const checks = result.checks.map((check) => {
    const { where } = check;
    if (where === undefined || !isBare(where)) return check;
    const source = texts.get(where.file)?.[(where.line ?? 0) - 1]?.trim();
    return source ? { ...check, where: { ...where, source: source.slice(0, LONGEST_LINE) } } : check;
  });
  return { ...result, checks };
}

function isBare({ line, source }: Place): boolean {
  return line !== undefined && source === undefined;
}

/** A program may print a trace of its own, with a path to any file. */
function isInside(file: string): boolean {
  const path = posix.normalize(file);
  return !path.startsWith('..') && !posix.isAbsolute(path);
}
