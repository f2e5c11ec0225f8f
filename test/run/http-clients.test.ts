/** A web server that is asked by people's own tools: they are there on the wire, and nothing is lost where they are not there. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result, ScenarioResult } from '../../harness/judge/result.ts';
import { findTool } from '../../harness/submission/tools.ts';
import { grade, root } from '../commands/grade.ts';
import { noPrivateNetwork } from './play.ts';

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sockmark-http-'));
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

async function check(network: string, env: Record<string, string> = {}): Promise<Result> {
  const file = join(scratch, `${network}-${Object.keys(env).length}.json`);
  const sample = join(root, 'submissions/web-server/js-net');
  await grade(['check', 'web-server', sample, '--network', network, '--json', file], { env });
  return JSON.parse(await readFile(file, 'utf8')) as Result;
}

function requests({ conversation }: ScenarioResult): string[] {
  const data = conversation.connections.flatMap(({ events }) => events);
  return data.flatMap((event) =>
    event.kind === 'data' && event.from === 'client' ? [event.bytes.text.toLowerCase()] : [],
  );
}

const noCurl = (await findTool('curl')) === undefined;
const places: [string, string | undefined][] = [
  ['private', noPrivateNetwork],
  ['host', undefined],
];

describe.each(places)('on the %s network', (network, reason) => {
  const why = reason ?? (noCurl ? 'needs curl' : undefined);
  test.skipIf(why)(`curl and fetch ask by themselves${why === undefined ? '' : ` (${why})`}`, async () => {
    const result = await check(network);
    expect(result).toMatchObject({ status: 'passed', score: 10, maxScore: 10 });
    for (const [id, agent] of Object.entries({ fetch: 'user-agent: node', curl: 'user-agent: curl/' })) {
      const scenario = result.scenarios.find((one) => one.id === `server-${id}`)!;
      const said = requests(scenario);
      expect(said.map((text) => text.split('\r\n')[0])).toEqual([
        'get /no-such-page.html http/1.1',
        'get /hello.html http/1.1',
        'get / http/1.1',
      ]);
      for (const text of said) expect(text).toContain(agent);
      const clients = scenario.programs.filter(({ role }) => role === 'client');
      expect(clients.map(({ by, ending }) => [by, ending.kind])).toEqual(
        Array(3).fill(['reference', 'exited']),
      );
    }
  });
});

test('without curl its scenario is skipped, and nothing is lost', async () => {
  const result = await check('host', { PATH: '/nowhere' });
  expect(result).toMatchObject({ status: 'passed', score: 9, maxScore: 9 });
  const scenario = result.scenarios.find(({ id }) => id === 'server-curl')!;
  const reason = 'curl is not installed here, so what it would ask was not asked.';
  expect(scenario).toMatchObject({ status: 'skipped', score: 0, maxScore: 0, reason });
  expect(scenario.checks.every(({ status, message }) => status === 'skipped' && message === reason)).toBe(
    true,
  );
});
