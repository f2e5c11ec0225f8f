import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../../harness/capture/record.ts';
import { judgeScenario } from '../../harness/judge/judge.ts';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import type { Network } from '../../harness/network/network.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { loadTask } from '../../harness/spec/load.ts';
import type { ConditionKind, Scenario, Task } from '../../harness/spec/task.ts';
import { prepareSubmission } from '../../harness/submission/prepare.ts';
import { network, noPrivateNetwork } from './play.ts';

const samples = join(import.meta.dirname, '../../submissions');

interface Situation {
  task?: string;
  sample: string;
  student?: 'server' | 'client';
  conditions?: ConditionKind[];
  clients?: Scenario['clients'];
}

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sockmark-conditions-'));
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

function situated(task: Task, { student = 'server', conditions = [], clients }: Situation): Scenario {
  const plain = task.scenarios.find((one) => one.student === student && one.conditions.length === 0);
  if (plain === undefined) throw new Error(`${task.id} has no plain scenario for the ${student}`);
  return { ...plain, conditions, clients: clients ?? plain.clients };
}

async function play(situation: Situation, where: Network): Promise<{ record: RunRecord; lost: string[] }> {
  const task = await loadTask(situation.task ?? 'request-reply');
  const scenario = situated(task, situation);
  const folder = await mkdtemp(join(scratch, 'sample-'));
  const submission = await prepareSubmission(join(samples, task.id, situation.sample), {
    id: situation.sample,
    scratch: folder,
    wanted: task.roles,
    task,
  });
  const signal = new AbortController().signal;
  const record = await runScenario({ task, scenario, submission, network: where, signal });
  const { checks } = judgeScenario(task, scenario, record, undefined, submission);
  const lost = checks
    .filter(({ status }) => status !== 'passed')
    .map(({ id, cause }) => `${id}: ${cause ?? '-'}`);
  return { record, lost };
}

describe.skipIf(noPrivateNetwork)(noPrivateNetwork ?? 'messages in pieces', () => {
  const on = (situation: Situation) => play(situation, network());

  test('each byte of a split message comes when the ones before it have been read', async () => {
    const { record, lost } = await on({ sample: 'py-makefile', conditions: ['split'] });
    expect(lost).toEqual([]);
    const said = record.conversation.connections[0]?.events.filter(
      (event) => event.kind === 'data' && event.from === 'client',
    );
    expect(said?.every((event) => event.kind === 'data' && event.bytes.length === 1)).toBe(true);
    expect(record.pieces?.length).toBeGreaterThan(20);
    expect(record.pieces?.filter(({ read }) => !read)).toEqual([]);
  });

  test('a server that answers whatever one recv gives is found out by it', async () => {
    const { lost } = await on({ sample: 'py-loop', conditions: ['split'] });
    expect(lost.length).toBeGreaterThan(0);
  });
});

/** Whether the first client had said something when the second came, whether it went on then, and whether the second spoke. */
function saidAround({ conversation }: RunRecord): { before: boolean; after: boolean; byVisitor: boolean } {
  const [first, second] = conversation.connections;
  const said = (events = first?.events) =>
    (events ?? []).flatMap(({ kind, from, at }) => (kind === 'data' && from === 'client' ? [at] : []));
  const came = second?.startedAt ?? NaN;
  return {
    before: said().some((at) => at < came),
    after: said().some((at) => at > came),
    byVisitor: said(second?.events).length > 0,
  };
}

const places: [string, string | undefined, () => Promise<Network>][] = [
  ['private', noPrivateNetwork, () => Promise.resolve(network())],
  ['host', undefined, () => hostNetwork()],
];

describe.each(places)('on the %s network', (_, reason, open) => {
  const on = (situation: Situation) => open().then((where) => play(situation, where));

  describe.skipIf(reason)(reason ?? 'conditions', () => {
    test('a half-closed connection is still answered', async () => {
      const { record, lost } = await on({ sample: 'py-loop', conditions: ['half-close'] });
      expect(lost).toEqual([]);
      const ends = record.conversation.connections[0]?.events.filter(({ kind }) => kind === 'fin');
      expect(ends?.map(({ from }) => from)).toEqual(['client', 'server']);
    });

    test('a silent client leaves, and the server takes the next one', async () => {
      const clients = { count: 2, at: 'one-after-another' } as const;
      const { record, lost } = await on({ sample: 'py-loop', conditions: ['silent'], clients });
      expect(lost).toEqual([]);
      expect(
        record.conversation.connections.map(({ events }) => events.some(({ kind }) => kind === 'data')),
      ).toEqual([false, true]);
    });

    test('a server that a reset brings down is charged with that alone', async () => {
      const clients = { count: 2, at: 'one-after-another' } as const;
      const died = await on({ sample: 'py-loop', conditions: ['reset'], clients });
      expect(died.lost).toContain('survives: crash');
      expect(died.lost.filter((one) => !one.endsWith('-'))).toEqual(['survives: crash']);
      const lived = await on({ sample: 'py-makefile', conditions: ['reset'], clients });
      expect(lived.lost).toEqual([]);
      expect(lived.record.conversation.connections[0]?.events.at(-1)).toMatchObject({
        kind: 'rst',
        from: 'client',
      });
    });

    test('a client whose server is late is refused', async () => {
      const { record } = await on({
        task: 'thank-you',
        sample: 'py-for-ever',
        student: 'client',
        conditions: ['late-server'],
      });
      expect(record.conversation.connections.map(({ outcome }) => outcome)).toEqual(['refused']);
    });

    test('five clients at once: one after another is not enough', async () => {
      const clients = { count: 5, at: 'once' } as const;
      const task = 'many-clients';
      expect((await on({ task, sample: 'py-select', clients })).lost).toEqual([]);
      const { lost } = await on({ task, sample: 'py-one-after-another', clients });
      expect(lost).toEqual(['message-2: one-at-a-time']);
    });

    test('one more client in the middle says nothing, and the conversation goes on', async () => {
      const { record, lost } = await on({ sample: 'py-loop', conditions: ['one-more-client'] });
      expect(lost).toEqual([]);
      expect(saidAround(record)).toEqual({ before: true, after: true, byVisitor: false });
    });

    test('one more client that is counted is served in its turn', async () => {
      const clients = { count: 2, at: 'one-after-another' } as const;
      const { record, lost } = await on({ sample: 'py-loop', conditions: ['one-more-client'], clients });
      expect(lost).toEqual([]);
      expect(saidAround(record)).toEqual({ before: true, after: true, byVisitor: true });
      const forOne = { task: 'chat', sample: 'py-turns', conditions: ['one-more-client' as const] };
      expect((await on({ ...forOne, clients })).lost).toContain('connects: not-accepted');
      expect((await on(forOne)).lost).toEqual([]);
    });

    test('a server that one more client takes away from the first loses the first answer', async () => {
      const situation = { task: 'many-clients', conditions: ['one-more-client' as const] };
      const clients = { count: 1, at: 'one-after-another' } as const;
      const at = (sample: string) => on({ ...situation, sample, clients });
      expect((await at('py-last-connection')).lost).toEqual(['message-2: not-said']);
      expect((await at('py-threads')).lost).toEqual([]);
    });

    test('five clients in the backlog', async () => {
      const clients = { count: 5, at: 'in-backlog' } as const;
      const { record, lost } = await on({ task: 'thank-you', sample: 'py-for-ever', clients });
      expect(lost).toEqual([]);
      const opened = record.conversation.connections.map(({ events }) => events[0]?.at ?? Infinity);
      expect(Math.max(...opened)).toBeLessThanOrEqual(record.heldUntil ?? 0);
    });
  });
});
