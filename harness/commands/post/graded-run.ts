/**
 * The run of a workflow in which a student's commit was graded, as the event `workflow_run` names it: GitHub's own words,
 * and nothing that the run could have written itself.
 */
import { shownValue, UserError } from '../../spec/user-error.ts';
import { asCommit, at, eventOf, type Environment } from '../ci/runner.ts';

export interface GradedRun {
  owner: string;
  repo: string;
  id: number;
  /** For people. */
  url: string;
  /** What the student pushed; of a pull request not the merge that was checked out. */
  commit: string;
  /** Where it was pushed to; undefined where that repository is there no more. */
  head: { owner: string; branch: string; repository: number } | undefined;
}

/** @throws {UserError} where the job was started by something else. */
export async function gradedRun(environment: Environment): Promise<GradedRun> {
  const event = await eventOf(environment);
  const run = at(event, 'workflow_run');
  const facts = {
    owner: at(event, 'repository', 'owner', 'login'),
    repo: at(event, 'repository', 'name'),
    id: at(run, 'id'),
    url: at(run, 'html_url'),
    commit: asCommit(at(run, 'head_sha')),
  };
  const { owner, repo, id, url, commit } = facts;
  if (
    typeof owner === 'string' &&
    typeof repo === 'string' &&
    typeof id === 'number' &&
    typeof url === 'string' &&
    commit !== undefined
  ) {
    return { owner, repo, id, url, commit, head: headOf(run) };
  }
  throw new UserError('grade post posts what the run of another workflow has graded.', {
    found: `the event ${shownValue(environment.GITHUB_EVENT_NAME)}`,
    allowed: 'the event "workflow_run", in a job of GitHub Actions',
    remedy: 'start from docs/workflows/post.yml',
  });
}

function headOf(run: unknown): GradedRun['head'] {
  const owner = at(run, 'head_repository', 'owner', 'login');
  const repository = at(run, 'head_repository', 'id');
  const branch = at(run, 'head_branch');
  const isKnown = typeof owner === 'string' && typeof repository === 'number' && typeof branch === 'string';
  return isKnown ? { owner, branch, repository } : undefined;
}
