/** Points: the parts add up exactly, whatever the shares are; and hostile programs break nothing. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { assembleResult } from '../../harness/judge/assemble.ts';
import { hundredths, shareOut } from '../../harness/judge/points.ts';
import type { Result, ScenarioResult } from '../../harness/judge/result.ts';
import { inconclusiveScenario, skippedScenario, unplayedScenario } from '../../harness/judge/unplayed.ts';
import { sayText } from '../../harness/spec/say.ts';
import { loadTask } from '../../harness/spec/load.ts';
import type { Role, Scenario, Task } from '../../harness/spec/task.ts';
import { chat, hello, lost, messages, Play, scenario, submission, task } from './build.ts';

const schema = JSON.parse(readFileSync('specs/result.schema.json', 'utf8')) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);

/** Through JSON and back, as a reader has it. */
function published(result: Result): Result {
  const json = JSON.parse(JSON.stringify(result)) as Result;
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  return json;
}

const grader = {
  network: 'private',
  seed: 1,
  harnessVersion: '0.1.0',
  platform: 'linux-x64 node-20',
} as const;

function assemble(of: Task, scenarios: ScenarioResult[], by = submission()): Result {
  return published(assembleResult(of, by, scenarios, grader));
}

/** A small generator of numbers that always gives the same (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('sharing out', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [1000, [1, 2, 4], [143, 286, 571]],
    [0, [1, 2], [0, 0]],
    [3, [1, 1, 1, 1], [1, 1, 1, 0]],
    [100, [0, 0], [50, 50]],
    [10, [], []],
  ])('%i by %j', (total, weights, parts) => {
    expect(shareOut(total, weights)).toEqual(parts);
  });

  test('adds up for any total and weights', () => {
    const random = numbers(7);
    for (let round = 0; round < 500; round += 1) {
      const weights = Array.from({ length: 1 + Math.floor(random() * 20) }, () => random() * 10);
      const total = Math.floor(random() * 100_000);
      const parts = shareOut(total, weights);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
      expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
    }
  });
});

describe('a task', () => {
  const roles: Scenario['student'][] = ['server', 'client', 'both'];

  test('the checks of all scenarios add up to its points, however odd the shares', () => {
    const random = numbers(11);
    for (let round = 0; round < 100; round += 1) {
      const points = Array.from({ length: 1 + Math.floor(random() * 6) }, () => (random() * 100) / 3);
      const said = Array.from(
        { length: 1 + Math.floor(random() * 9) },
        (_, index) => [index % 2 ? 'server' : 'client', `text ${index}`] as const,
      );
      const scenarios = points.map((one, index) =>
        scenario(roles[index % 3] ?? 'both', messages(...said), { id: `s${index}`, points: one }),
      );
      const of = task(scenarios, { maxScore: points.reduce((sum, one) => sum + one, 0) });
      const result = assemble(
        of,
        scenarios.map((one) => new Play(of, one).right().judge()),
      );
      expect(result.status).toBe('passed');
      expect(result.maxScore).toBe(Math.round(of.maxScore * 100) / 100);
      expect(result.score).toBe(result.maxScore);
      const all = result.scenarios.flatMap(({ checks }) => checks);
      expect(all.reduce((sum, check) => sum + hundredths(check.maxScore), 0)).toBe(
        hundredths(result.maxScore),
      );
    }
  });

  test('thirds of ten', () => {
    const scenarios = roles.map((one) => scenario(one, messages(['client', 'HELLO']), { points: 10 / 3 }));
    const of = task(scenarios, { maxScore: 10 });
    const result = assemble(
      of,
      scenarios.map((one) => new Play(of, one).right().judge()),
    );
    expect(result.scenarios.map(({ maxScore }) => maxScore)).toEqual([3.34, 3.33, 3.33]);
    expect(result.score).toBe(10);
  });

  test('advice is worth nothing and changes nothing', () => {
    const advice = scenario('server', messages(['client', 'HELLO']), { id: 'tip', advice: true, points: 0 });
    const of = task([...hello('server').scenarios, advice]);
    const bad = new Play(of, advice).judge();
    expect(bad).toMatchObject({ status: 'failed', score: 0, maxScore: 0 });
    const result = assemble(of, [new Play(of).right().judge(), bad]);
    expect(result).toMatchObject({ status: 'passed', score: 10, maxScore: 10 });
    expect(new Play(of, advice).right().judge().status).toBe('passed');
  });

  test('one scenario that cannot be judged makes the result inconclusive', () => {
    const of = task([...hello('server').scenarios, ...hello('client').scenarios]);
    const [first, second] = of.scenarios;
    const doubt = inconclusiveScenario(of, second!, 'The port is taken.', submission());
    const result = assemble(of, [new Play(of, first).right().judge(), doubt]);
    expect(result).toMatchObject({ status: 'inconclusive', score: 10, maxScore: 20 });
  });

  test('a scenario that was left out loses its points, and says why', () => {
    const of = hello('server');
    const left = skippedScenario(of, of.scenarios[0]!, 'It was not asked for.', submission());
    expect(left).toMatchObject({
      status: 'skipped',
      score: 0,
      maxScore: 10,
      reason: 'It was not asked for.',
    });
    expect(unplayedScenario(of, of.scenarios[0]!, submission())).toBeUndefined();
    expect(assemble(of, [left]).status).toBe('failed');
  });
});

describe('hints of a result', () => {
  const of = task([...hello('server').scenarios, ...hello('client').scenarios]);

  test('the most important first, each once', () => {
    const one = new Play(of, of.scenarios[0]).listens(9999).connects(9999);
    const server = one
      .says('client', 'HELLO')
      .says('server', 'Hello')
      .fin('client')
      .rests('server', 'accept')
      .judge();
    const client = new Play(of, of.scenarios[1]).right(9999).judge();
    const hints = assemble(of, [server, client, server]).hints.map(({ id, role }) => [id, role]);
    expect(hints).toEqual([
      ['wrong-port-server', 'server'],
      ['wrong-port-client', 'client'],
      ['wrong-case', 'server'],
      ['never-closes', 'server'],
    ]);
  });

  test('a finding is told once, with its line', () => {
    const finding = {
      code: 'python-2',
      role: 'server',
      message: 'server.py is Python 2.',
      file: 'server.py',
      line: 7,
    } as const;
    const by = submission([finding], ['client']);
    const server = new Play(of, of.scenarios[0]).judge({}, by);
    const result = assemble(of, [server], by);
    expect(result.hints).toHaveLength(1);
    expect(result.hints[0]).toMatchObject({ id: 'python-2', role: 'server', file: 'server.py', line: 7 });
    expect(result.hints[0]?.message).toMatch(/^server\.py is Python 2\. This is Python 2/);
  });

  test('exchanged names are a remark, and cost nothing', () => {
    const finding = { code: 'roles-exchanged', role: undefined, message: 'client.py listens.' } as const;
    const by = submission([finding]);
    const result = assemble(hello('server'), [new Play(hello('server')).right().judge({}, by)], by);
    expect(result).toMatchObject({ status: 'passed', hints: [{ id: 'roles-exchanged' }] });
  });
});

describe('hostile programs', () => {
  const nasty = [
    '\u001b[2J\u0000<script>alert(1)</script>',
    '\ud800\udfff\u202e"\\\n\r\t',
    '=HYPERLINK("http://x")',
    '::error::x\n```\n',
    'Traceback (most recent call last):\n  File "\u0000", line 99999999999, in x\nX: \ud800',
    'x'.repeat(200_000),
  ];
  const bytes = [Buffer.from([0xff, 0xfe, 0, 0x80, 0xc3]), ...nasty.map((text) => Buffer.from(text, 'utf8'))];

  test('break neither JSON nor schema, and nobody’s points', () => {
    for (const [index, said] of bytes.entries()) {
      const text = nasty[index % nasty.length] ?? '';
      const play = new Play(hello('both'))
        .listens()
        .connects()
        .says('client', said)
        .says('server', said, said)
        .fin('client', 'server');
      play.ends('server', { kind: 'exited', code: 1 }, { stdout: text, stderr: text });
      play.ends('client', { kind: 'signalled', signal: 'SIGSEGV' }, { stdout: text, stderr: text });
      play.types('client', text);
      const result = assemble(play.task, [play.judge()]);
      const [one] = result.scenarios;
      expect(one!.checks.every((check) => check.score >= 0 && check.score <= check.maxScore)).toBe(true);
      expect(one!.checks.every((check) => check.message.length < 2000)).toBe(true);
    }
  });

  test('a flood is cut, and judged in bounded time', () => {
    const play = new Play(chat('server', 'client')).listens().connects();
    for (let round = 0; round < 3000; round += 1) play.says('server', `spam ${round}`).says('client', 'stop');
    play.ends('server', { kind: 'stopped', why: 'too-much-traffic' }, { stdout: 'x'.repeat(10_000_000) });
    const result = assemble(play.task, [play.judge()]);
    expect(JSON.stringify(result).length).toBeLessThan(500_000);
    expect(result.scenarios[0]?.conversation.connections[0]?.eventsLeftOut).toBeGreaterThan(5000);
    expect(result.scenarios[0]?.programs[0]?.outputDropped).toBeGreaterThan(9_000_000);
  });

  test('bytes that are not text come back from base64', () => {
    const raw = Buffer.from([0x48, 0xff, 0x80, 0x49]);
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .says('server', raw)
      .fin('client', 'server');
    const event = play.judge().conversation.connections[0]!.events[2]!;
    expect(event.kind === 'data' && Buffer.from(event.bytes.base64 ?? '', 'base64').equals(raw)).toBe(true);
  });

  test('a cut tears no letter', () => {
    const long = '€'.repeat(3000);
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .says('server', long)
      .fin('client', 'server');
    const event = play.judge().conversation.connections[0]!.events[2]!;
    expect(event).toMatchObject({ bytes: { cut: true, length: 9000 } });
    expect(event.kind === 'data' && event.bytes.base64).toBe(undefined);
  });
});

describe('the tasks that are shipped', () => {
  const ids = ['hello-one-way', 'hello-both-ways', 'uppercase', 'chat'];
  const roleOf = ({ student }: Scenario): Role => (student === 'client' ? 'client' : 'server');

  test.each(ids)('%s: a right conversation has all points', async (id) => {
    const of = await loadTask(id);
    const port = of.port === 'any' ? 12000 : of.port;
    const result = assemble(
      of,
      of.scenarios.map((one) => new Play(of, one).right(port).judge()),
    );
    expect(result).toMatchObject({ status: 'passed', score: of.maxScore, maxScore: of.maxScore });
  });

  test.each(ids)('%s: each fault loses points, and one check', async (id) => {
    const of = await loadTask(id);
    for (const one of of.scenarios) {
      for (const [fault, faulty] of Object.entries(faultsIn(of, one))) {
        const result = faulty.judge();
        expect(Object.keys(lost(result)), `${one.id}: ${fault}`).toHaveLength(1);
        expect(result.score).toBeLessThan(result.maxScore);
      }
    }
  });

  function faultsIn(of: Task, one: Scenario): Record<string, Play> {
    const port = Number(of.port);
    const own = roleOf(one);
    const other = own === 'server' ? 'client' : 'server';
    const first = one.messages.find(({ from }) => from === own);
    const play = (): Play => new Play(of, one).listens(port).connects(port);
    const wrong = (text: string, { id }: { id: string }): string => (id === first?.id ? `${text}?!` : text);
    const typed = (before: Play): Play =>
      one.messages
        .filter(({ from, says }) => from === own && says.kind === 'typed')
        .reduce((so, { says }) => so.types(own, sayText(says, '', { now: new Date() })), before);
    return {
      'never closes': play().talk().fin(other).rests(own, 'accept'),
      crash: new Play(of, one).right(port).ends(own, { kind: 'signalled', signal: 'SIGSEGV' }),
      ...(one.student === 'both' ? {} : { 'wrong port': new Play(of, one).right(port + 1) }),
      ...(one.messages.at(-1)?.from === own ? { reset: play().talk().rst(own) } : {}),
      ...(first && { 'wrong text': typed(play()).talk(wrong).fin('client', 'server') }),
    };
  }
});
