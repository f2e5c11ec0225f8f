import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClassSummary } from '../../harness/batch/summary.ts';
import type { Result } from '../../harness/judge/result.ts';
import { bytes, check, connection, program, result, scenario } from '../report/sample-results.ts';
import { grade, root } from './grade.ts';
import { complaints } from './published.ts';
import { handIn, UPPERCASE } from './submissions.ts';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('what Sockmark writes is what its schemas publish', () => {
  it('for the sample submissions of a task, right and wrong, and the summary', async () => {
    const out = join(folder, 'grades');
    const samples = join(root, 'submissions', 'hello-one-way');
    const { stdout } = await grade([
      'batch',
      samples,
      '--task',
      'hello-one-way',
      '--out',
      out,
      '--json',
      '-',
    ]);
    const summary = JSON.parse(stdout) as ClassSummary;
    expect(await complaints('summary', summary)).toEqual([]);
    expect(JSON.parse(await readFile(join(out, 'summary.json'), 'utf8'))).toEqual(summary);
    expect(summary.submissions.length).toBeGreaterThan(10);
    for (const { id, file, score, status } of summary.submissions) {
      const written = JSON.parse(await readFile(join(out, file), 'utf8')) as Result;
      expect(await complaints('result', written), id).toEqual([]);
      expect(written).toMatchObject({ score, status });
      const points = written.scenarios.flatMap(({ checks }) => checks.map((one) => one.score));
      expect(
        points.reduce((sum, one) => sum + one, 0),
        id,
      ).toBeCloseTo(written.score, 6);
    }
  });

  it('for an assignment', async () => {
    const alice = await handIn(join(folder, 'alice'), UPPERCASE);
    const { stdout } = await grade(['check', 'lab-1', alice, '--json', '-']);
    const answer: unknown = JSON.parse(stdout);
    expect(answer).toHaveProperty('results');
    expect(await complaints('result', answer)).toEqual([]);
  });

  it('for all that a result can hold', async () => {
    const everything = result({
      scenarios: [
        scenario({
          expected: { listeners: [], connections: [], datagrams: [], leftOut: 3 },
          reason: 'x',
          trouble: [{ code: 'starved', message: 'x', remedy: 'y' }],
          unread: [
            { role: 'server', local: { address: '::', port: 1 }, peer: { address: '::', port: 2 }, bytes: 3 },
          ],
          nudges: [{ kind: 'half-close', at: 1, role: 'client' }],
          checks: [
            check({
              hint: 'x',
              hintId: 'y',
              cause: 'z',
              by: 'server',
              where: { file: 'a.py', line: 3, source: 'x' },
              at: { connection: 1, event: 0 },
              difference: {
                expected: bytes('a'),
                actual: { ...bytes('b'), base64: 'Yg==', cut: true },
                offset: 0,
              },
            }),
          ],
          conversation: {
            listeners: [{ role: 'server', by: 'student', transport: 'tcp', address: '::', port: 53, at: 1 }],
            connections: [connection({ eventsLeftOut: 4, leftOpenBy: ['server'] })],
            datagrams: [{ at: 1, from: 'a:1', to: 'b:2', bytes: bytes('x'), unreachable: false }],
          },
          programs: [
            program({ ending: { kind: 'not-started', error: 'x' } }),
            program({ ending: { kind: 'signalled', signal: 'SIGSEGV', at: 1 } }),
            program({
              ending: { kind: 'stopped', why: 'at-rest', at: 1 },
              typed: [{ at: 1, text: 'x', purpose: 'script', prompt: '' }],
              waits: [{ on: 'accept', thread: 'main', sockets: [] }],
            }),
          ],
        }),
      ],
      hints: [{ id: 'x', role: 'server', scenario: 'server', message: 'y', file: 'z', line: 1 }],
      findings: [{ code: 'python-2', role: 'server', message: 'x', file: 'y', line: 1, source: 'z' }],
    });
    expect(await complaints('result', JSON.parse(JSON.stringify(everything)))).toEqual([]);
  });
});

describe('what the schemas refuse', () => {
  it.each([
    ['a score below 0', { score: -1 }],
    ['a status of its own', { status: 'great' }],
    ['a field of its own', { comment: 'please pass me' }],
    ['another version', { schemaVersion: 2 }],
    ['text for a number', { maxScore: '10' }],
    ['no scenarios', { scenarios: undefined }],
  ])('%s', async (_what, change) => {
    const changed: unknown = JSON.parse(JSON.stringify({ ...result(), ...change }));
    expect(await complaints('result', changed)).not.toEqual([]);
  });
});
