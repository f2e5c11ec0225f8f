import { expect, it } from 'vitest';
import { partsOf, scaled } from '../../harness/gradebook/grades.ts';

it.each([
  [10, [3.333, 3.333, 3.334], 2],
  [10, [1, 1, 1], 0],
  [0.1, [0.05, 0.05], 1],
  [0, [0, 0], 2],
])('%d shared out by %j at %d decimals adds up', (whole, weights, decimals) => {
  const parts = partsOf(whole, weights, { decimals, outOf: undefined });
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole, 9);
  for (const part of parts) expect(Number(part.toFixed(decimals))).toBe(part);
});

it('rounds halves up, whatever their last bit, and to the points of the gradebook', () => {
  const scale = { decimals: 2, outOf: undefined };
  expect(scaled(1.005, { maxScore: 10 }, scale)).toBe(1.01);
  expect(scaled(8.435, { maxScore: 10 }, { decimals: 0, outOf: 100 })).toBe(84);
  expect(scaled(0, { maxScore: 0 }, scale)).toBe(0);
});
