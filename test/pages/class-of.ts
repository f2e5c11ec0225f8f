/** A class on disk, as a grading leaves it, and its pages. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ClassSummary, type SubmissionSummary, summarize } from '../../harness/batch/summary.ts';
import { writeClassPages } from '../../harness/commands/pages.ts';
import type { Result } from '../../harness/judge/result.ts';
import { check, result, scenario } from '../report/sample-results.ts';

export async function writeClass(
  folder: string,
  results: Result[],
  more: (row: SubmissionSummary) => Partial<SubmissionSummary> = () => ({}),
): Promise<string> {
  const submissions: SubmissionSummary[] = [];
  for (const [index, one] of results.entries()) {
    const file = `submissions/${index} #?%.json`;
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), JSON.stringify(one));
    const row = summarize(one.submission.id, file, [one]);
    submissions.push({ ...row, ...more(row) });
  }
  const summary: ClassSummary = { schemaVersion: 1, network: 'private', submissions };
  const againFrom = (file: string) => ({ whole: `grade replay ${file}` });
  await writeClassPages(summary, { title: 'Lab 1', out: folder, againFrom });
  return join(folder, 'report.html');
}

/** Student `number` of a class: each third lost the reply, each fifth the port, each seventh could not be judged. */
export function student(number: number): Result {
  const reply = number % 3 === 0;
  const port = number % 5 === 0;
  const checks = [
    check({ id: 'port', title: 'The server listens on port 12000', ...lostIf(port, 2) }),
    check({ ...lostIf(reply, 3), ...(reply ? { hint: 'Use upper().', hintId: 'not-upper' } : {}) }),
  ];
  const score = (port ? 0 : 2) + (reply ? 0 : 3);
  const unsure = number % 7 === 0 ? 'inconclusive' : score === 5 ? 'passed' : 'failed';
  return result({
    submission: { id: `student-${number}`, path: `/class/student-${number}` },
    status: unsure,
    score,
    scenarios: [scenario({ status: unsure, score, checks })],
    hints: reply ? [{ id: 'not-upper', message: 'Use upper().', file: 'server.py', line: 12 }] : [],
  });
}

function lostIf(lost: boolean, maxScore: number) {
  return { status: lost ? ('failed' as const) : ('passed' as const), score: lost ? 0 : maxScore, maxScore };
}
