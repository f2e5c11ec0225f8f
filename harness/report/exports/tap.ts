/** TAP 14 (https://testanything.org/tap-version-14-specification.html), with the points in the YAML block of each test. */
import { totalsOf } from '../totals.ts';
import { points } from '../words.ts';
import type { Exporter } from './exporter.ts';
import { testsOf, type Test } from './tests.ts';

export const tap: Exporter = {
  id: 'tap',
  title: 'TAP 14',
  file: 'results.tap',
  write(results) {
    const tests = testsOf(results);
    const { score, maxScore } = totalsOf(results);
    return [
      'TAP version 14',
      `1..${tests.length}`,
      ...tests.flatMap(linesOf),
      `# score ${points(score)} of ${points(maxScore)}`,
      '',
    ].join('\n');
  },
};

function linesOf(test: Test, index: number): string[] {
  const passes = test.status !== 'failed' || test.advice;
  const head = `${passes ? 'ok' : 'not ok'} ${index + 1} - ${escaped(`${test.suite} ${test.name}`)}`;
  const block = {
    score: test.score,
    max_score: test.maxScore,
    ...(test.text === '' ? {} : { message: test.text }),
    ...(test.file === undefined ? {} : { file: test.file }),
    ...(test.line === undefined ? {} : { line: test.line }),
  };
  // JSON is YAML (YAML 1.2, section 1.2), and one line of it holds no `...` by itself.
  const yaml = Object.entries(block).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`);
  return [`${head}${directive(test)}`, '  ---', ...yaml, '  ...'];
}

/** What was not reached, or could not be judged, is no test that the student failed. */
function directive({ status, advice }: Test): string {
  if (status === 'skipped') return ' # SKIP not reached';
  if (status === 'inconclusive') return ' # SKIP could not be judged';
  return advice && status === 'failed' ? ' # SKIP advice, no points' : '';
}

function escaped(text: string): string {
  return text.replace(/[\\#]/g, '\\$&');
}
