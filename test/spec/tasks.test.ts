import { describe, expect, test } from 'vitest';
import { loadTask } from '../../harness/spec/load.ts';
import type { Message, Task } from '../../harness/spec/task.ts';
import { sample, taskOf } from './helpers.ts';

const said = ({ from, says }: Message) =>
  `${from}: ${says.kind === 'text' || says.kind === 'typed' ? says.text : says.kind}`;
const scenario = (task: Task, id: string) => task.scenarios.find((one) => one.id === id)!;

test('a plain spec becomes a task with every default filled in', async () => {
  const task = await taskOf(sample);
  expect(task).toMatchObject({
    transport: 'tcp',
    family: 'ipv4',
    port: 4000,
    framing: { kind: 'none' },
    termination: { rule: { kind: 'last-message' }, closesFirst: 'either', serverThen: 'open' },
    roles: ['server', 'client'],
    calls: [],
    weights: { listens: 1, connects: 1, port: 1, message: 4, ends: 2, closes: 1, survives: 1 },
    maxScore: 10,
    timeLimitMs: 10_000,
  });
  expect(task.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(task.scenarios.map(({ id, student, points }) => [id, student, points])).toEqual([
    ['server', 'server', 4],
    ['client', 'client', 4],
    ['both', 'both', 2],
  ]);
  expect(scenario(task, 'server')).toMatchObject({
    clients: { count: 1, at: 'one-after-another' },
    conditions: [],
    visibility: 'visible',
    advice: false,
    endedBy: undefined,
    messages: [
      {
        id: 'message-1',
        from: 'client',
        compare: { ignoreCase: false, ignoreLineEnd: true, ignoreOuterBlanks: false, numberTolerance: 0 },
        eitherOrder: false,
        details: 'full',
      },
      { id: 'message-2', from: 'server', says: { kind: 'reply', reply: 'upper' } },
    ],
  });
});

test('a message compares as the spec says, where it says nothing else', async () => {
  const task = await taskOf({
    ...sample,
    compare: { ignoreCase: true },
    details: 'none',
    messages: [
      { from: 'client', text: 'A', compare: { numberTolerance: 1 } },
      { from: 'client', text: 'B', details: 'full' },
    ],
  });
  const [first, second] = scenario(task, 'both').messages;
  expect(first).toMatchObject({
    compare: { ignoreCase: true, numberTolerance: 1, ignoreLineEnd: true },
    details: 'none',
  });
  expect(second).toMatchObject({ compare: { ignoreCase: true, numberTolerance: 0 }, details: 'full' });
});

describe('the four tasks', () => {
  test.each([
    ['hello-one-way', 53, ['client: HELLO']],
    ['hello-both-ways', 53, ['client: HELLO', 'server: HELLO']],
  ])('%s says HELLO', async (id, port, messages) => {
    const task = await loadTask(id);
    expect(task.port).toBe(port);
    for (const { messages: inScenario, typed } of task.scenarios) {
      expect(inScenario.map(said)).toEqual(messages);
      // A program may ask a person for it.
      expect(typed.client).toEqual(['HELLO']);
    }
  });

  test('uppercase: what is typed at the client comes back in capitals', async () => {
    const task = await loadTask('uppercase');
    expect(task.port).toBe(12000);
    for (const { messages, typed } of task.scenarios) {
      expect(messages.map(({ from, says }) => [from, says.kind])).toEqual([
        ['client', 'typed'],
        ['server', 'reply'],
      ]);
      expect(typed.client).toEqual([(messages[0]!.says as { text: string }).text]);
      expect(typed.client[0]).toMatch(/^[a-z]+( [a-z]+)+$/);
      expect(typed.server).toEqual([]);
    }
  });

  test('chat: either side says BYE in its turn, after two or three rounds', async () => {
    const task = await loadTask('chat');
    expect(task.port).toBe(54);
    expect(task.scenarios.map(({ id, endedBy, points }) => [id, endedBy, points])).toEqual([
      ['server-hears-end', 'client', 2],
      ['server-says-end', 'server', 2],
      ['client-says-end', 'client', 2],
      ['client-hears-end', 'server', 2],
      ['both-client-ends', 'client', 1],
      ['both-server-ends', 'server', 1],
      ['server-one-more', 'client', 0],
    ]);
    for (const { messages, typed, endedBy } of task.scenarios) {
      const speakers = messages.map(({ from }) => from);
      expect(speakers).toEqual(speakers.map((_, index) => (index % 2 === 0 ? 'client' : 'server')));
      expect(said(messages.at(-1)!)).toBe(`${endedBy}: BYE`);
      expect([2, 3]).toContain(Math.floor((messages.length - 1) / 2));
      for (const role of ['server', 'client'] as const) {
        const lines = messages
          .filter(({ from }) => from === role)
          .map((message) => said(message).slice(role.length + 2));
        expect(typed[role]).toEqual(lines);
      }
    }
  });
});

describe('scenarios', () => {
  test('where only the client is handed in, it has all the points', async () => {
    const task = await taskOf({ ...sample, roles: ['client'] });
    expect(task.scenarios.map(({ id, points }) => [id, points])).toEqual([['client', 10]]);
  });

  test('where only one side may say the word, no scenario is doubled', async () => {
    const task = await taskOf({ ...sample, ends: { when: 'END', from: 'server' } });
    expect(task.scenarios.map(({ id, endedBy }) => [id, endedBy])).toEqual([
      ['server', 'server'],
      ['client', 'server'],
      ['both', 'server'],
    ]);
    expect(scenario(task, 'both').messages.map(said).at(-1)).toBe('server: END');
    expect(scenario(task, 'both').messages).toHaveLength(3);
  });

  test('listed scenarios take their share, and advice takes none', async () => {
    const task = await taskOf({
      ...sample,
      points: { total: 24 },
      visibility: 'hidden',
      scenarios: [
        { id: 'more', student: 'server', share: 2, typed: { client: ['Ä 3.14'] }, visibility: 'visible' },
        { id: 'pieces', student: 'client', conditions: ['split'], advice: true, clients: { count: 2 } },
      ],
    });
    expect(task.scenarios.map(({ id, points }) => [id, points])).toEqual([
      ['server', 8],
      ['client', 8],
      ['both', 4],
      ['more', 4],
      ['pieces', 0],
    ]);
    expect(scenario(task, 'more')).toMatchObject({ typed: { client: ['Ä 3.14'] }, visibility: 'visible' });
    expect(scenario(task, 'pieces')).toMatchObject({
      clients: { count: 2, at: 'one-after-another' },
      conditions: ['split'],
      visibility: 'hidden',
      advice: true,
    });
  });

  test('a repetition is counted out, and what follows it comes after', async () => {
    const task = await taskOf({
      ...sample,
      messages: [
        {
          repeat: [
            { from: 'client', text: 'ping' },
            { from: 'server', text: 'pong' },
          ],
          times: 2,
          until: { from: 'client', text: 'done' },
        },
        { from: 'server', text: 'bye' },
      ],
      scenarios: [{ id: 'once', student: 'both', rounds: 1 }],
    });
    expect(scenario(task, 'server').messages.map(said)).toEqual([
      'client: ping',
      'server: pong',
      'client: ping',
      'server: pong',
      'client: done',
      'server: bye',
    ]);
    expect(scenario(task, 'server').messages.map(({ id }) => id)).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => `message-${number}`),
    );
    expect(scenario(task, 'once').messages.map(said)).toEqual([
      'client: ping',
      'server: pong',
      'client: done',
      'server: bye',
    ]);
  });

  test('a number of rounds between two bounds is drawn by the seed, and every one comes up', async () => {
    const spec = { ...sample, messages: [{ repeat: [{ from: 'client', text: 'ping' }], times: [2, 4] }] };
    const counts = await Promise.all(
      [...Array(30).keys()].map(async (seed) => scenario(await taskOf(spec, seed), 'both').messages.length),
    );
    expect(new Set(counts)).toEqual(new Set([2, 3, 4]));
  });
});

