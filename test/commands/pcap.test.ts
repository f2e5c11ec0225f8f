import { mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { grade } from './grade.ts';
import { handIn, UPPERCASE } from './submissions.ts';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('--pcap', () => {
  it('saves a file a run, which the result names as the command line did', async () => {
    await handIn(join(folder, 'alice'), UPPERCASE);
    const words = ['check', 'uppercase', 'alice', '--pcap', 'captures', '--json', '-'];
    const { code, stdout } = await grade(words, { cwd: folder });
    expect(code).toBe(0);
    const { scenarios } = JSON.parse(stdout) as Result;
    const names = scenarios.map(({ id }) => `uppercase-${id}.pcapng`);
    expect(scenarios.map(({ capture }) => capture)).toEqual(
      names.map((name) => join('captures', 'alice', name)),
    );
    expect((await readdir(join(folder, 'captures', 'alice'))).sort()).toEqual(names.sort());
  });

  it('that cannot be had ends the command before anything is graded', async () => {
    const right = await handIn(join(folder, 'bob'), UPPERCASE);
    const inTheWay = join(folder, 'file');
    await writeFile(inTheWay, '');
    const { code, stdout, stderr } = await grade(['check', 'uppercase', right, '--pcap', inTheWay]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/cannot be written[\s\S]*file[\s\S]*name a folder/);
  });
});
