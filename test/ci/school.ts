/** A school's repository on GitHub, a student's pull request to it, and the job that posts what was graded of it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../harness/judge/result.ts';
import { grade, type Answer } from '../commands/grade.ts';
import { bytes, check, connection, conversation, result, scenario } from '../report/sample-results.ts';
import { BOT, LocalGitHub, TOKEN, zipped, type Artifact, type PostedComment } from './github.ts';

export const FIRST = 'a1'.repeat(20);
export const SECOND = 'b2'.repeat(20);
export const FORK = 77;

/** A school's repository, with a pull request from a student's fork. */
export async function school(...artifacts: Artifact[]): Promise<LocalGitHub> {
  const github = await LocalGitHub.open();
  github.artifacts = artifacts;
  github.pulls = [{ number: 7, head: { sha: FIRST, label: 'alice:lab', repository: FORK } }];
  return github;
}

export async function artifact(results: Result[], commit = FIRST): Promise<Artifact> {
  const stamped = results.map((one) => ({ ...one, graded: { ...one.graded, commit } }));
  return {
    name: 'sockmark',
    zip: await zipped({ 'report.html': '<p>', 'results.json': JSON.stringify({ results: stamped }) }),
  };
}

let events = 0;

/** What a job knows that was started by the end of the run in which `commit` was graded. */
export async function environmentOf(
  folder: string,
  github: LocalGitHub,
  commit: string,
): Promise<Record<string, string>> {
  const event = join(folder, `event-${++events}.json`);
  const url = 'https://github.example/school/lab/runs/42';
  const head_repository = { id: FORK, owner: { login: 'alice' } };
  const run = {
    id: 42,
    head_sha: commit,
    head_branch: 'lab',
    html_url: url,
    head_repository,
    pull_requests: [],
  };
  const repository = { name: 'lab', owner: { login: 'school' } };
  await writeFile(event, JSON.stringify({ action: 'completed', repository, workflow_run: run }));
  return {
    ...{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'workflow_run', GITHUB_EVENT_PATH: event },
    ...{ GITHUB_API_URL: github.url, GITHUB_TOKEN: TOKEN },
  };
}

/** The step that posts. */
export async function post(
  folder: string,
  github: LocalGitHub,
  commit = FIRST,
  words: string[] = [],
): Promise<Answer> {
  return grade(['post', ...words], { env: await environmentOf(folder, github, commit) });
}

/** Those of the token's own user. */
export function posted(github: LocalGitHub): PostedComment[] {
  return github.on(7).filter(({ author }) => author === BOT);
}

export const upper = (isRight: boolean, where = { file: 'server.py', line: 6 }) => {
  const asked = connection();
  const actual = connection({
    events: asked.events.map((event) =>
      event.kind === 'data' && event.from === 'server' ? { ...event, bytes: bytes('hello') } : event,
    ),
  });
  const lost = {
    ...{ status: 'failed' as const, score: 0, where, hint: 'Call upper().', at: { connection: 1, event: 2 } },
    ...{
      difference: { expected: bytes('HELLO WORLD'), actual: bytes('hello'), offset: 0 },
      cause: 'wrong-reply',
    },
  };
  return result({
    ...{
      submission: { id: 'lab', path: 'src' },
      status: isRight ? 'passed' : 'failed',
      score: isRight ? 5 : 3,
    },
    scenarios: [
      scenario({
        ...{ status: isRight ? 'passed' : 'failed', score: isRight ? 5 : 3 },
        ...{ checks: [check(isRight ? {} : lost)], expected: conversation(asked) },
        conversation: conversation(isRight ? asked : actual),
      }),
    ],
  });
};
