/** A run on the host network that did not get its port. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import { lockPorts } from '../../harness/network/host/port-lock.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { loadTask } from '../../harness/spec/load.ts';
import { prepareSubmission } from '../../harness/submission/prepare.ts';
import { python } from '../network/programs.ts';

const sample = join(import.meta.dirname, '../../submissions/uppercase/py-prints-for-ever');

test.skipIf(python === undefined).each(['server', 'client'])(
  'starts nothing, since another run has it: the %s (needs python3)',
  async (student) => {
    const scratch = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
    onTestFinished(() => rm(scratch, { recursive: true, force: true }));
    const task = await loadTask('uppercase');
    const scenario = task.scenarios.find(({ id }) => id === student)!;
    const lock = await lockPorts([12_000], 60_000);
    onTestFinished(() => lock.release());
    const record = await runScenario({
      task,
      scenario,
      submission: await prepareSubmission(sample, { id: 'held', scratch, wanted: ['server', 'client'] }),
      network: await hostNetwork({ portWaitMs: 50 }),
      signal: new AbortController().signal,
    });
    expect(record.trouble).toMatchObject([{ code: 'port-taken' }]);
    expect(record.programs).toEqual([]);
    expect(record.conversation.listeners).toEqual([]);
  },
);
