/** `grade post` against a server that speaks GitHub's API. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remember } from '../../harness/report/ci/memory.ts';
import { grade } from '../commands/grade.ts';
import { hostileResult } from '../exports/hostile.ts';
import { check, scenario } from '../report/sample-results.ts';
import { BOT, zipped, type Artifact } from './github.ts';
import { mischiefIn, parsed } from './markdown.ts';
import { obeyed } from './obeyed.ts';
import { artifact, FIRST, FORK, post, posted, school, SECOND, upper } from './school.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-post-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

// Between two writes GitHub wants a second, so most of the time nothing is done here.
describe.concurrent('grade post', () => {
  it('writes one comment and keeps it: what is wrong, the drawing twice, what changed since', async () => {
    await using github = await school(await artifact([upper(false)]));
    const forged = `<!-- sockmark: Sockmark -->\n${remember([upper(true)]) ?? ''}\n\nforged`;
    github.say(7, 'mallory', forged);
    for (let index = 0; index < 120; index++) github.say(7, 'bob', 'Well done.');
    github.refusals = [
      {
        ...{ route: /^POST .*check-runs$/, status: 403, headers: { 'retry-after': '1' } },
        body: { message: 'You have exceeded a secondary rate limit.' },
      },
    ];
    const answer = await post(folder, github);
    expect(answer.code, answer.stderr).toBe(0);
    expect(answer.stdout).toContain('GitHub has a limit on requests: the next one in 1 s.');
    const [first, ...others] = posted(github);
    expect(others).toEqual([]);
    expect(first?.body).toContain('## ❌ 3 / 5 points');
    expect(first?.body).not.toContain('**Since');
    expect(first?.body.match(/^```mermaid$/gm)).toHaveLength(2);
    expect(first?.body).toMatch(
      /<details open><summary>What went over the wire[^]*#34;hello#34;[^]*What the reference does[^]*#34;HELLO WORLD#34;/,
    );
    expect(mischiefIn(parsed(first?.body ?? ''))).toEqual([]);
    expect(github.checkRuns).toMatchObject([
      {
        ...{ name: 'Sockmark', head_sha: FIRST, status: 'completed', conclusion: 'failure' },
        details_url: 'https://github.example/school/lab/runs/42',
        output: {
          title: '3 / 5 points',
          annotations: [{ path: 'src/server.py', start_line: 6, end_line: 6, annotation_level: 'failure' }],
        },
      },
    ]);

    github.artifacts.push(await artifact([upper(true)], SECOND));
    github.pulls = [{ number: 7, head: { sha: SECOND, label: 'alice:lab', repository: FORK } }];
    const double = github.say(7, BOT, first?.body ?? '');
    const again = await post(folder, github, SECOND);
    expect(again.code, again.stderr).toBe(0);
    expect(posted(github).map(({ id }) => id)).toEqual([first?.id]);
    expect(posted(github)).not.toContain(double);
    expect(first?.body).toContain('## ✅ 5 / 5 points');
    expect(first?.body).toMatch(
      /\*\*Since `a1a1a1a1a1a1`: \+2 points, from 3 to 5 \/ 5\*\*\n\n- ✅ won \*\*message\\-2\*\* in server/,
    );
    expect(github.checkRuns[1]).toMatchObject({ head_sha: SECOND, conclusion: 'success' });
    expect(github.on(7)[0]).toMatchObject({ author: 'mallory', body: forged });
  });

  it('believes nothing of what somebody has written into its comment', async () => {
    await using github = await school(await artifact([upper(true)]));
    const own = github.say(7, BOT, `<!-- sockmark: Sockmark -->\n${remember([upper(false)]) ?? ''}\n\n`);
    own.editor = 'alice';
    const answer = await post(folder, github);
    expect(answer.code, answer.stderr).toBe(0);
    expect(own.body).toContain('## ✅ 5 / 5 points');
    expect(own.body).not.toContain('Since');
  });

  it('annotates by the fifty, and is shorter where GitHub says so', async () => {
    const one = upper(false);
    const checks = Array.from({ length: 170 }, (_, index) =>
      check({
        id: `check-${index}`,
        status: 'failed',
        score: 0,
        where: { file: 'server.py', line: index === 0 ? 9e15 : index },
        message: 'wrong '.repeat(80),
      }),
    );
    const many = { ...one, scenarios: one.scenarios.map((all) => ({ ...all, checks })) };
    await using github = await school(await artifact([many]));
    github.longestComment = 21_000;
    github.refusals = [
      { route: /^GET .*zip$/, status: 502, body: { message: 'Bad gateway' } },
      {
        ...{ route: /^PATCH .*check-runs/, status: 403, body: { message: 'API rate limit exceeded' } },
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
      },
      { route: /^PATCH .*check-runs/, status: 422, body: { message: 'Invalid request.' } },
    ];
    const answer = await post(folder, github, FIRST, ['--name', 'Lab 1', '--fail-under', '50']);
    expect(answer.code, answer.stderr).toBe(0);
    expect(github.checkRuns).toMatchObject([{ name: 'Lab 1', conclusion: 'success' }]);
    expect(github.checkRuns[0]?.output.annotations).toHaveLength(120);
    expect(github.requests.filter((route) => /^PATCH .*check-runs/.test(route))).toHaveLength(5);
    expect(answer.stdout).toContain('170 annotations, 50 of which GitHub did not take');
    expect(github.requests.filter((route) => /^POST .*comments/.test(route))).toHaveLength(2);
    const [comment] = posted(github);
    expect(comment?.body).toContain('There is more than fits here');
    expect(comment?.body).toMatch(/<sub>Graded by .*<\/sub>\n*$/);
  });

  it('shows what means harm as text', async () => {
    const hostile = hostileResult();
    const tenMegabytes = scenario({ status: 'failed', title: 'x`~@<'.repeat(2_000_000) });
    const long = { ...hostile, network: 'host' as const, scenarios: [tenMegabytes, ...hostile.scenarios] };
    await using github = await school(await artifact([hostile, long]));
    const answer = await post(folder, github);
    expect(answer.code, answer.stderr).toBe(0);
    expect(obeyed(answer.stdout + answer.stderr)).toEqual([]);
    const [comment] = posted(github);
    const texts = [comment?.body ?? '', github.checkRuns[0]?.output.summary ?? ''];
    for (const text of texts) {
      expect(text.length).toBeGreaterThan(5000);
      expect(mischiefIn(parsed(text))).toEqual([]);
      expect(text).toMatch(/> There were no private networks[^\n]*\n\n<sub>Graded by .*<\/sub>\n*$/);
    }
    expect(comment?.body.split('\n').filter((line) => line.includes('<!-- sockmark:'))).toHaveLength(1);
    expect(mischiefIn(parsed(hostile.hints.map(({ message }) => message).join('\n\n')))).not.toEqual([]);
  });

  it.each<[string, () => Promise<Partial<Artifact> | undefined>, RegExp]>([
    ['no artifact', () => Promise.resolve(undefined), /The job left no results behind/],
    ['another commit', () => artifact([upper(true)], SECOND), /The result is of another commit/],
    ['no zip', () => Promise.resolve({ zip: Buffer.from('PK, ##[error]really') }), /cannot be unpacked/],
    ['no results', async () => ({ zip: await zipped({ 'a/results.json': '{}' }) }), /has no results in it/],
    [
      'a wrong schema',
      async () => ({ zip: await zipped({ 'results.json': '{"schemaVersion":1,"##[error]x":"@octocat"}' }) }),
      /This file has .*faults/,
    ],
    [
      'no JSON',
      async () => ({ zip: await zipped({ 'results.json': '##[error]\n::error::forged' }) }),
      /This file is not JSON/,
    ],
    [
      'a bomb',
      async () => ({ zip: await zipped({ 'results.json': Buffer.alloc(33 * 1024 * 1024, ' ') }) }),
      /too large to be read/,
    ],
    ['gigabytes', () => Promise.resolve({ zip: Buffer.alloc(0), size: 5e9 }), /too large to be read/],
  ])('says that there is no result, and of it nothing more: %s', async (_name, left, why) => {
    const found = await left();
    await using github = await school(
      ...(found === undefined ? [] : [{ name: 'sockmark', zip: Buffer.alloc(0), ...found }]),
    );
    const memory = remember([upper(false)]) ?? '';
    const own = github.say(7, BOT, `<!-- sockmark: Sockmark -->\n${memory}\n\n10 / 10`);
    const answer = await post(folder, github);
    expect(answer.code).toBe(2);
    expect(obeyed(answer.stdout + answer.stderr)).toEqual([expect.stringMatching(/^::error::grade: /)]);
    expect(answer.stderr).toMatch(why);
    expect(github.checkRuns).toMatchObject([
      { conclusion: 'action_required', output: { title: 'No result', annotations: [] } },
    ]);
    expect(own.body.split('\n').slice(0, 4)).toEqual([
      '<!-- sockmark: Sockmark -->',
      memory,
      '',
      '## ⚠️ No result',
    ]);
    expect(own.body).toMatch(why);
    expect(own.body).not.toMatch(/octocat|##\[|10 \/ 10/);
  });

  it.each([
    ['has moved on', { sha: SECOND, label: 'alice:lab', repository: FORK }],
    ['is of another repository', { sha: FIRST, label: 'alice:lab', repository: 1 }],
    ['is of another branch', { sha: FIRST, label: 'alice:other', repository: FORK }],
  ])('writes no comment on a pull request that %s', async (_name, head) => {
    await using github = await school(await artifact([upper(true)]));
    github.pulls = [{ number: 7, head }];
    const answer = await post(folder, github);
    expect(answer.code, answer.stderr).toBe(0);
    expect(answer.stdout).toContain('no open pull request ends with this commit');
    expect(github.checkRuns).toHaveLength(1);
    expect(github.on(7)).toEqual([]);
  });

  it('says which permissions it needs', async () => {
    await using github = await school(await artifact([upper(true)]));
    github.refusals = [
      {
        route: /^POST .*check-runs$/,
        status: 403,
        body: { message: 'Resource not accessible by integration' },
      },
    ];
    const answer = await post(folder, github);
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(/403: Resource not accessible.*checks: write/);
  });

  it('wants the event of a run that has ended', async () => {
    const answer = await grade(['post'], {
      env: { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: undefined },
    });
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(/found: +the event "push"[^]*allowed: +the event "workflow_run"/);
  });
});
