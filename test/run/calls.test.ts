/** Socket calls of real programs, written down by a real strace(1): what is seen, and that a run comes out as it does without. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProgramRecord, RunRecord } from '../../harness/capture/record.ts';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import { tracingOf } from '../../harness/network/linux/strace.ts';
import type { Network } from '../../harness/network/network.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { loadTask } from '../../harness/spec/load.ts';
import type { Role } from '../../harness/spec/task.ts';
import { prepareSubmission } from '../../harness/submission/prepare.ts';
import { network, noPrivateNetwork } from './play.ts';

const SAMPLES = join(import.meta.dirname, '../../submissions');

const untraceable = (found: ReturnType<Network['tracing']>) =>
  found.kind === 'impossible' ? found.reason : undefined;
const notHere = noPrivateNetwork ?? untraceable(network().tracing());
const host = await hostNetwork();
const notOnHost = untraceable(host.tracing());
const because = (reason: string | undefined) => (reason === undefined ? '' : ` (${reason})`);

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterAll(async () => {
  await rm(scratch, { recursive: true });
});

async function run(sample: string, scenarioId: string, on: Network, calls: boolean): Promise<RunRecord> {
  const [taskId = '', name = ''] = sample.split('/');
  const task = await loadTask(taskId);
  const scenario = task.scenarios.find(({ id }) => id === scenarioId)!;
  const own = await mkdtemp(join(scratch, `${name}-`));
  const submission = await prepareSubmission(join(SAMPLES, sample), {
    ...{ id: name, scratch: own, wanted: task.roles, task },
  });
  const { signal } = new AbortController();
  return runScenario({ task, scenario, submission, network: on, signal, calls });
}

const programOf = ({ programs }: RunRecord, role: Role) => programs.find((one) => one.role === role)!;

/** `name socket`, without what the runtime does by itself. */
function callsOf({ calls }: ProgramRecord): string[] {
  const own = (calls?.made ?? []).filter(({ byRuntime, call }) => byRuntime !== true || call === 'close');
  return own.map(
    ({ call, descriptor, byRuntime }) => `${call} ${descriptor}${byRuntime ? ' by Python' : ''}`,
  );
}

/** How a run came out, without its times and its output: the program that is ended second may yet print that the first is gone. */
function outcomeOf({ cause, programs, leftOpen, trouble }: RunRecord): object {
  const ended = programs.map(({ role, ending, waits }) => {
    return { role, ending: { ...ending, at: 0 }, waits: waits.map(({ on }) => on).sort() };
  });
  return { cause, ended, leftOpen, trouble };
}

describe.skipIf(notHere !== undefined)(`on a private network${because(notHere)}`, () => {
  test('two programs that both wait to receive are proved to hang, and the calls say in what', async () => {
    const [plain, traced] = await Promise.all(
      [false, true].map((calls) => run('hello-both-ways/py-both-wait', 'both', network(), calls)),
    );
    expect(traced?.cause).toBe('at-rest');
    expect(outcomeOf(traced!)).toEqual(outcomeOf(plain!));
    expect(callsOf(programOf(traced!, 'server'))).toEqual([
      'socket 3',
      'bind 3',
      'listen 3',
      'accept 3',
      'recv 4',
    ]);
    const { made, neverClosed } = programOf(traced!, 'client').calls!;
    expect(made.at(-1)).toMatchObject({ call: 'recv', waiting: true });
    expect(neverClosed).toEqual([3]);
    expect(programOf(plain!, 'client').calls).toBeUndefined();
  });

  test('calls have the times of the packets that they make', async () => {
    const record = await run('hello-both-ways/py-both-wait', 'server', network(), true);
    const { made } = programOf(record, 'server').calls!;
    const sent = made.find(({ call }) => call === 'send')!;
    const packet = record.conversation.connections[0]?.events.find(
      ({ kind, from }) => kind === 'data' && from === 'server',
    );
    // strace's clock is the machine's and the call comes before its packet; its own work stands in between.
    expect(packet!.at).toBeGreaterThanOrEqual(sent.at - 2);
    expect(made.map(({ at }) => at)).toEqual(made.map(({ at }) => at).sort((a, b) => a - b));
    expect(callsOf(programOf(record, 'server')).at(-1)).toBe('close 3 by Python');
  });

  test('a client closes its socket, in Python and in Node, which waits for all its sockets at once', async () => {
    const samples = ['hello-both-ways/py-with', 'hello-both-ways/js-modules'];
    const records = await Promise.all(samples.map((one) => run(one, 'client', network(), true)));
    for (const record of records) {
      expect(record.cause).toBe('finished');
      const names = callsOf(programOf(record, 'client')).map((text) => text.replace(/ \d+$/, ''));
      expect(names).toEqual(expect.arrayContaining(['socket', 'connect', 'close']));
      expect(names).not.toContain('epoll_wait');
    }
  });

  test('a server in the background is followed there', async () => {
    const record = await run('hello-both-ways/py-daemon', 'server', network(), true);
    expect(callsOf(programOf(record, 'server'))).toEqual(
      expect.arrayContaining(['listen 3', 'accept 3', 'close 4']),
    );
  });
});

test.skipIf(notOnHost !== undefined)(`on the host network${because(notOnHost)}`, async () => {
  const record = await run('hello-both-ways/py-port-from-env', 'server', host, true);
  expect(record.trouble).toEqual([]);
  expect(callsOf(programOf(record, 'server'))).toEqual(
    expect.arrayContaining(['bind 3', 'listen 3', 'accept 3']),
  );
});

test('where programs cannot be traced the record says so, and why', async () => {
  // A program that fails stands for a system that refuses strace: it is tried in the same way.
  const refused = tracingOf(['/bin/false']);
  const elsewhere: Network = {
    kind: 'host',
    notes: [],
    tracing: () => refused,
    cannot: (request) => host.cannot(request),
    open: (request) => host.open(request),
  };
  const record = await run('hello-both-ways/py-port-from-env', 'server', elsewhere, true);
  expect(record.callsUnseen).toMatch(/^Socket calls /);
  expect(programOf(record, 'server').calls).toBeUndefined();
});
