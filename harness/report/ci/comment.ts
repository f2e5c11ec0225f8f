/** The comment on a pull request: found again by its first line, and what it remembers by its second. */
import type { Result } from '../../judge/result.ts';
import { code, plain } from './markdown.ts';
import { memoryIn, remember } from './memory.ts';
import { MARKS, renderSummary, type SummaryOptions } from './summary.ts';

/** By its first line nobody else's comment is taken for this one's; who wrote it is for the caller to know. */
export function isComment(name: string, body: string): boolean {
  return body.split(/\r?\n/, 1)[0] === marker(name);
}

/** The line that `remember` made, where the comment has one. */
export function memoryOf(body: string): string | undefined {
  return memoryIn(body.split(/\r?\n/, 2)[1]);
}

/** `budget`: bytes that all of it may have. */
export function renderComment(
  name: string,
  results: readonly Result[],
  { budget, ...options }: SummaryOptions & { budget: number },
): string {
  const memory = remember(results);
  const head = headOf(name, memory !== undefined && memory.length <= budget / 4 ? memory : undefined);
  return head + renderSummary(results, { ...options, budget: budget - head.length });
}

/** What a job left behind that cannot be shown. */
export interface NoResult {
  /** Graded in vain. */
  commit: string;
  /** One sentence. */
  why: string;
  /** Of the job. */
  url: string;
}

/** `memory`: of the comment before, which the next one is still to be compared with. */
export function renderNoResult(name: string, noResult: NoResult, memory: string | undefined): string {
  return `${headOf(name, memory)}## ${MARKS.inconclusive} No result\n\n${explainNoResult(noResult)}\n`;
}

export function explainNoResult({ commit, why, url }: NoResult): string {
  return `Nothing was graded for ${code(commit.slice(0, 12))}, and no points are lost: ${plain(why)} [See the job](${url}).`;
}

function headOf(name: string, memory: string | undefined): string {
  return `${marker(name)}\n${memory === undefined ? '' : `${memory}\n`}\n`;
}

function marker(name: string): string {
  return `<!-- sockmark: ${name} -->`;
}
