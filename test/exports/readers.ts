/** Each exported format as the platform reads it: what score it would record. Written from the platforms' own pages. */
import { expect } from 'vitest';
import { EXPORTERS } from '../../harness/report/exports/registry.ts';
import type { Result } from '../../harness/judge/result.ts';

const AT = new Date('2026-11-21T12:00:00Z');

export function exported(format: string, results: readonly Result[], item?: string): string {
  const exporter = EXPORTERS.find(({ id }) => id === format);
  if (exporter === undefined) throw new Error(`There is no exporter ${format}`);
  return exporter.write(results, { at: AT, item });
}

interface Scored {
  score: number;
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
    const { score, tests } = JSON.parse(text) as { score: number; tests: Points[] };
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
    const last = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as { scores: Record<string, number> };
    return { score: add(Object.values(last.scores)) };
  },
  'github-classroom'(text) {
    const step = JSON.parse(Buffer.from(text, 'base64').toString()) as { max_score: number; tests: Points[] };
    return { score: add(step.tests.map((test) => test.score)), maxScore: step.max_score };
  },
};

/** What each platform would record, by format. */
export function totalsEverywhere(results: readonly Result[]): Record<string, Scored> {
  return Object.fromEntries(
    EXPORTERS.map(({ id }) => [id, READERS[id]?.(exported(id, results)) ?? { score: NaN }]),
  );
}

/** What they are to record. */
export function totalsWanted(results: readonly Result[]): Record<string, Scored> {
  const score = add(results.map((result) => result.score));
  const maxScore = add(results.map((result) => result.maxScore));
  return Object.fromEntries(
    EXPORTERS.map(({ id }) => [id, id === 'autolab' ? { score } : { score, maxScore }]),
  );
}
