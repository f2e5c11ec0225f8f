import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClassSummary } from '../../harness/batch/summary.ts';
import { grade } from './grade.ts';
import { complaints } from './published.ts';
import { handIn, UPPERCASE } from './submissions.ts';

/** Its two programs agree on a letter of their own in front of each message, which the task knows nothing of. */
const OWN_PROTOCOL = {
  'server.py': UPPERCASE['server.py'].replace(
    'connection.send(connection.recv(1024).decode().upper().encode())',
    "connection.send(b'>' + connection.recv(1024)[1:].upper())",
  ),
  'client.py': UPPERCASE['client.py']
    .replace("s.send(input('Input lowercase sentence: ').encode())", "s.send(b'>' + input().encode())")
    .replace('s.recv(1024).decode()', 's.recv(1024)[1:].decode()'),
};

/** Looks for what another student has written. */
const NOSY = {
  ...UPPERCASE,
  'server.py': `import os
found = [name for _, _, files in os.walk('..') for name in files if name == 'client.py']
assert len(found) <= 1, found
${UPPERCASE['server.py']}`,
};

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  await handIn(join(folder, 'class', 'alice'), UPPERCASE);
  await handIn(join(folder, 'class', 'bob'), OWN_PROTOCOL);
  await handIn(join(folder, 'class', 'carol'), UPPERCASE);
  await handIn(join(folder, 'class', 'nora'), NOSY);
  await handIn(join(folder, 'class', 'zoe'), { 'notes.txt': 'I did not do it.' });
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

it("grade batch --cross-play plays everybody's client against everybody's server", async () => {
  const out = join(folder, 'grades');
  const words = ['batch', join(folder, 'class'), '--task', 'uppercase', '--out', out, '--cross-play'];
  const { code, stdout } = await grade(words);
  expect(code).toBe(1);
  const summary = JSON.parse(await readFile(join(out, 'summary.json'), 'utf8')) as ClassSummary;
  expect(await complaints('summary', summary)).toEqual([]);
  const [played] = summary.crossPlay ?? [];
  expect(played).toMatchObject({ task: 'uppercase', complete: true });
  const gotOn = (client: string, server: string) =>
    played?.pairs.find((pair) => pair.client === client && pair.server === server)?.outcome === 'works';
  // Without bubblewrap there are no walls between two programs.
  const walled = summary.network === 'private' && !stdout.includes('bubblewrap is missing');
  const good = walled ? ['alice', 'carol', 'nora'] : ['alice', 'carol'];
  expect(played?.pairs).toHaveLength(16);
  for (const client of good) {
    for (const server of good)
      expect([client, server, gotOn(client, server)]).toEqual([client, server, true]);
    expect(gotOn(client, 'bob') || gotOn('bob', client)).toBe(false);
  }
  expect(stdout).toMatch(/^Cross-play of uppercase: 16 runs, everybody with everybody$/m);
  expect(stdout).toMatch(walled ? /^alice +yes +2\/3 +2\/3$/m : /^alice +yes +1\/3/m);
  expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('Who gets on with whom');
});
