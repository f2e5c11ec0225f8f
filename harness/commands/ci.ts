/** `grade ci`: the checkout of a repository, for a job of a CI. */
import { randomUUID } from 'node:crypto';
import { basename, join, relative, resolve, sep } from 'node:path';
import { resultFile } from '../batch/class.ts';
import { asJson, openResultsFolder, writeWholeFile } from '../batch/files.ts';
import { readSubmission } from '../batch/layout.ts';
import type { Result } from '../judge/result.ts';
import { annotationsOf } from '../report/ci/annotations.ts';
import { percentOf, renderSummary } from '../report/ci/summary.ts';
import { annotationLines, fenced, outputLines } from '../report/ci/workflow-commands.ts';
import type { Again } from '../report/html/student-page.tsx';
import { junit } from '../report/exports/junit.ts';
import { renderNotes } from '../report/terminal/notes.ts';
import { terminalFor } from '../report/terminal/paint.ts';
import { renderResults } from '../report/terminal/result.ts';
import { totalsOf } from '../report/totals.ts';
import { points } from '../report/words.ts';
import { shownPath, UserError } from '../spec/user-error.ts';
import { CONFIG_NAME, readCiConfig } from './ci/config.ts';
import { appendTo, commitOf, isRunner } from './ci/runner.ts';
import { againFrom } from './again.ts';
import type { Arguments, Command, ExitCode } from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { withGrading } from './grading.ts';
import { seenNow } from './kept-back.ts';
import { gradingOptions, numberOf, text, textOf, wholeNumber } from './options.ts';
import { writeStudentPage } from './pages.ts';
import { loadOptionsOf, taskOrAssignment } from './what-to-grade.ts';

const RESULTS_FOLDER = 'sockmark-results';

/** The JSON is a file of the folder already. */
const grading = Object.fromEntries(Object.entries(gradingOptions).filter(([name]) => name !== 'json'));

export const command: Command = {
  positionals: [{ name: 'dir', describe: 'the checkout; else this folder' }],
  options: {
    config: text('FILE', `what to grade, as JSON (ci.schema.json); else ${CONFIG_NAME} in the checkout`),
    out: text(
      'DIR',
      `where results.json, junit.xml, summary.md and report.html go; else ./${RESULTS_FOLDER}`,
    ),
    'exit-zero': {
      type: 'boolean',
      describe: 'exit code 0 whatever the score, as long as it could be graded',
    },
    'fail-under': wholeNumber(0, 'exit code 0 from so many percent of the points up, and 1 below', 100),
    all: { type: 'boolean', describe: 'for teachers: also the scenarios that students do not see' },
    ...grading,
  },
  async run(given) {
    const checkout = resolve(textOf(given, 'dir') ?? '.');
    const out = resolve(textOf(given, 'out') ?? RESULTS_FOLDER);
    refuseTwoPolicies(given);
    const { name, folder } = await readCiConfig(checkout, textOf(given, 'config'));
    const found = await taskOrAssignment(name, loadOptionsOf(given));
    const { what, notes: kept } =
      given.all === true ? { what: found, notes: [] } : seenNow(found, new Date());
    const entry = { ...(await readSubmission(folder, what.names)), id: basename(checkout) };
    await openResultsFolder(out);
    return withGrading(given, what.tasks, async ({ grader, notes }) => {
      const commit = await commitOf(process.env);
      const results = (await grader.grade(entry)).map((result) => stamped(result, checkout, commit));
      // Whoever takes the results home has the checkout elsewhere.
      const submission = relative(process.cwd(), folder) || '.';
      const saved = shownPath(join(out, 'results.json'));
      const again = againFrom(saved, results, { tasks: what.tasks, given, submission });
      await report({ results, notes: [...kept, ...notes], checkout, out, again, given });
      return codeOf(given, results);
    });
  },
};

function refuseTwoPolicies(given: Arguments): void {
  if (given['exit-zero'] !== true || numberOf(given, 'fail-under') === undefined) return;
  throw new UserError('grade ci has one rule for its exit code.', {
    found: '--exit-zero and --fail-under',
    remedy: 'keep one of them',
  });
}

/** As it is true of any checkout of the commit: this one will be gone. */
function stamped(result: Result, checkout: string, commit: string | undefined): Result {
  const path = relative(checkout, result.submission.path).split(sep).join('/') || '.';
  const graded = commit === undefined ? result.graded : { ...result.graded, commit };
  return { ...result, submission: { ...result.submission, path }, graded };
}

interface Graded {
  results: Result[];
  notes: string[];
  checkout: string;
  out: string;
  again: Again;
  given: Arguments;
}

async function report({ results, notes, checkout, out, again, given }: Graded): Promise<void> {
  const summary = renderSummary(results, { notes });
  await writeWholeFile(join(out, 'results.json'), asJson(resultFile(results)));
  await writeWholeFile(join(out, junit.file), junit.write(results, { at: new Date() }));
  await writeWholeFile(join(out, 'summary.md'), summary);
  await writeStudentPage(results, join(out, 'report.html'), again);
  const environment = process.env;
  await appendTo(environment.GITHUB_STEP_SUMMARY, `${summary}\n`);
  await appendTo(environment.GITHUB_OUTPUT, outputLines(outputsOf(results, out), randomUUID()));
  const terminal = terminalFor(process.stdout, { noColor: given['no-color'] === true });
  const words = renderResults(results, terminal) + renderNotes(notes, terminal);
  if (!isRunner(environment)) process.stdout.write(words);
  else process.stdout.write(fenced(words, randomUUID()) + annotationLines(annotationsOf(results, checkout)));
}

function outputsOf(results: Result[], out: string): Record<string, string> {
  const { status, score, maxScore } = totalsOf(results);
  return {
    status,
    score: points(score),
    'max-score': points(maxScore),
    percent: points(percentOf(results)),
    folder: out,
    results: join(out, 'results.json'),
  };
}

/** What could not be judged at all is nobody's success, whatever the rule. */
function codeOf(given: Arguments, results: Result[]): ExitCode {
  const usual = exitCodeOf(results);
  if (usual === 2 || given['exit-zero'] === true) return usual === 2 ? 2 : 0;
  const least = numberOf(given, 'fail-under');
  if (least === undefined) return usual;
  return percentOf(results) >= least ? 0 : 1;
}
