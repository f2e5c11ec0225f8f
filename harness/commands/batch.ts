/** `grade batch`: the submissions of a class. */
import { resolve } from 'node:path';
import { gradeClass } from '../batch/class.ts';
import { readClass, type ClassLayout } from '../batch/layout.ts';
import type { ClassSummary } from '../batch/summary.ts';
import { renderNotes } from '../report/terminal/notes.ts';
import { renderTable } from '../report/terminal/table.ts';
import { type Terminal, terminalFor } from '../report/terminal/paint.ts';
import { showProgress } from '../report/terminal/progress.ts';
import { shownPath, UserError } from '../spec/user-error.ts';
import { exitCodeOf } from './check.ts';
import type { Arguments, Command } from './command.ts';
import { type OpenGrading, withGrading } from './grading.ts';
import { gradingOptions, text, textOf, texts, textsOf } from './options.ts';
import { outputOf } from './output.ts';
import { loadOptionsOf, tasksNamed, tasksOfAssignment, type WhatToGrade } from './what-to-grade.ts';

const RESULTS_FOLDER = 'grades';

export const command: Command = {
  positionals: [
    {
      name: 'dir',
      describe: 'a folder with a folder a student, or a folder a task and in it a folder a student',
    },
  ],
  options: {
    assignment: text('A', 'grade the tasks of this assignment'),
    task: texts('T', 'grade this task; may be given again for another'),
    out: text('DIR', `where the results go; else ./${RESULTS_FOLDER}`),
    ...gradingOptions,
  },
  async run(given) {
    const what = await whatToGrade(given);
    const out = resolve(textOf(given, 'out') ?? RESULTS_FOLDER);
    const layout = await readClass(directoryOf(given), what.names, out);
    return withGrading(given, what.tasks, async (grading) => {
      const summary = await gradeAll(given, what, layout, grading, out);
      await outputOf(given).answer(summary, (terminal) =>
        inWords(summary, layout, grading.notes, out, terminal),
      );
      return exitCodeOf(summary.submissions);
    });
  },
};

function directoryOf(given: Arguments): string {
  const directory = textOf(given, 'dir');
  if (directory !== undefined) return directory;
  throw new UserError('grade batch needs the folder of the submissions.', { allowed: 'grade batch DIR' });
}

async function whatToGrade(given: Arguments): Promise<WhatToGrade> {
  const assignment = textOf(given, 'assignment');
  const tasks = textsOf(given, 'task');
  if ((assignment === undefined) === (tasks.length === 0)) {
    throw new UserError('grade batch needs either an assignment or tasks.', {
      found: assignment === undefined ? 'neither' : 'both',
      allowed: '--assignment A, or --task T (again for another)',
      remedy: 'grade list shows both',
    });
  }
  const options = loadOptionsOf(given);
  return assignment === undefined ? tasksNamed(tasks, options) : tasksOfAssignment(assignment, options);
}

async function gradeAll(
  given: Arguments,
  { assignment }: WhatToGrade,
  { entries }: ClassLayout,
  { grader, network, jobs, signal }: OpenGrading,
  out: string,
): Promise<ClassSummary> {
  // Progress goes to standard error, so that standard output is the answer and nothing else.
  const terminal = terminalFor(process.stderr, { noColor: given['no-color'] === true });
  const progress = showProgress(entries.length, process.stderr, terminal);
  try {
    return await gradeClass({
      entries,
      jobs,
      out,
      signal,
      about: {
        network: network.kind,
        ...(assignment === undefined ? {} : { assignment: { id: assignment.id, title: assignment.title } }),
      },
      grade: (entry) => grader.grade(entry),
      onStart: (id) => {
        progress.started(id);
      },
      onEnd: (row) => {
        progress.finished(row);
      },
    });
  } finally {
    progress.close();
  }
}

function inWords(
  summary: ClassSummary,
  { leftOut }: ClassLayout,
  notes: string[],
  out: string,
  terminal: Terminal,
): string {
  const remarks = [
    `Results: ${shownPath(out)}`,
    ...(leftOut.length === 0 ? [] : [`Left out, since no task is called so: ${leftOut.join(', ')}`]),
    ...notes,
  ];
  return renderTable(summary.submissions, terminal) + renderNotes(remarks, terminal);
}
