import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'harness/**/*.test.ts'],
    // Bounds, not expectations: every test waits for a condition, and these only end one that never comes.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One more than the processors that CI has: a run waits for programs about as often as it works.
    maxWorkers: 3,
  },
});
