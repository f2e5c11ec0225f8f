/** Points: the parts add up exactly, whatever the shares are. */
import { hundredths, shareOut } from '../../harness/judge/points.ts';
import { inconclusiveScenario, skippedScenario, unplayedScenario } from '../../harness/judge/unplayed.ts';
import type { Scenario } from '../../harness/spec/task.ts';
import { assemble } from './published.ts';
import { describe, expect, test } from 'vitest';
import { hello, messages, scenario, submission, task } from './build.ts';
import { Play } from './play.ts';

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

  test('a scenario that this machine cannot carry out costs nothing and passes nothing, and says why', () => {
    const of = hello('server');
    const left = skippedScenario(of, of.scenarios[0]!, 'curl is not installed.', submission());
    expect(left).toMatchObject({
      status: 'skipped',
      score: 0,
      maxScore: 0,
      reason: 'curl is not installed.',
    });
    expect(new Set(left.checks.map(({ status }) => status))).toEqual(new Set(['skipped']));
    expect(unplayedScenario(of, of.scenarios[0]!, submission())).toBeUndefined();
    expect(assemble(of, [left])).toMatchObject({ status: 'inconclusive', score: 0, maxScore: 0 });
  });
});
