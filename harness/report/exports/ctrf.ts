/** CTRF 1.0.0, the Common Test Report Format (https://ctrf.io). Its objects are closed but for `extra`: there the points are. */
import type { Check } from '../../judge/result.ts';
import { totalsOf } from '../totals.ts';
import { visible } from '../visible.ts';
import { asJson, type Exporter } from './exporter.ts';
import { cut, LONGEST_NAME, testsOf, type Test } from './tests.ts';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

const STATUS: Record<Check['status'], Status> = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
  inconclusive: 'other',
};

export const ctrf: Exporter = {
  id: 'ctrf',
  title: 'CTRF',
  file: 'ctrf-report.json',
  write(results, { at }) {
    const tests = testsOf(results);
    const { score, maxScore, status } = totalsOf(results);
    const took = tests.reduce((all, { durationMs }) => all + durationMs, 0);
    const [graded] = results.map((result) => result.graded);
    const report = {
      reportFormat: 'CTRF',
      specVersion: '1.0.0',
      results: {
        tool: { name: 'Sockmark', ...(graded && { version: nameOf(graded.harness) }) },
        summary: { ...countsOf(tests), start: Math.round(at.getTime() - took), stop: at.getTime() },
        tests: tests.map(entry),
        extra: {
          ...{ score, maxScore, status },
          specs: results.map(({ task, graded: { spec, seed } }) => ({ task: nameOf(task.id), spec, seed })),
        },
      },
    };
    return asJson(report);
  },
};

function nameOf(text: string): string {
  return cut(visible(text), LONGEST_NAME);
}

function statusOf({ status, advice }: Test): Status {
  return advice && status === 'failed' ? 'other' : STATUS[status];
}

function countsOf(tests: readonly Test[]) {
  const count = (status: Status) => tests.filter((test) => statusOf(test) === status).length;
  return {
    tests: tests.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    pending: 0,
    other: count('other'),
  };
}

function entry(test: Test) {
  const { name, suite, text, status, file, line, durationMs, score, maxScore, visibility } = test;
  return {
    name,
    status: statusOf(test),
    duration: Math.round(durationMs),
    suite: suite.split('.'),
    rawStatus: status,
    ...(text === '' ? {} : { message: text }),
    ...(file === undefined ? {} : { filePath: file }),
    ...(line === undefined ? {} : { line }),
    extra: { score, maxScore, visibility },
  };
}
