/**
 * Gradescope's `results.json` (https://gradescope-autograders.readthedocs.io/en/latest/specs/). All texts are `text`,
 * the one format in which it shows them and reads nothing into them.
 */
import type { Visibility } from '../../spec/task.ts';
import { totalsOf } from '../totals.ts';
import { points, scoreOf } from '../words.ts';
import { visible, visibleLines } from '../visible.ts';
import type { Result, ScenarioResult } from '../../judge/result.ts';
import { asJson, TROUBLE, type PlatformExporter } from './exporter.ts';
import { cut, LONGEST_NAME, testsOf, type Test } from './tests.ts';

/** A total is shown only where no test is `hidden`. */
const VISIBILITY: Record<Visibility, string> = {
  visible: 'visible',
  'after-due': 'after_due_date',
  hidden: 'hidden',
};

const LONGEST_OUTPUT = 10_000;

export const gradescopeResults: PlatformExporter = {
  id: 'gradescope-results',
  title: "Gradescope's results.json",
  file: 'results.json',
  write(results) {
    const { score, open } = totalsOf(results);
    const took = results.flatMap(({ scenarios }) => scenarios.map(({ durationMs }) => durationMs));
    return asJson({
      score,
      execution_time: Math.ceil(took.reduce((all, one) => all + one, 0) / 1000),
      output: cut(results.map(overviewOf).join('\n\n'), LONGEST_OUTPUT),
      ...SETTINGS,
      tests: [...testsOf(results).map(entry), ...(open === 0 ? [] : [forStaff(unjudged(open))])],
      extra_data: {
        graded: results.map(({ task, graded }) => ({
          task: nameOf(task.id),
          ...graded,
          harness: nameOf(graded.harness),
          platform: nameOf(graded.platform),
        })),
      },
    });
  },
  writeTrouble(reason) {
    return asJson({ score: 0, output: TROUBLE, ...SETTINGS, tests: [notice(TROUBLE), forStaff(reason)] });
  },
};

const SETTINGS = {
  output_format: 'text',
  test_output_format: 'text',
  test_name_format: 'text',
  visibility: 'visible',
  stdout_visibility: 'hidden',
};

/** A test with no points. */
function notice(output: string) {
  const name = 'Sockmark could not grade this';
  return { name, status: 'failed', output, visibility: 'visible' };
}

/**
 * Gradescope takes no result without a score, and a score that lacks what the grader could not do must not look like the
 * student's. Where one test is hidden it shows the student no total.
 */
function forStaff(reason: string) {
  return {
    ...notice(cut(visibleLines(reason).join('\n'), LONGEST_OUTPUT)),
    name: 'For staff',
    visibility: 'hidden',
  };
}

function unjudged(open: number): string {
  return `${points(open)} points could not be judged: have this submission graded again, or decide on them. While this test is here the student sees no total.`;
}

function nameOf(text: string): string {
  return cut(visible(text), LONGEST_NAME);
}

/** Of what everybody may see: this text has no visibility of its own below the whole result's. */
function overviewOf({ task, scenarios, findings }: Result): string {
  const seen = scenarios.filter(({ visibility }) => visibility === 'visible');
  return [
    visible(`${task.id}: ${task.title}`),
    ...findings.map(({ message }) => `  ${visible(message)}`),
    ...seen.map((scenario) => `  ${visible(scenario.title)}: ${standingOf(scenario)}`),
  ].join('\n');
}

function standingOf({ score, maxScore, advice, status }: ScenarioResult): string {
  if (advice) return 'advice, no points';
  return scoreOf(score, maxScore) + (status === 'inconclusive' ? ', and not all of it could be judged' : '');
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
