/**
 * Classroom 50's `result.json` (`classroom50/result/v1`: https://github.com/foundation50/classroom50, schemas/ and
 * wiki/Advanced-Autograding.md). It takes whole numbers only. Points are whole hundredths, so hundredths are what is written:
 * 7.43 of 10 points are 743 of 1000, and nothing is rounded.
 */
import { UserError } from '../../spec/user-error.ts';
import { totalsOf } from '../totals.ts';
import { asJson, TROUBLE, type ExportOptions, type PlatformExporter } from './exporter.ts';
import { asStudentsSee, testsOf, type Test } from './tests.ts';

const ASKED_FOR = ['CLASSROOM', 'ASSIGNMENT', 'SUBMISSION_TAG', 'COMMIT_URL', 'RELEASE_URL'] as const;

export const classroom50: PlatformExporter = {
  id: 'classroom-50',
  title: "Classroom 50's result.json",
  file: 'result.json',
  write(results, options) {
    const { score, maxScore } = totalsOf(results);
    const tests = asStudentsSee(testsOf(results)).map(entry);
    return asJson({ ...identity(options), ...points(score, maxScore), tests });
  },
  writeTrouble(_, options) {
    const test = { 'test-name': 'Sockmark', passed: false, ...points(0, 0), message: TROUBLE };
    return asJson({ ...identity(options), ...points(0, 0), tests: [test] });
  },
};

/** What the runner told and checks again; owner and type are its own to stamp, and are given where it told them. */
function identity({ at, environment = {} }: ExportOptions) {
  const missing = ASKED_FOR.filter((name) => !environment[name]);
  if (missing.length > 0) {
    throw new UserError('Classroom 50 is not here.', {
      found: `no ${missing.join(', ')} in the environment`,
      allowed: 'the environment that its runner gives to autograder.py',
      remedy: 'start grade from there, or set them by hand to try it',
    });
  }
  const { CLASSROOM, ASSIGNMENT, SUBMISSION_TAG, COMMIT_URL, RELEASE_URL, REVIEW_URL } = environment;
  const { ASSIGNMENT_TYPE, OWNER } = environment;
  const now = at.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    schema: 'classroom50/result/v1',
    classroom: CLASSROOM,
    assignment: ASSIGNMENT,
    ...(ASSIGNMENT_TYPE ? { assignment_type: ASSIGNMENT_TYPE } : {}),
    ...(OWNER ? { owner: OWNER } : {}),
    submission: SUBMISSION_TAG,
    commit: COMMIT_URL,
    release: RELEASE_URL,
    review: REVIEW_URL === undefined || REVIEW_URL === '' ? COMMIT_URL : REVIEW_URL,
    datetime: now,
    graded_at: now,
  };
}

function points(score: number, maxScore: number) {
  return { score: hundredths(score), 'max-score': hundredths(maxScore) };
}

function hundredths(points: number): number {
  return Math.round(points * 100);
}

function entry({ suite, name, status, score, maxScore, advice, text }: Test) {
  return {
    'test-name': `${suite} ${name}`,
    passed: status === 'passed' || advice,
    ...points(score, maxScore),
    ...(text === '' ? {} : { message: text }),
    ...(status === 'inconclusive' || status === 'skipped' ? { status } : {}),
  };
}
