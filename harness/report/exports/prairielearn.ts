/**
 * PrairieLearn's `/grade/results/results.json` (https://docs.prairielearn.com/externalGrading/): the score from 0 to 1, at
 * most 1 MB. What could not be judged is not gradable, so that it uses up no attempt.
 */
import type { Result } from '../../judge/result.ts';
import { totalsOf } from '../totals.ts';
import { visible } from '../visible.ts';
import { TROUBLE, type PlatformExporter } from './exporter.ts';
import { asStudentsSee, cut, testsOf, type Test } from './tests.ts';

const MOST_BYTES = 1_000_000;
const LONGEST_REASON = 500;

export const prairielearn: PlatformExporter = {
  id: 'prairielearn',
  title: "PrairieLearn's results.json",
  file: 'results.json',
  write(results) {
    const whole = asJson(reportOf(results, asStudentsSee(testsOf(results))));
    if (Buffer.byteLength(whole) <= MOST_BYTES) return whole;
    return asJson(
      reportOf(
        results,
        asStudentsSee(testsOf(results)).map((test) => ({ ...test, text: '' })),
      ),
    );
  },
  writeTrouble() {
    return asJson({ gradable: false, message: TROUBLE, format_errors: [TROUBLE] });
  },
};

function reportOf(results: readonly Result[], tests: readonly Test[]) {
  const { score, maxScore, status, open } = totalsOf(results);
  const gradable = status !== 'inconclusive';
  return {
    gradable,
    score: maxScore === 0 ? 0 : score / maxScore,
    message: open === 0 ? '' : 'A part of it could not be judged; this attempt does not count.',
    ...(gradable ? {} : { format_errors: reasonsIn(results) }),
    tests: tests.map(entry),
  };
}

function reasonsIn(results: readonly Result[]): string[] {
  const reasons = results.flatMap(({ scenarios }) =>
    scenarios.flatMap(({ status, reason }) =>
      status === 'inconclusive' && reason !== undefined ? [reason] : [],
    ),
  );
  const known = [...new Set(reasons)].map((reason) => cut(visible(reason), LONGEST_REASON));
  return known.length === 0 ? ['Sockmark could not judge a part of it.'] : known;
}

function entry({ name, scenario, score, maxScore, text }: Test) {
  return { name, description: scenario, points: score, max_points: maxScore, message: text, output: '' };
}

/** On one line: of the one megabyte none is for blanks. */
function asJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
