/** A class: many submissions side by side, each to a file of its own, and a summary. */
import { join } from 'node:path';
import type { Result } from '../judge/result.ts';
import { openResultsFolder, writeJsonFile } from './files.ts';
import type { ClassEntry } from './layout.ts';
import { inPool } from './slots.ts';
import { type ClassSummary, type SubmissionSummary, summarize } from './summary.ts';

export interface ClassGrading {
  entries: readonly ClassEntry[];
  /** Submissions in hand at once. */
  jobs: number;
  /** Folder of the results; made if it is not there. */
  out: string;
  signal: AbortSignal;
  about: Pick<ClassSummary, 'assignment' | 'network'>;
  /** Grades one submission: a result a task. Resolves with an inconclusive result where it is upset. */
  grade(entry: ClassEntry): Promise<Result[]>;
  onStart(id: string): void;
  onEnd(summary: SubmissionSummary): void;
}

/**
 * Grades the whole class. Results go to disk as they come and are not kept, so that memory does not grow with the
 * class.
 * @throws {UserError} where results cannot be written; the signal's reason when it is aborted.
 */
export async function gradeClass(grading: ClassGrading): Promise<ClassSummary> {
  await openResultsFolder(grading.out);
  const summaries = new Map<string, SubmissionSummary>();
  await inPool(grading.entries, grading.jobs, grading.signal, async (entry) => {
    grading.onStart(entry.id);
    const results = await grading.grade(entry);
    grading.signal.throwIfAborted();
    const file = `submissions/${entry.id}.json`;
    await writeJsonFile(join(grading.out, file), resultFile(results));
    const summary = summarize(entry.id, file, results);
    summaries.set(entry.id, summary);
    grading.onEnd(summary);
  });
  const submissions = grading.entries.flatMap(({ id }) => summaries.get(id) ?? []);
  const summary: ClassSummary = { schemaVersion: 1, ...grading.about, submissions };
  await writeJsonFile(join(grading.out, 'summary.json'), summary);
  return summary;
}

/** One task: its result. An assignment: its results in the order of its tasks. */
export function resultFile(results: Result[]): Result | { results: Result[] } {
  const [only] = results;
  return results.length === 1 && only !== undefined ? only : { results };
}
