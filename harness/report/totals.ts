/** The points of several results together. */
import type { Result } from '../judge/result.ts';

export interface Totals {
  /** Inconclusive as soon as one of them is. */
  status: Result['status'];
  score: number;
  maxScore: number;
  /** Points that the harness could not judge: neither earned nor lost. */
  open: number;
}

export function totalsOf(results: readonly Result[]): Totals {
  const statuses = results.map(({ status }) => status);
  const passed = statuses.every((status) => status === 'passed') ? 'passed' : 'failed';
  return {
    status: statuses.includes('inconclusive') ? 'inconclusive' : passed,
    score: sum(results.map(({ score }) => score)),
    maxScore: sum(results.map(({ maxScore }) => maxScore)),
    open: sum(results.flatMap(openPoints)),
  };
}

function openPoints({ scenarios }: Result): number[] {
  return scenarios
    .flatMap(({ checks }) => checks)
    .flatMap(({ status, score, maxScore }) => (status === 'inconclusive' ? [maxScore - score] : []));
}

/** Points are whole hundredths; added as such, they do not gather the last bits of binary fractions. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + Math.round(number * 100), 0) / 100;
}
