/** Lost points at the student's own lines, as places in the repository. */
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Check, Result, ScenarioResult } from '../../judge/result.ts';
import { cut } from '../exports/tests.ts';
import { sum } from '../totals.ts';
import { visible } from '../visible.ts';
import { scoreOf } from '../words.ts';

export interface Annotation {
  level: 'failure' | 'warning' | 'notice';
  /** Relative to the repository, with forward slashes, and inside of it. */
  path: string;
  /** From 1. */
  line: number;
  title: string;
  message: string;
}

const LONGEST_TITLE = 200;
const LONGEST_MESSAGE = 2000;

/**
 * Each place once for each check, with what it cost in all scenarios together, in their order. `root`: the absolute path of the checkout in
 * which it was graded; any, where submissions are named relative to it, as `grade ci` does. What lies outside of it, or is
 * named by characters that no program prints, has no place.
 */
export function annotationsOf(results: readonly Result[], root: string): Annotation[] {
  const places = new Map<string, Lost>();
  const all = results.flatMap((result) => [
    ...findingsOf(result, root),
    ...result.scenarios.flatMap((scenario) =>
      scenario.checks.flatMap((check) => ofCheck(result, scenario, check, root)),
    ),
  ]);
  for (const { annotation, score, maxScore } of all) {
    const { path, line, title, level } = annotation;
    const key = JSON.stringify([path, line, title, level]);
    const before = places.get(key) ?? { annotation, score: 0, maxScore: 0 };
    places.set(key, {
      annotation: before.annotation,
      score: sum([before.score, score]),
      maxScore: sum([before.maxScore, maxScore]),
    });
  }
  return [...places.values()].map(withWorth);
}

/** What one place cost, in all the scenarios in which it did. */
interface Lost {
  annotation: Annotation;
  score: number;
  maxScore: number;
}

function withWorth({ annotation, score, maxScore }: Lost): Annotation {
  if (annotation.level === 'warning') return annotation;
  const worth = annotation.level === 'notice' ? 'advice' : `${scoreOf(score, maxScore)} points`;
  return { ...annotation, title: `${annotation.title} (${worth})` };
}

function ofCheck({ submission }: Result, scenario: ScenarioResult, check: Check, root: string): Lost[] {
  const { where, status, title, message, hint, score, maxScore } = check;
  const file = where?.file ?? programOf(scenario, check);
  if (file === undefined || status !== 'failed') return [];
  const path = pathIn(root, submission.path, file);
  if (path === undefined) return [];
  const annotation = {
    level: scenario.advice ? ('notice' as const) : ('failure' as const),
    ...{ path, line: where?.line ?? 1 },
    title: cut(visible(title), LONGEST_TITLE),
    message: [message, ...(hint === undefined ? [] : [`Try: ${hint}`])].map(shown).join('\n'),
  };
  return [{ annotation, score, maxScore }];
}

/** Where no line is known, the file of the program that is at fault. */
function programOf({ programs }: ScenarioResult, { by }: Check): string | undefined {
  return programs.find((program) => program.by === 'student' && program.role === by)?.file;
}

function findingsOf({ submission, findings }: Result, root: string): Lost[] {
  return findings.flatMap(({ file, line, message, code }) => {
    const path = file === undefined ? undefined : pathIn(root, submission.path, file);
    if (path === undefined) return [];
    const place = { path, line: line ?? 1 };
    const annotation = { level: 'warning' as const, ...place, title: shown(code), message: shown(message) };
    return [{ annotation, score: 0, maxScore: 0 }];
  });
}

function shown(text: string): string {
  return cut(visible(text), LONGEST_MESSAGE);
}

function pathIn(root: string, folder: string, file: string): string | undefined {
  const path = relative(root, resolve(root, folder, file));
  const isInside = path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  return isInside && visible(path) === path && path.length <= LONGEST_TITLE
    ? path.split(sep).join('/')
    : undefined;
}
