/**
 * The result of a step as the graders of GitHub Classroom hand it to the reporter: base64 of a JSON (`autograding-*` in
 * https://github.com/classroom-resources). The score that the reporter records is the sum of the tests' scores; its table
 * shows the share of tests that passed instead, so where a check is half right the two differ (issue 10 there).
 */
import { totalsOf } from '../totals.ts';
import { TROUBLE, type PlatformExporter } from './exporter.ts';
import { asStudentsSee, testsOf, type Test } from './tests.ts';

export const githubClassroom: PlatformExporter = {
  id: 'github-classroom',
  title: "GitHub Classroom's step result",
  file: 'result.txt',
  write(results) {
    const { maxScore, status } = totalsOf(results);
    const counted = asStudentsSee(testsOf(results)).filter(({ advice }) => !advice);
    return encoded({
      version: 1,
      status: status === 'inconclusive' ? 'error' : status === 'passed' ? 'pass' : 'fail',
      max_score: maxScore,
      tests: counted.map(entry),
    });
  },
  /** The reporter records no points for a step that has none to give. */
  writeTrouble() {
    const test = { name: 'Sockmark', status: 'error', message: TROUBLE, test_code: '', score: 0 };
    return encoded({
      version: 1,
      status: 'error',
      max_score: 0,
      tests: [{ ...test, filename: '', line_no: 0, duration: 0 }],
    });
  },
};

function encoded(step: unknown): string {
  return Buffer.from(JSON.stringify(step), 'utf8').toString('base64');
}

function entry({ suite, name, status, score, text, file, line, durationMs }: Test) {
  return {
    name: `${suite} ${name}`,
    status: status === 'passed' ? 'pass' : status === 'inconclusive' ? 'error' : 'fail',
    message: text === '' ? null : text,
    test_code: name,
    filename: file ?? '',
    line_no: line ?? 0,
    score,
    duration: Math.round(durationMs),
  };
}
