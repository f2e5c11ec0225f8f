/** A result as a check run of GitHub, field by field (https://docs.github.com/rest/checks/runs). */
import type { Result } from '../../judge/result.ts';
import { totalsOf } from '../totals.ts';
import { scoreOf } from '../words.ts';
import { annotationsOf } from './annotations.ts';
import { percentOf } from './summary.ts';

export interface CheckAnnotation {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: 'failure' | 'warning' | 'notice';
  title: string;
  message: string;
}

export type Conclusion = 'success' | 'failure' | 'action_required';

/** `passes`: percent of the points from which it is a success, where that is not all of them. */
export function conclusionOf(results: readonly Result[], passes: number | undefined): Conclusion {
  const { status } = totalsOf(results);
  // Not `neutral`, which GitHub takes for a success where the check is required.
  if (status === 'inconclusive') return 'action_required';
  return status === 'passed' || (passes !== undefined && percentOf(results) >= passes)
    ? 'success'
    : 'failure';
}

export function titleOf(results: readonly Result[]): string {
  const { score, maxScore } = totalsOf(results);
  return `${scoreOf(score, maxScore)} points`;
}

/** A request takes 50 of them. */
const BATCH = 50;
const MOST_BATCHES = 5;
/** GitHub keeps line numbers in 32 bits. */
const LAST_LINE = 2 ** 31 - 1;

/** In batches, each for a request of its own; what is beyond them is in the summary all the same. */
export function annotationBatches(results: readonly Result[]): CheckAnnotation[][] {
  const all = annotationsOf(results, '/checkout').slice(0, BATCH * MOST_BATCHES);
  const annotations = all.map(({ path, line, level, title, message }): CheckAnnotation => {
    const place = Math.min(line, LAST_LINE);
    return { path, start_line: place, end_line: place, annotation_level: level, title, message };
  });
  return Array.from({ length: Math.ceil(annotations.length / BATCH) }, (_, index) =>
    annotations.slice(index * BATCH, (index + 1) * BATCH),
  );
}
