/** Where the references of a task are looked for, and which of them are refused: in a package of its own, as it was built. */
import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './grade.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-references-'));
  const parts = ['package.json', 'dist', 'specs', 'reference/uppercase'];
  await Promise.all(parts.map((part) => cp(join(root, part), join(folder, part), { recursive: true })));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function refusal(...words: string[]): Promise<string> {
  const grade = join(folder, 'dist/grade.js');
  const { exitCode, stderr } = await execa(process.execPath, [grade, 'verify', ...words], { reject: false });
  expect(exitCode).toBe(2);
  return stderr.replaceAll(/\s+/g, ' ');
}

const inPackage = (...path: string[]): string => join(folder, 'reference/uppercase', ...path);

test('one in TypeScript has to be built, and once more after each change; of two for a role neither is taken', async () => {
  await rename(inPackage('server.ts'), inPackage('server.mjs'));
  await writeFile(inPackage('server.ts'), 'export const server = async () => {};\n');
  expect(await refusal('uppercase')).toMatch(/two references for the server.*server\.mjs as well/);
  await rm(inPackage('server.mjs'));
  expect(await refusal('uppercase')).toMatch(/server\.ts found: a file that has changed.*try: npm run build/);
  await rm(join(folder, 'dist/reference/uppercase/server.js'));
  expect(await refusal('uppercase')).toMatch(/server\.ts found: a file that is not built.*npm run build/);
});

test('outside of the package it has to be JavaScript', async () => {
  const elsewhere = join(folder, 'elsewhere/reference/uppercase');
  await mkdir(elsewhere, { recursive: true });
  await cp(join(folder, 'specs/uppercase.json'), join(folder, 'elsewhere/specs/uppercase.json'));
  await writeFile(join(elsewhere, 'server.ts'), 'export const server = async () => {};\n');
  const answer = await refusal(join(folder, 'elsewhere/specs/uppercase.json'));
  expect(answer).toMatch(/server\.ts found: a file outside of .*server\.mjs/);
});
