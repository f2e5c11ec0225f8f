/**
 * Gradescope's `results.json` (https://gradescope-autograders.readthedocs.io/en/latest/specs/). All texts are `text`,
 * the one format in which it shows them and reads nothing into them.
 */
import type { Visibility } from '../../spec/task.ts';
import { totalsOf } from '../totals.ts';
import { points, scoreOf } from '../words.ts';
import { visible } from '../visible.ts';
import type { Result } from '../../judge/result.ts';
import type { Exporter } from './exporter.ts';
import { cut, LONGEST_NAME, testsOf, type Test } from './tests.ts';

/** A total is shown only where no test is `hidden`. */
const VISIBILITY: Record<Visibility, string> = {
  visible: 'visible',
  'after-due': 'after_due_date',
  hidden: 'hidden',
};

const LONGEST_OUTPUT = 10_000;

export const gradescopeResults: Exporter = {
  id: 'gradescope-results',
  title: "Gradescope's results.json",
  file: 'results.json',
  write(results) {
    const { score } = totalsOf(results);
    const took = results.flatMap(({ scenarios }) => scenarios.map(({ durationMs }) => durationMs));
    const report = {
      score,
      execution_time: Math.ceil(took.reduce((all, one) => all + one, 0) / 1000),
      output: cut(results.map(overviewOf).join('\n\n'), LONGEST_OUTPUT),
      output_format: 'text',
      test_output_format: 'text',
      test_name_format: 'text',
      visibility: 'visible',
      stdout_visibility: 'hidden',
      tests: testsOf(results).map(entry),
      extra_data: {
        graded: results.map(({ task, graded }) => ({
          task: nameOf(task.id),
          ...graded,
          harness: nameOf(graded.harness),
          platform: nameOf(graded.platform),
        })),
      },
    };
    return `${JSON.stringify(report, undefined, 2)}\n`;
  },
};

function nameOf(text: string): string {
  return cut(visible(text), LONGEST_NAME);
}

/** Of what everybody may see: this text has no visibility of its own below the whole result's. */
function overviewOf({ task, scenarios, findings }: Result): string {
  const seen = scenarios.filter(({ visibility }) => visibility === 'visible');
  return [
    visible(`${task.id}: ${task.title}`),
    ...findings.map(({ message }) => `  ${visible(message)}`),
    ...seen.map(({ title, score, maxScore, advice }) => {
      return `  ${visible(title)}: ${advice ? 'advice, no points' : scoreOf(score, maxScore)}`;
    }),
  ].join('\n');
}

function entry({ number, suite, name, scenario, score, maxScore, status, text, visibility }: Test) {
  const unsure = `Sockmark could not judge this (${points(maxScore)} points): your teacher decides.`;
  return {
    number,
    name: `${scenario}, ${name}`,
    name_format: 'text',
    score,
    max_score: maxScore,
    status: status === 'passed' ? 'passed' : 'failed',
    output: status === 'inconclusive' ? `${unsure}\n${text}` : text,
    output_format: 'text',
    visibility: VISIBILITY[visibility],
    extra_data: { suite, status },
  };
}