describe('typed text', () => {
  const typedIn = (task: Task) => task.scenarios.flatMap(({ typed }) => [...typed.client, ...typed.server]);

  test('is the same for the same seed and another for another', async () => {
    const [one, again, other] = await Promise.all([1, 1, 2].map((seed) => loadTask('chat', { seed })));
    expect(typedIn(one!)).toEqual(typedIn(again!));
    expect(typedIn(one!)).not.toEqual(typedIn(other!));
  });

  test('stays what it was: a saved run can be replayed by its seed', async () => {
    expect(typedIn(await loadTask('uppercase', { seed: 1 }))).toEqual([
      'tender kettle window',
      'hollow pencil feather',
      'golden barrel garden meadow',
    ]);
  });

  test.each(['lowercase', 'line', 'word'])(
    '%s: no two texts of a task are the same, and no program takes one for a command',
    async (kind) => {
      const round = [
        { from: 'client', typed: kind },
        { from: 'server', typed: kind },
      ];
      const spec = { ...sample, messages: [{ repeat: round, times: 20 }], ends: { when: 'stone' } };
      for (let seed = 0; seed < 5; seed++) {
        const texts = typedIn(await taskOf(spec, seed)).filter((text) => text !== 'stone');
        expect(texts.length).toBeGreaterThanOrEqual(240);
        expect(new Set(texts).size).toBe(texts.length);
        for (const text of texts) {
          expect(text).toMatch(/[a-z]/);
          expect(text).not.toMatch(/\b(?:exit|quit|bye|q|stop|y|n|yes|no|end|close|done|ok|help)\b|stone/i);
        }
      }
    },
  );

  test('a line has another number of words than those around it', async () => {
    const spec = { ...sample, messages: [{ repeat: [{ from: 'client', typed: 'line' }], times: 20 }] };
    for (const { typed } of (await taskOf(spec, 3)).scenarios) {
      const counts = typed.client.map((line) => line.split(' ').length);
      const alike = counts.filter((count, index) => counts.slice(index + 1, index + 4).includes(count));
      expect(alike).toEqual([]);
    }
  });

  test('differs in length between scenarios, so that a fixed length shows', async () => {
    const { scenarios } = await loadTask('uppercase', { seed: 7 });
    const lengths = scenarios.map(({ typed }) => typed.client[0]!.length);
    expect(new Set(lengths).size).toBe(lengths.length);
  });
});

test('a file is found relative to its spec', async () => {
  const task = await taskOf({ ...sample, messages: [{ from: 'client', file: 'data/a.bin' }] }, 1, {
    'data/a.bin': 'x',
  });
  const { says } = scenario(task, 'both').messages[0]!;
  expect(says).toMatchObject({ kind: 'file', file: { name: 'a.bin' } });
});
