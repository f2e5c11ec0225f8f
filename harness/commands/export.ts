/** `grade export`: the grades of a class, as a gradebook takes them; or one result, as another program reads it. */
import { extname, join, resolve } from 'node:path';
import { readSummary } from '../batch/read-summary.ts';
import { writeWholeFile } from '../batch/files.ts';
import type { Exported, Format, Order } from '../gradebook/format.ts';
import { gradesOf, type Scale } from '../gradebook/grades.ts';
import { FORMATS } from '../gradebook/registry.ts';
import { readTable } from '../intake/table.ts';
import { EXPORTERS } from '../report/exports/registry.ts';
import { renderNotes } from '../report/terminal/notes.ts';
import { terminalFor } from '../report/terminal/paint.ts';
import { didYouMean, listWords } from '../spec/nearest.ts';
import { shownPath, shownValue, UserError } from '../spec/user-error.ts';
import type { Arguments, Command } from './command.ts';
import { AUTOGRADER, exportAutograder } from './export/autograder.ts';
import { exportResult } from './export/one-result.ts';
import { colourOption, numberOf, specsOption, text, textOf, wholeNumber } from './options.ts';

const RESULTS_FOLDER = 'grades';
const DECIMALS = 2;

export const command: Command = {
  positionals: [
    {
      name: 'format',
      describe: `of a class's grades: ${idsOf(FORMATS)}; of one result: ${idsOf(EXPORTERS)}; an autograder: gradescope`,
    },
    {
      name: 'results',
      describe: `the folder that grade batch has written, else ./${RESULTS_FOLDER}; or the file of a result; or a task or assignment`,
    },
  ],
  options: {
    gradebook: text(
      'FILE',
      'what the course system exported: filled in (Moodle, Blackboard), or to tell who is who',
    ),
    item: text('NAME', 'the column of the gradebook, such as "Lab 1 (12345)"; for autolab, the problem'),
    decimals: wholeNumber(0, `of the points, from 0 to 4; else ${DECIMALS}`, 4),
    'out-of': wholeNumber(1, 'what full marks are worth in the gradebook; else the points there are'),
    out: text(
      'FILE',
      'where it goes; else a gradebook beside the results, and one result to standard output',
    ),
    ...AUTOGRADER.options,
    ...specsOption,
    ...colourOption,
  },
  async run(given) {
    if (given.format === AUTOGRADER.id) {
      await exportAutograder(given);
      return 0;
    }
    const exporter = EXPORTERS.find(({ id }) => id === given.format);
    if (exporter !== undefined) {
      await exportResult(exporter, given);
      return 0;
    }
    const format = formatOf(given);
    const { folder, summary } = await readSummary(textOf(given, 'results') ?? RESULTS_FOLDER);
    const gradebook = textOf(given, 'gradebook');
    const table = gradebook === undefined ? undefined : await readTable(resolve(gradebook));
    const scale: Scale = {
      decimals: numberOf(given, 'decimals') ?? DECIMALS,
      outOf: numberOf(given, 'out-of'),
    };
    const order = { summary, ...gradesOf(summary, scale), scale, item: textOf(given, 'item'), table };
    const exported = format.write(order);
    const file = resolve(textOf(given, 'out') ?? join(folder, `${format.id}${exported.ending}`));
    refuseOverwriting(file, gradebook);
    await writeWholeFile(file, [exported.content]);
    tell(given, file, format, order, exported);
    return 0;
  },
};

function idsOf(formats: readonly { id: string }[]): string {
  return formats.map(({ id }) => id).join(', ');
}

const MOST_NOTES = 12;

function firstOf(notes: readonly string[]): string[] {
  const left = notes.length - MOST_NOTES;
  return left > 0 ? [...notes.slice(0, MOST_NOTES), `… and ${left} more like these`] : [...notes];
}

function formatOf(given: Arguments): Format {
  const id = textOf(given, 'format');
  const known = FORMATS.find((format) => format.id === id);
  if (known !== undefined) return known;
  const ids = [...FORMATS, ...EXPORTERS, AUTOGRADER].map((one) => one.id);
  throw new UserError('grade export needs a format.', {
    found: id === undefined ? 'none' : shownValue(id),
    allowed: listWords(ids),
    remedy: id === undefined ? 'grade export canvas grades' : didYouMean(id, ids),
  });
}

/** What was downloaded is the only copy of how it was. */
function refuseOverwriting(file: string, gradebook: string | undefined): void {
  if (gradebook === undefined || resolve(gradebook) !== file) return;
  throw new UserError('The gradebook that was downloaded is not written over.', {
    file,
    remedy: `--out another-name${extname(file)}`,
  });
}

function tell(
  given: Arguments,
  file: string,
  { title }: Format,
  order: Order,
  { count, remarks }: Exported,
): void {
  const terminal = terminalFor(process.stdout, { noColor: given['no-color'] === true });
  const withheld = order.withheld.map(
    ({ id }) => `${id} is inconclusive and has no grade yet: decide it in an overrides file`,
  );
  const missing = order.summary.missing ?? [];
  const notes = [
    ...firstOf([...remarks, ...withheld]),
    ...(missing.length === 0 ? [] : [`${missing.length} of the roster handed nothing in and have no grade`]),
  ];
  const grades = `${count} ${count === 1 ? 'grade' : 'grades'}`;
  process.stdout.write(`${title}: ${grades} in ${shownPath(file)}\n${renderNotes(notes, terminal)}`);
}
