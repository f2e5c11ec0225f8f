/** Each exported format as the platform reads it: what score it would record. Written from the platforms' own pages. */
import { expect } from 'vitest';
import { EXPORTERS } from '../../harness/report/exports/registry.ts';
import type { Result } from '../../harness/judge/result.ts';
import { refusedBy } from './schemas.ts';

const AT = new Date('2026-11-21T12:00:00Z');

export function exported(format: string, results: readonly Result[], item?: string): string {
  const exporter = EXPORTERS.find(({ id }) => id === format);
  if (exporter === undefined) throw new Error(`There is no exporter ${format}`);
  return exporter.write(results, { at: AT, item, environment: CLASSROOM_50 });
}

/** As its runner gives it to `autograder.py` (wiki/Advanced-Autograding.md, "Contract"). */
export const CLASSROOM_50 = {
  CLASSROOM: 'cs-principles',
  ASSIGNMENT: 'hello',
  ASSIGNMENT_TYPE: 'individual',
  OWNER: 'alice',
  SUBMISSION_TAG: 'submit/2026-06-01T14-32-05Z-a1b2c3d',
  COMMIT_URL: 'https://github.com/o/r/commit/a1b2c3d',
  RELEASE_URL: 'https://github.com/o/r/releases/tag/submit%2F1',
  REVIEW_URL: '',
};

interface Scored {
  /** Undefined where no score is recorded. */
  score: number | undefined;
  maxScore?: number;
}

const add = (numbers: number[]) => Math.round(numbers.reduce((all, one) => all + one, 0) * 100) / 100;

/** Sums `name="…" value="…"` properties of test cases, which are indented deeper than those of suites. */
function xmlProperties(text: string, name: string): number {
  const found = text.matchAll(new RegExp(`^ {8}<property name="${name}" value="([\\d.]+)"/>$`, 'gm'));
  return add([...found].map(([, value]) => Number(value)));
}

interface Points {
  score: number;
  points: number;
  max_score: number;
  max_points: number;
  extra: { score: number; maxScore: number };
}

interface WholeNumbers {
  score: number;
  'max-score': number;
}

const READERS: Record<string, (text: string) => Scored> = {
  junit: (text) => ({ score: xmlProperties(text, 'score'), maxScore: xmlProperties(text, 'max-score') }),
  ctrf(text) {
    const { results } = JSON.parse(text) as { results: { tests: Points[] } };
    return {
      score: add(results.tests.map(({ extra }) => extra.score)),
      maxScore: add(results.tests.map(({ extra }) => extra.maxScore)),
    };
  },
  tap(text) {
    const values = (name: string) =>
      add([...text.matchAll(new RegExp(`^  ${name}: (.*)$`, 'gm'))].map(([, value]) => Number(value)));
    return { score: values('score'), maxScore: values('max_score') };
  },
  'gradescope-results'(text) {
    const { score, ...all } = JSON.parse(text) as { score: number; tests: Partial<Points>[] };
    const tests = all.tests.filter((test): test is Points => test.score !== undefined);
    expect(score).toBe(add(tests.map((test) => test.score)));
    return { score, maxScore: add(tests.map((test) => test.max_score)) };
  },
  prairielearn(text) {
    const { score, tests } = JSON.parse(text) as { score: number; tests: Points[] };
    const maxScore = add(tests.map((test) => test.max_points));
    expect(score * maxScore).toBeCloseTo(add(tests.map(({ points }) => points)));
    return { score: add(tests.map(({ points }) => points)), maxScore };
  },
  autolab(text) {
    const last = text.trimEnd().split('\n').at(-1) ?? '';
    if (!last.startsWith('{')) return { score: undefined };
    const { scores } = JSON.parse(last) as { scores: Record<string, number> };
    return { score: add(Object.values(scores)) };
  },
  'classroom-50'(text) {
    const { tests, ...all } = JSON.parse(text) as WholeNumbers & { tests: WholeNumbers[] };
    expect(all.score).toBe(add(tests.map((test) => test.score)));
    expect(all['max-score']).toBe(add(tests.map((test) => test['max-score'])));
    return { score: all.score / 100, maxScore: all['max-score'] / 100 };
  },
  'github-classroom'(text) {
    const step = JSON.parse(Buffer.from(text, 'base64').toString()) as { max_score: number; tests: Points[] };
    return { score: add(step.tests.map((test) => test.score)), maxScore: step.max_score };
  },
};

/** What each platform would record of what it takes, by format. */
export function totalsEverywhere(results: readonly Result[]): Record<string, Scored> {
  return Object.fromEntries(
    EXPORTERS.map(({ id }) => {
      const file = exported(id, results);
      expect(refusedBy(id, file), id).toEqual([]);
      return [id, READERS[id]?.(file) ?? { score: NaN }];
    }),
  );
}

/** What they are to record. */
export function totalsWanted(results: readonly Result[]): Record<string, Scored> {
  const score = add(results.map((result) => result.score));
  const maxScore = add(results.map((result) => result.maxScore));
  const isOpen = results.some(({ status }) => status === 'inconclusive');
  return Object.fromEntries(
    EXPORTERS.map(({ id }) => [
      id,
      id === 'autolab' ? { score: isOpen ? undefined : score } : { score, maxScore },
    ]),
  );
}
