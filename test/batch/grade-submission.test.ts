import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Grader } from '../../harness/batch/grade-submission.ts';
import type { ClassEntry } from '../../harness/intake/handed-in.ts';
import { OutOfTime } from '../../harness/batch/deadline.ts';
import { Slots } from '../../harness/batch/slots.ts';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import type { Network } from '../../harness/network/network.ts';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { loadTask } from '../../harness/spec/load.ts';
import { handIn, UPPERCASE } from '../commands/submissions.ts';

/** A network that breaks whenever a run is to take place on it. */
const broken: Network = {
  kind: 'private',
  notes: [],
  cannot: () => undefined,
  tracing: () => ({ kind: 'impossible', reason: 'Nothing can be traced here.' }),
  open: () => Promise.reject(new Error('the kernel is out of namespaces')),
};

let folder: string;
let scratch: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  scratch = await mkdtemp(join(folder, 'scratch-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function graderOn(
  network: Network,
  signal = new AbortController().signal,
  slots = new Slots(2),
): Promise<Grader> {
  return new Grader({ tasks: [await loadTask('uppercase')], network, slots, scratch, signal });
}

const entry = (id: string): ClassEntry => {
  const path = join(folder, id);
  return { id, path, handIns: [{ task: 'uppercase', folder: path }] };
};

describe('a submission that upsets the harness', () => {
  it('is inconclusive, with the reason, where a run breaks', async () => {
    await handIn(join(folder, 'alice'), UPPERCASE);
    const [result] = await (await graderOn(broken)).grade(entry('alice'));
    expect(result).toMatchObject({
      status: 'inconclusive',
      submission: { id: 'alice' },
      task: { id: 'uppercase' },
    });
    for (const { status, reason } of result?.scenarios ?? []) {
      expect(status).toBe('inconclusive');
      expect(reason).toContain('the kernel is out of namespaces');
    }
  });

  it('is inconclusive where its folder has gone meanwhile', async () => {
    const [result] = await (await graderOn(broken)).grade(entry('gone'));
    expect(result).toMatchObject({ status: 'inconclusive', score: 0, maxScore: 10 });
    expect(result?.scenarios[0]?.reason).toMatch(/no submission to grade/);
  });

  it('loses its points where nothing was handed in: that is no upset', async () => {
    const nothing = { ...entry('lazy'), handIns: [{ task: 'uppercase', folder: undefined }] };
    const [result] = await (await graderOn(broken)).grade(nothing);
    expect(result).toMatchObject({ status: 'failed', score: 0, findings: [{ code: 'nothing-found' }] });
  });

  it('leaves nothing in the scratch folder', async () => {
    await handIn(join(folder, 'alice'), UPPERCASE);
    await (await graderOn(broken)).grade(entry('alice'));
    expect(await readdir(scratch)).toEqual([]);
  });
});

it('an abort ends a grading with its reason, not with results', async () => {
  await handIn(join(folder, 'alice'), UPPERCASE);
  const controller = new AbortController();
  const grading = (await graderOn(broken, controller.signal)).grade(entry('alice'));
  controller.abort(new Error('Ctrl-C'));
  await expect(grading).rejects.toThrow('Ctrl-C');
  expect(await readdir(scratch)).toEqual([]);
});

describe('a deadline', () => {
  it('leaves what was judged by then as it is, and the rest inconclusive', async () => {
    const probe = privateNetwork();
    const network = probe.kind === 'available' ? probe.network : await hostNetwork();
    const deadline = new AbortController();
    let opened = 0;
    // One run after another: a scenario, and the references in it. The third is that of the second scenario.
    const ending: Network = {
      ...{ kind: network.kind, notes: network.notes },
      cannot: (request) => network.cannot(request),
      tracing: () => network.tracing(),
      open(request) {
        opened += 1;
        if (opened === 3) deadline.abort(new OutOfTime('There was no time left.'));
        return network.open(request);
      },
    };
    await handIn(join(folder, 'alice'), UPPERCASE);
    const grader = await graderOn(ending, deadline.signal, new Slots(1));
    const [result] = await grader.grade(entry('alice'));
    expect(result).toMatchObject({ status: 'inconclusive', score: 4, maxScore: 10 });
    expect(result?.scenarios.map(({ status, reason }) => [status, reason])).toEqual([
      ['passed', undefined],
      ['inconclusive', 'There was no time left.'],
      ['inconclusive', 'There was no time left.'],
    ]);
  });
});
