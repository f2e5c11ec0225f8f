/** The check run of a commit. */
import type { CheckAnnotation, Conclusion } from '../../report/ci/check-run.ts';
import { asLongAsItMayBe, refusedBy, type GitHub } from './github.ts';
import type { GradedRun } from './graded-run.ts';

export interface CheckRun {
  name: string;
  conclusion: Conclusion;
  title: string;
  /** Markdown of at most so many bytes. */
  summary: (budget: number) => string;
  annotations: readonly CheckAnnotation[][];
}

/** One line for the log. */
export async function postCheckRun(
  github: GitHub,
  { owner, repo, id, url, commit }: GradedRun,
  { name, conclusion, title, summary, annotations }: CheckRun,
): Promise<string> {
  const created = await asLongAsItMayBe(async (budget) => {
    const output = { title, summary: summary(budget) };
    const { data } = await github.request('POST /repos/{owner}/{repo}/check-runs', {
      ...{ owner, repo, name, head_sha: commit, details_url: url, external_id: String(id) },
      ...{ status: 'completed', conclusion, output },
    });
    return { data, output };
  });
  // What comes with an update is added to what is there.
  let refused = 0;
  for (const batch of annotations) {
    const output = { ...created.output, annotations: batch };
    try {
      await github.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
        ...{ owner, repo, check_run_id: created.data.id, output },
      });
    } catch (error) {
      if (refusedBy(error) !== 422) throw error;
      refused += batch.length;
    }
  }
  const count = annotations.flat().length;
  const without = refused === 0 ? '' : `, ${refused} of which GitHub did not take`;
  const places = `${count} ${count === 1 ? 'annotation' : 'annotations'}`;
  return `check run   ${conclusion}, ${places}${without}   ${created.data.html_url ?? ''}`;
}
