/**
 * JUnit XML, as GitLab, Jenkins, Artemis, CodeGrade and the reporters of GitHub read it
 * (https://github.com/testmoapp/junitxml). A suite a task; points stand in `<properties>`, which is where they fit.
 */
import type { Result } from '../../judge/result.ts';
import { visible } from '../visible.ts';
import { points } from '../words.ts';
import type { Exporter } from './exporter.ts';
import { cut, LONGEST_NAME, testsOf, type Test } from './tests.ts';
import { attributes, xmlText } from './xml.ts';

export const junit: Exporter = {
  id: 'junit',
  title: 'JUnit XML',
  file: 'junit.xml',
  write(results, { at }) {
    const suites = results.map((result, index) => suite(result, testsIn(results, index), at));
    const counts = attributes(countsOf(testsOf(results)));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Sockmark" ${counts}>\n${suites.join('')}</testsuites>\n`;
  },
};

/** Numbered over all results, so that two results of one task stay apart. */
function testsIn(results: readonly Result[], index: number): Test[] {
  return testsOf(results).filter(({ number }) => number.startsWith(`${index + 1}.`));
}

function suite({ task, score, maxScore, graded, network }: Result, tests: Test[], at: Date): string {
  const about = attributes({
    name: cut(visible(task.id), LONGEST_NAME),
    ...countsOf(tests),
    timestamp: at.toISOString(),
  });
  const properties = {
    score: points(score),
    'max-score': points(maxScore),
    network,
    harness: cut(visible(graded.harness), LONGEST_NAME),
    spec: graded.spec,
    seed: String(graded.seed),
  };
  const cases = tests.map(testCase).join('');
  return `  <testsuite ${about}>\n${propertiesOf(properties, '    ')}${cases}  </testsuite>\n`;
}

function propertiesOf(values: Record<string, string>, indent: string): string {
  const lines = Object.entries(values).map(
    ([name, value]) => `${indent}  <property ${attributes({ name, value })}/>\n`,
  );
  return `${indent}<properties>\n${lines.join('')}${indent}</properties>\n`;
}

/** `failures` are the student's, `errors` the harness's own. */
function countsOf(tests: readonly Test[]): Record<string, string> {
  const count = (outcome: Outcome) => String(tests.filter((test) => outcomeOf(test) === outcome).length);
  return {
    tests: String(tests.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(tests.reduce((all, { durationMs }) => all + durationMs, 0)),
  };
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

function outcomeOf({ status, advice }: Test): Outcome {
  if (status === 'passed') return 'passed';
  if (status === 'inconclusive') return 'error';
  return status === 'skipped' || advice ? 'skipped' : 'failure';
}

function testCase(test: Test): string {
  const { suite: classname, name, file, line, score, maxScore, durationMs } = test;
  const place = { ...(file && { file }), ...(line && { line: String(line) }) };
  const head = attributes({ name, classname, time: seconds(durationMs), ...place });
  const worth = propertiesOf({ score: points(score), 'max-score': points(maxScore) }, '      ');
  return `    <testcase ${head}>\n${worth}${outcomeElement(test)}    </testcase>\n`;
}

function outcomeElement(test: Test): string {
  const outcome = outcomeOf(test);
  if (outcome === 'passed') return '';
  const [message = ''] = test.text.split('\n');
  if (outcome === 'skipped') return `      <skipped ${attributes({ message })}/>\n`;
  const type = outcome === 'error' ? 'inconclusive' : 'check';
  return `      <${outcome} ${attributes({ message, type })}>${xmlText(test.text)}</${outcome}>\n`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
