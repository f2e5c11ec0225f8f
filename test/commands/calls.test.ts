import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { sandboxTracing } from '../../harness/network/private/private-network.ts';
import { grade } from './grade.ts';
import { handIn, UPPERCASE } from './submissions.ts';

const tracing = sandboxTracing();
const notHere = tracing.kind === 'impossible' ? tracing.reason : undefined;
const title = `--calls${notHere === undefined ? '' : ` (${notHere})`}`;

/** Its server leaves the connection to the exit of its program. */
const NO_CLOSE = {
  ...UPPERCASE,
  'server.py': UPPERCASE['server.py'].replace(/connection\.close.*/, 'import os; os._exit(0)'),
};

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe.skipIf(notHere !== undefined)(title, () => {
  it('shows what a program called, in its order, and a class keeps it with the results', async () => {
    await handIn(join(folder, 'class', 'alice'), UPPERCASE);
    const words = ['batch', 'class', '--task', 'uppercase', '--out', 'grades', '--calls'];
    const [{ code, stdout }] = await Promise.all([
      grade(['check', 'uppercase', 'class/alice', '--calls'], { cwd: folder }),
      grade(words, { cwd: folder }),
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /socket calls of server\.py[^]*socket .*TCP over IPv4[^]*bind .*:12000[^]*listen .*backlog 1[^]*accept [^]*close/,
    );
    expect(stdout).toMatch(/socket calls of client\.py[^]*connect .*:12000[^]*send [^]*recv [^]*close/);
    const summary = JSON.parse(await readFile(join(folder, 'grades', 'summary.json'), 'utf8')) as {
      submissions: { file: string }[];
    };
    const file = join(folder, 'grades', summary.submissions[0]!.file);
    const { scenarios } = JSON.parse(await readFile(file, 'utf8')) as Result;
    const [server] = scenarios[0]!.programs;
    expect(server?.calls?.made.map(({ call }) => call)).toEqual(expect.arrayContaining(['listen', 'accept']));
  });

  it('is not needed where a task has checks on calls; a wrong program then has its calls shown', async () => {
    await mkdir(join(folder, 'specs'));
    const spec = {
      id: 'closing',
      title: 'Closing',
      port: 12000,
      roles: ['server'],
      calls: ['listen', 'close'],
    };
    const messages = [
      { from: 'client', typed: 'lowercase' },
      { from: 'server', reply: 'upper' },
    ];
    await writeFile(join(folder, 'specs', 'closing.json'), JSON.stringify({ ...spec, messages }));
    await handIn(join(folder, 'reference', 'closing'), REFERENCE);
    await handIn(join(folder, 'bob'), NO_CLOSE);
    await handIn(join(folder, 'carol'), UPPERCASE);
    const check = (who: string) => grade(['check', 'closing', who, '--specs', 'specs'], { cwd: folder });
    const [wrong, right] = await Promise.all([check('bob'), check('carol')]);
    expect(wrong.stdout).toMatch(/FAIL {2}call-server-close {2}The server calls close/);
    expect(wrong.stdout).toMatch(/never closed: left to the exit/);
    expect(wrong.stdout).not.toMatch(/(FAIL|SKIP) {2}call-server-listen/);
    expect(right.code, right.stdout).toBe(0);
    expect(right.stdout).not.toContain('socket calls');
  });
});

/** Of an author of tasks, as a package of its own: `reference/<task>` beside the folder of the specs. */
const REFERENCE = {
  'server.mjs': `export async function server(client) {
  const text = await client.receive();
  if (text !== undefined) await client.send(text.toUpperCase());
  await client.close();
}
`,
  'client.mjs': `export async function client(server, lines) {
  for (const line of lines) await server.send(line);
  await server.receive();
  await server.close();
}
`,
};
