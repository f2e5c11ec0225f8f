import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyStage, fillStage, STAGE_LIMITS } from '../../harness/submission/stage.ts';
import { folderWith, prepare, summary, temporaryFolder } from './folders.ts';
import { PYTHON_CLIENT, PYTHON_SERVER } from './programs.ts';

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

test('what tools and systems leave behind is left out', async () => {
  const found = await prepare({
    'server.py': PYTHON_SERVER,
    'client.py': PYTHON_CLIENT,
    'data.bin': Buffer.from([0, 1, 2]),
    'node_modules/x/server.py': PYTHON_SERVER,
    '.git/server.py': PYTHON_SERVER,
    'venv/lib/server.py': PYTHON_SERVER,
    'myenv/pyvenv.cfg': 'home = /usr',
    'myenv/lib/server.py': PYTHON_SERVER,
    '__pycache__/server.pyc': 'x',
    '__MACOSX/._server.py': 'x',
    '._client.py': 'x',
    'old/Server.class': 'x',
    '.sockmark/server': 'x',
  });
  expect(summary(found)).toEqual({ server: 'server.py', client: 'client.py', findings: [] });
  expect(await filesIn(found.stage)).toEqual(['client.py', 'data.bin', 'server.py']);
});

test('links that lead out of the folder are refused, others are kept', async () => {
  const folder = await folderWith({ 'server.py': PYTHON_SERVER, 'data/words.txt': 'hello' });
  await symlink('/etc/passwd', join(folder, 'a-passwd.txt'));
  await symlink('../../..', join(folder, 'b-up'));
  await symlink('nowhere', join(folder, 'c-nowhere'));
  await symlink(join(folder, 'data/words.txt'), join(folder, 'words.txt'));
  await symlink('.', join(folder, 'data', 'loop'));
  const found = await prepare(folder, { wanted: ['server'] });
  expect(summary(found)).toEqual({
    server: 'server.py',
    client: undefined,
    findings: ['unreadable', 'unreadable', 'unreadable'],
  });
  expect(found.findings.map(({ file }) => file)).toEqual(['a-passwd.txt', 'b-up', 'c-nowhere']);
  expect(found.findings[0]?.message).toContain('to /etc/passwd, outside of the submitted folder');
  expect(await filesIn(found.stage)).toEqual(['data/loop', 'data/words.txt', 'server.py', 'words.txt']);
  expect(await readlink(join(found.stage, 'words.txt'))).toBe('data/words.txt');
  expect(await readFile(join(found.stage, 'words.txt'), 'utf8')).toBe('hello');
});

test('a pipe is left out, and is not waited for', async () => {
  const folder = await folderWith({ 'server.py': PYTHON_SERVER });
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe.py')]);
  const found = await prepare(folder, { wanted: ['server'] });
  expect(found.findings).toMatchObject([{ code: 'unreadable', file: 'pipe.py' }]);
  expect(found.programs.server?.file).toBe('server.py');
});

test.skipIf(process.getuid?.() === 0)(
  'a file that may not be read is said (needs a user that is not root)',
  async () => {
    const folder = await folderWith({ 'server.py': PYTHON_SERVER, 'secret.py': '' });
    await chmod(join(folder, 'secret.py'), 0);
    const found = await prepare(folder, { wanted: ['server'] });
    expect(found.findings).toMatchObject([{ code: 'unreadable', file: 'secret.py' }]);
  },
);

test('above the limits of size and number the sources are kept and the rest is left out', async () => {
  const folder = await folderWith({
    'a-large.bin': Buffer.alloc(3000),
    'small.bin': Buffer.alloc(10),
    'server.py': PYTHON_SERVER,
  });
  const stage = await temporaryFolder();
  const { files, findings } = await fillStage(folder, stage, { ...STAGE_LIMITS, bytes: 2000 });
  expect(files).toEqual(['server.py', 'small.bin']);
  expect(findings).toMatchObject([{ code: 'unreadable', file: 'a-large.bin' }]);

  const few = await temporaryFolder();
  const cut = await fillStage(folder, few, { ...STAGE_LIMITS, entries: 2 });
  expect(cut.files).toHaveLength(2);
  expect(cut.findings).toMatchObject([{ code: 'unreadable', file: 'small.bin' }]);
});

test('folders in folders without end are cut off', async () => {
  const folder = await folderWith({ 'server.py': PYTHON_SERVER });
  await mkdir(join(folder, ...Array.from({ length: 30 }, () => 'd')), { recursive: true });
  const found = await prepare(folder, { wanted: ['server'] });
  expect(found.findings).toMatchObject([{ code: 'unreadable' }]);
  expect(found.programs.server?.file).toBe('server.py');
});

test('each run has a copy of its own', async () => {
  const folder = await folderWith({ 'server.py': PYTHON_SERVER, 'a b/run.sh': '#!/bin/sh\n' });
  await chmod(join(folder, 'a b/run.sh'), 0o4555);
  await symlink('server.py', join(folder, 'link.py'));
  const found = await prepare(folder, { wanted: ['server'] });
  const copy = await temporaryFolder();
  await copyStage(found, copy);
  expect(await filesIn(copy)).toEqual(['a b/run.sh', 'link.py', 'server.py']);
  expect((await lstat(join(copy, 'a b/run.sh'))).mode & 0o7777).toBe(0o755);
  expect(await readlink(join(copy, 'link.py'))).toBe('server.py');
  await writeFile(join(copy, 'server.py'), 'changed');
  expect(await readFile(join(found.stage, 'server.py'), 'utf8')).toBe(PYTHON_SERVER);
});
