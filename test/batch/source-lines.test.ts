import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSourceLines } from '../../harness/batch/source-lines.ts';
import { check, scenario } from '../report/sample-results.ts';

let folder: string;
let stage: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
  stage = join(folder, 'stage');
  await mkdir(join(stage, 'src'), { recursive: true });
  await writeFile(join(folder, 'secret.py'), 'password = 1\n');
  await writeFile(join(stage, 'src', 'server.js'), '\uFEFFlet a;\r\n  s.write(d.toUperCase());\r\n');
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const sourceAt = async (where: { file: string; line?: number; source?: string }) => {
  const result = scenario({ checks: [check({ where })] });
  return (await withSourceLines(result, stage)).checks[0]?.where?.source;
};

describe("the student's line beside a place", () => {
  it('is read from the file, unless the trace had it', async () => {
    expect(await sourceAt({ file: 'src/server.js', line: 2 })).toBe('s.write(d.toUperCase());');
    expect(await sourceAt({ file: 'src/server.js', line: 1 })).toBe('let a;');
    expect(await sourceAt({ file: 'src/server.js', line: 2, source: 'as it was' })).toBe('as it was');
  });

  it.each([
    { file: 'src/server.js', line: 99 },
    { file: 'src/server.js' },
    { file: 'absent.py', line: 1 },
    { file: '../secret.py', line: 1 },
    { file: 'src/../../secret.py', line: 1 },
  ])('is left out where there is none, or it is none of theirs: %j', async (where) => {
    expect(await sourceAt(where)).toBeUndefined();
  });

  it('is never of an absolute path, which a program may print in a trace of its own', async () => {
    expect(await sourceAt({ file: join(folder, 'secret.py'), line: 1 })).toBeUndefined();
  });
});
