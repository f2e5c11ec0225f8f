/** `grade check --watch`: a verdict for each save, until Ctrl-C. */
import { resolve } from 'node:path';
import { writeJsonFile } from '../../batch/files.ts';
import { resultFile } from '../../batch/class.ts';
import type { Grader } from '../../batch/grade-submission.ts';
import { checkedFolder, openSubmission } from '../../batch/layout.ts';
import type { Result } from '../../judge/result.ts';
import { changesBetween } from '../../report/changes.ts';
import { renderChanges } from '../../report/terminal/changes.ts';
import { renderNotes } from '../../report/terminal/notes.ts';
import { terminalFor } from '../../report/terminal/paint.ts';
import { renderResults } from '../../report/terminal/result.ts';
import { watchScreen } from '../../report/terminal/watch-screen.ts';
import { UserError, shownPath } from '../../spec/user-error.ts';
import { againAfterCheck } from '../again.ts';
import type { Arguments, ExitCode } from '../command.ts';
import { exitCodeOf } from '../exit-code.ts';
import { withGrading, type OpenGrading } from '../grading.ts';
import { Interrupted } from '../interrupt.ts';
import { textOf } from '../options.ts';
import { writeStudentPage } from '../pages.ts';
import type { WhatToGrade } from '../what-to-grade.ts';
import { Saves } from './saves.ts';

/** As a shell reports an end by SIGINT. */
const BY_CTRL_C = 130;

/** What became of one grading. */
interface Verdict {
  /** Names of the files that were saved since the verdict before; none in the first. */
  saved: string[];
  /** Undefined where the folder could not be read. */
  results: Result[] | undefined;
  failure: UserError | undefined;
}

/**
 * Grades `directory` now and on each save. Ctrl-C is how it is meant to end: then the exit code is that of the last
 * verdict, and 130 only where there was none yet. `kept`: what is not graded here, a sentence each.
 */
export async function watchFolder(
  given: Arguments,
  directory: string,
  what: WhatToGrade,
  kept: string[],
): Promise<number> {
  let last: ExitCode | undefined;
  try {
    return await withGrading(given, what.tasks, async (grading) => {
      const outputs = ['json', 'pcap', 'html']
        .map((name) => textOf(given, name))
        .filter((path) => path !== undefined);
      await using saves = await Saves.open(directory, outputs);
      const report = reportOf(given, directory, what, [...kept, ...grading.notes]);
      try {
        const grade = (grader: Grader) => gradeNow(grader, directory, what, grading.scratch);
        for await (const verdict of verdicts(grading, saves, grade, report.working)) {
          last = verdict.results === undefined ? 2 : exitCodeOf(verdict.results);
          await report.verdict(verdict);
        }
      } finally {
        report.close();
      }
      return last ?? 2;
    });
  } catch (error) {
    if (error instanceof Interrupted && error.exitCode === BY_CTRL_C && last !== undefined) return last;
    throw error;
  }
}

/** A verdict for each batch of saves, without end. A save puts an end to a grading that it makes stale. */
async function* verdicts(
  { signal, graderUntil }: OpenGrading,
  saves: Saves,
  grade: (grader: Grader) => Promise<Omit<Verdict, 'saved'>>,
  working: (saved: string[]) => void,
): AsyncGenerator<Verdict> {
  let saved: string[] = [];
  for (;;) {
    working(saved);
    const next = saves.next(signal);
    const stale = new AbortController();
    next.then(
      () => {
        stale.abort();
      },
      () => undefined,
    );
    try {
      const verdict = await grade(graderUntil(AbortSignal.any([signal, stale.signal])));
      yield { ...verdict, saved };
      saved = await next;
    } catch (error) {
      signal.throwIfAborted();
      if (!stale.signal.aborted) throw error;
      saved = [...new Set([...saved, ...(await next)])];
    }
  }
}

async function gradeNow(
  grader: Grader,
  directory: string,
  { names }: WhatToGrade,
  scratch: string,
): Promise<Omit<Verdict, 'saved'>> {
  let entry;
  try {
    entry = await openSubmission(await checkedFolder(directory), names, scratch);
  } catch (error) {
    // The folder may come back: an unpacked archive, another branch.
    if (error instanceof UserError) return { results: undefined, failure: error };
    throw error;
  }
  return { results: await grader.grade(entry), failure: undefined };
}

interface Report {
  working: (saved: string[]) => void;
  verdict: (verdict: Verdict) => Promise<void>;
  close: () => void;
}

/** Where `--json` is `-`, each verdict is JSON on one line, so that a program can read them as they come. */
function reportOf(
  given: Arguments,
  directory: string,
  { assignment, tasks }: WhatToGrade,
  notes: string[],
): Report {
  const file = (results: Result[]) => (assignment === undefined ? resultFile(results) : { results });
  const json = textOf(given, 'json');
  if (json === '-') {
    return {
      working: () => undefined,
      verdict: ({ results, failure }) => {
        if (results !== undefined) process.stdout.write(`${JSON.stringify(file(results))}\n`);
        if (failure !== undefined) process.stderr.write(`grade: ${failure.message}\n`);
        return Promise.resolve();
      },
      close: () => undefined,
    };
  }
  const terminal = () => terminalFor(process.stdout, { noColor: given['no-color'] === true });
  const screen = watchScreen(shownPath(resolve(directory)), process.stdout, terminal);
  let before: Result[] | undefined;
  return {
    ...screen,
    async verdict({ saved, results, failure }) {
      if (results === undefined) {
        screen.verdict(`${failure?.message ?? ''}\n`, saved);
        return;
      }
      const paper = terminal();
      const answer = renderResults(results, paper) + renderNotes(notes, paper);
      const changes = before && `\n${renderChanges(changesBetween(before, results), paper)}`;
      screen.verdict(answer + (changes ?? ''), saved);
      before = results;
      const page = textOf(given, 'html');
      const again = againAfterCheck({ given, directory, tasks, results });
      if (page !== undefined) await writeStudentPage(results, resolve(page), again);
      if (json !== undefined) await writeJsonFile(resolve(json), file(results));
    },
  };
}
