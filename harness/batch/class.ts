/** A class: many submissions side by side, each to a file of its own, and a summary. */
import { join } from 'node:path';
import type { HandedIn } from '../intake/handed-in.ts';
import type { Result } from '../judge/result.ts';
import { asJson, openResultsFolder, writeJsonFile, writeWholeFile } from './files.ts';
import { Journal } from './journal.ts';
import { safeName } from './save-capture.ts';
import { inPool } from './slots.ts';
import {
  SUBMISSIONS_FOLDER,
  type ClassSummary,
  type MeasuredSummary,
  type SubmissionSummary,
  summarize,
} from './summary.ts';

export interface ClassGrading {
  entries: readonly HandedIn[];
  /** Submissions in hand at once. */
  jobs: number;
  /** Folder of the results; made if it is not there. */
  out: string;
  signal: AbortSignal;
  about: Omit<ClassSummary, 'schemaVersion' | 'submissions'>;
  /** True: what is graded already is graded again. */
  fresh: boolean;
  /** All that the results of an entry depend on, as one word. */
  keyOf(entry: HandedIn): Promise<string>;
  /** Grades one submission: a result a task. Resolves with an inconclusive result where it is upset. */
  grade(entry: HandedIn): Promise<Result[]>;
  /** The row of an entry in the summary. */
  stand(row: MeasuredSummary, entry: HandedIn): SubmissionSummary;
  onStart(id: string): void;
  /** `isOld`: it was graded before, and nothing has changed since. */
  onEnd(summary: SubmissionSummary, isOld: boolean): void;
}

/**
 * Grades the whole class. Results go to disk as they come and are not kept, so that memory does not grow with the
 * class. What a grading into the same folder has done before, and still holds, is not done again.
 * @throws {UserError} where results cannot be written; the signal's reason when it is aborted.
 */
export async function gradeClass(grading: ClassGrading): Promise<ClassSummary> {
  await openResultsFolder(grading.out);
  await using journal = await Journal.open(grading.out);
  const rows = new Map<string, SubmissionSummary>();
  await inPool(grading.entries, grading.jobs, grading.signal, async (entry) => {
    const { measured, isOld } = await measure(grading, entry, journal);
    const row = grading.stand(measured, entry);
    rows.set(entry.id, row);
    grading.onEnd(row, isOld);
  });
  const submissions = grading.entries.flatMap(({ id }) => rows.get(id) ?? []);
  const summary: ClassSummary = { schemaVersion: 1, ...grading.about, submissions };
  await writeJsonFile(join(grading.out, 'summary.json'), summary);
  return summary;
}

async function measure(
  grading: ClassGrading,
  entry: HandedIn,
  journal: Journal,
): Promise<{ measured: MeasuredSummary; isOld: boolean }> {
  const key = await grading.keyOf(entry);
  const known = grading.fresh ? undefined : await journal.find(entry.id, key);
  if (known !== undefined) return { measured: known, isOld: true };
  grading.onStart(entry.id);
  const results = await grading.grade(entry);
  grading.signal.throwIfAborted();
  const file = `${SUBMISSIONS_FOLDER}/${entry.id.split('/').map(safeName).join('/')}.json`;
  const text = asJson(resultFile(results));
  await writeWholeFile(join(grading.out, file), text);
  const measured = summarize(entry.id, file, results);
  // The harness may fare better another time.
  if (measured.status !== 'inconclusive') await journal.add(key, text, measured);
  return { measured, isOld: false };
}

/** One task: its result. An assignment: its results in the order of its tasks. */
export function resultFile(results: Result[]): Result | { results: Result[] } {
  const [only] = results;
  return results.length === 1 && only !== undefined ? only : { results };
}
