/** `grade autograde`: the one submission that a platform has put into a container, and an answer whatever happens. */
import { resolve } from 'node:path';
import { deadlineIn } from '../batch/deadline.ts';
import { FileNotWritten, writeWholeFile } from '../batch/files.ts';
import { openSubmission } from '../batch/layout.ts';
import type { Result } from '../judge/result.ts';
import type { ExportOptions } from '../report/exports/exporter.ts';
import { renderNotes } from '../report/terminal/notes.ts';
import { terminalFor } from '../report/terminal/paint.ts';
import { renderResults } from '../report/terminal/result.ts';
import { totalsOf } from '../report/totals.ts';
import { didYouMean, listWords } from '../spec/nearest.ts';
import { shownValue, UserError } from '../spec/user-error.ts';
import { PLATFORMS, type Platform } from './autograde/platforms.ts';
import type { Arguments, Command, ExitCode } from './command.ts';
import { withGrading } from './grading.ts';
import { colourOption, gradingOptions, numberOf, specsOption, text, textOf, wholeNumber } from './options.ts';
import { loadOptionsOf, taskOrAssignment } from './what-to-grade.ts';

/** The rest is for the platform: what it starts before this, and what it takes away afterwards. */
const SHARE_OF_TIME = 0.8;

const { network, seed, jobs } = gradingOptions;

export const command: Command = {
  positionals: [
    { name: 'platform', describe: Object.keys(PLATFORMS).join(', ') },
    { name: 'name', describe: 'a task or an assignment; all its scenarios are graded' },
    { name: 'dir', describe: "the student's folder, archive or program; else where the platform puts it" },
  ],
  options: {
    out: text('FILE', 'what the platform reads; else where it looks for it, or standard output'),
    timeout: wholeNumber(
      5,
      'seconds after which the platform ends the grading; what is not judged after four fifths of them is inconclusive',
    ),
    item: text('NAME', 'for autolab: the problem'),
    ...{ network, seed, jobs },
    ...specsOption,
    ...colourOption,
  },
  async run(given) {
    const platform = platformOf(given);
    const name = nameOf(given);
    const delivery = deliveryTo(platform, given);
    try {
      return await gradeInTime(platform, name, given, delivery);
    } catch (error) {
      // What comes after the result is in place, such as an end by the clock, takes nothing of it back.
      if (delivery.isDone() || error instanceof FileNotWritten) throw error;
      await delivery.write((options) => platform.exporter.writeTrouble(reasonOf(error), options));
      throw error;
    }
  },
};

interface Delivery {
  /** Hands over what the platform reads. */
  write: (content: (options: ExportOptions) => string) => Promise<void>;
  isDone: () => boolean;
}

function deliveryTo({ out }: Platform, given: Arguments): Delivery {
  const file = textOf(given, 'out') ?? out;
  let isDone = false;
  return {
    async write(content) {
      const text = content({ at: new Date(), item: textOf(given, 'item'), environment: process.env });
      if (file === undefined) process.stdout.write(text);
      else await writeWholeFile(resolve(file), text);
      isDone = true;
    },
    isDone: () => isDone,
  };
}

async function gradeInTime(
  platform: Platform,
  name: string,
  given: Arguments,
  delivery: Delivery,
): Promise<number> {
  const timeout = numberOf(given, 'timeout') ?? platform.timeout;
  const { tasks, names } = await taskOrAssignment(name, loadOptionsOf(given));
  return withGrading(given, tasks, async ({ graderUntil, signal, notes, scratch }) => {
    const entry = await openSubmission(textOf(given, 'dir') ?? platform.submission, names, scratch);
    // Counted from the start of this process.
    const left = timeout * 1000 * SHARE_OF_TIME - performance.now();
    const deadline = deadlineIn(left, `There was no time left: the platform grants ${timeout} seconds.`);
    const results = await graderUntil(AbortSignal.any([signal, deadline])).grade(entry);
    await delivery.write((options) => platform.exporter.write(results, options));
    if (textOf(given, 'out') !== undefined || platform.out !== undefined) tellStaff(given, results, notes);
    return codeOf(results);
  });
}

/** Where the result is a file, what is printed is for staff. */
function tellStaff(given: Arguments, results: Result[], notes: string[]): void {
  const terminal = terminalFor(process.stdout, { noColor: given['no-color'] === true });
  process.stdout.write(renderResults(results, terminal) + renderNotes(notes, terminal));
}

/** Lost points are no failure of a grading; points that could not be judged are. */
function codeOf(results: Result[]): ExitCode {
  return totalsOf(results).status === 'inconclusive' ? 2 : 0;
}

function reasonOf(error: unknown): string {
  if (error instanceof UserError || !(error instanceof Error)) return String(error);
  return error.stack ?? error.message;
}

function platformOf(given: Arguments): Platform {
  const id = textOf(given, 'platform') ?? '';
  const ids = Object.keys(PLATFORMS);
  const known = Object.entries(PLATFORMS).find(([name]) => name === id)?.[1];
  if (known !== undefined) return known;
  throw new UserError('grade autograde needs a platform.', {
    found: id === '' ? 'none' : shownValue(id),
    allowed: listWords(ids),
    remedy: id === '' ? 'grade autograde gradescope lab-1' : didYouMean(id, ids),
  });
}

function nameOf(given: Arguments): string {
  const name = textOf(given, 'name');
  if (name !== undefined) return name;
  throw new UserError('grade autograde needs a task or an assignment.', {
    allowed: 'grade autograde PLATFORM TASK|ASSIGNMENT [DIR]',
    remedy: 'grade list shows both',
  });
}
