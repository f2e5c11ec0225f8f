/** The proof of the tasks that come with Sockmark, and that `grade verify` notices a spec that proves nothing. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { listTasks, loadTask } from '../../harness/spec/load.ts';
import { verifyTask, type Verification } from '../../harness/verify/verify-task.ts';
import { grade } from '../commands/grade.ts';
import { network } from '../run/play.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/verify/specs');
const noPrivate = privateNetwork().kind === 'refused';
const why = noPrivate ? ' (no private network here)' : '';
const ids = (await listTasks({})).map(({ id }) => id);

async function verified(task: string): Promise<Verification> {
  return verifyTask({
    task: await loadTask(task),
    networks: [network()],
    signal: new AbortController().signal,
    bounded: (work) => work(),
  });
}

function fatesOf({ mutants }: Verification): Record<string, string> {
  return Object.fromEntries(mutants.map(({ mutant, role, fate }) => [`${role} ${mutant}`, fate.kind]));
}

describe.skipIf(noPrivate)(`a task is proved${why}`, () => {
  test.each(ids)('%s: its reference gets full marks, and no mutant of it does unexplained', async (id) => {
    const { agreements, mutants, needless } = await verified(id);
    expect(agreements.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(mutants.filter(({ fate }) => fate.kind === 'survived' || fate.kind === 'inconclusive')).toEqual(
      [],
    );
    expect(needless).toEqual([]);
    expect(mutants.filter(({ fate }) => fate.kind === 'killed').length).toBeGreaterThan(3);
  });
});

test.skipIf(noPrivate)(`an answer that only the reference knows is asked for${why}`, async () => {
  const proof = await verified(join(FIXTURES, 'word-count.json'));
  expect(proof.agreements.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(fatesOf(proof)).toMatchObject({
    'server wrong-text': 'killed',
    'server truncated': 'killed',
    'server echoes': 'killed',
    'server repeats-its-first-answer': 'killed',
  });
});

describe.skipIf(noPrivate)(`a task is doubted${why}`, () => {
  let hole: Verification;
  let quarrel: Verification;

  beforeAll(async () => {
    [hole, quarrel] = await Promise.all(
      ['hole', 'quarrel'].map((name) => verified(join(FIXTURES, `${name}.json`))) as [
        Promise<Verification>,
        Promise<Verification>,
      ],
    );
  });

  test('where an answer is not asked to be one, a server that does not listen survives', () => {
    expect(fatesOf(hole)).toMatchObject({
      'server says-nothing': 'killed',
      'client wrong-text': 'killed',
      'server never-closes': 'killed',
      'server speaks-first': 'survived',
      // Any text is right there, so that one is no mutant.
      'server wrong-text': 'no-mutant',
    });
  });

  test('and the command says so, with what to change, and exit code 1', async () => {
    const { code, stdout } = await grade(['verify', join(FIXTURES, 'hole.json'), '--network', 'private']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^DOUBTED +hole /m);
    expect(stdout).toMatch(/^ +server +speaks-first +SURVIVED\n.*Nothing catches\s+it/m);
    expect(stdout).toMatch(/^ +Not played: .*wrong-text\s+of\s+the\s+server\s+\(any\s+words/ms);
    expect(stdout).toMatch(/"survivors" explains never-closes of the client/);
  });

  test('where it explains what needs no explanation', () => {
    expect(hole.needless).toEqual([{ mutant: 'never-closes', role: 'client' }]);
  });

  test('where spec and reference do not agree, with the check that says so', () => {
    const [first] = quarrel.agreements.filter(({ status }) => status === 'failed');
    expect(first?.lost.map(({ check }) => check)).toContain('message-2');
  });
});
