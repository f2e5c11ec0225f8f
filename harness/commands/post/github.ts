/** GitHub's API, with its limits kept. */
import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { version } from '../../batch/version.ts';
import { UserError } from '../../spec/user-error.ts';
import type { Environment } from '../ci/runner.ts';

const Client = Octokit.plugin(retry, throttling);

export type GitHub = InstanceType<typeof Client>;

const MOST_WAITS = 3;
/** A limit that ends later than that is for another day. */
const LONGEST_WAIT_S = 300;

/** @throws {UserError} without a token. */
export function openGitHub(environment: Environment): GitHub {
  const token = environment.GITHUB_TOKEN;
  if (token === undefined || token === '') {
    throw new UserError('grade post may not write to GitHub.', {
      found: 'no GITHUB_TOKEN in the environment',
      remedy: 'give the step GITHUB_TOKEN: ${{ github.token }}, as docs/workflows/post.yml does',
    });
  }
  const waits = (seconds: number, _request: unknown, _client: unknown, waited: number) => {
    const isWorthIt = waited < MOST_WAITS && seconds <= LONGEST_WAIT_S;
    if (isWorthIt) process.stdout.write(`GitHub has a limit on requests: the next one in ${seconds} s.\n`);
    return isWorthIt;
  };
  return new Client({
    auth: token,
    baseUrl: environment.GITHUB_API_URL ?? 'https://api.github.com',
    userAgent: `sockmark/${version}`,
    throttle: { onRateLimit: waits, onSecondaryRateLimit: waits },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
}

/** What matters of it comes as an error. */
function nothing(): void {
  return;
}

/** The code of HTTP by which GitHub refused; undefined for every other error. */
export function refusedBy(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('status' in error) || !('request' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}

/** As an error that is the user's to mend, where GitHub refused. */
export function asUserError(error: unknown): unknown {
  const status = refusedBy(error);
  if (status === undefined || !(error instanceof Error)) return error;
  return new UserError('GitHub did not take it.', {
    found: `${status}: ${error.message}`,
    remedy:
      status === 401 || status === 403 || status === 404
        ? 'give the job permissions: actions: read, checks: write, pull-requests: write'
        : 'run the job again',
  });
}

/** Bytes of a text, from as many as GitHub says it takes to so few that it must be something else. */
const BUDGETS = [64_000, 20_000] as const;
const LEAST_BUDGET = 5_000;

/** Sends a text, and a shorter one where GitHub cannot take it (422). */
export async function asLongAsItMayBe<T>(send: (budget: number) => Promise<T>): Promise<T> {
  for (const budget of BUDGETS) {
    try {
      return await send(budget);
    } catch (error) {
      if (refusedBy(error) !== 422) throw error;
    }
  }
  return send(LEAST_BUDGET);
}
