/** `grade batch`: the submissions of a class. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createHash } from 'node:crypto';
import { gradeClass } from '../batch/class.ts';
import { gradingFingerprint } from '../batch/fingerprint.ts';
import type { Grader } from '../batch/grade-submission.ts';
import { type Override, readOverrides } from '../batch/overrides.ts';
import { standingOf } from '../batch/standing.ts';
import type { ClassSummary } from '../batch/summary.ts';
import { fingerprintOf } from '../intake/fingerprint.ts';
import { doubtful, gatherAnyhow } from '../intake/gather.ts';
import type { ClassEntry, HandedIn } from '../intake/handed-in.ts';
import { examplesOf, type ClassLayout } from '../intake/read-class.ts';
import type { Result } from '../judge/result.ts';
import { renderCrossPlay } from '../report/terminal/cross-play.ts';
import { renderLayout } from '../report/terminal/layout.ts';
import { renderCommand, renderNotes } from '../report/terminal/notes.ts';
import { type Terminal, terminalFor } from '../report/terminal/paint.ts';
import { showProgress } from '../report/terminal/progress.ts';
import { renderTable } from '../report/terminal/table.ts';
import { shownPath, UserError } from '../spec/user-error.ts';
import { againFrom } from './again.ts';
import { copiesFor, writeStudentCopies } from './student-copies.ts';
import { classOptions, openClass, setOtherTasksApart } from './class-folder.ts';
import type { Arguments, Command, ExitCode } from './command.ts';
import { withCrossPlay } from './cross-play.ts';
import { exitCodeOf } from './exit-code.ts';
import { type OpenGrading, withGrading } from './grading.ts';
import { gradingOptions, numberOf, text, textOf, texts, textsOf, wholeNumber } from './options.ts';
import { outputOf } from './output.ts';
import { writeClassPages } from './pages.ts';
import { loadOptionsOf, tasksNamed, tasksOfAssignment, type WhatToGrade } from './what-to-grade.ts';
import { jobsOfWorker, serve } from './workers/serve.ts';
import { WorkerDied, Workers, workersByDefault } from './workers/workers.ts';

const RESULTS_FOLDER = 'grades';

export const command: Command = {
  positionals: [
    {
      name: 'dir',
      describe: 'the submissions as they were downloaded, a folder or the archive of it',
    },
  ],
  options: {
    assignment: text('A', 'grade the tasks of this assignment'),
    task: texts('T', 'grade this task; may be given again for another'),
    out: text('DIR', `where the results go; else ./${RESULTS_FOLDER}`),
    ...classOptions,
    overrides: text('FILE', 'points and comments that a person decided, as JSON (overrides.schema.json)'),
    'cross-play': { type: 'boolean', describe: "play everybody's client against everybody's server too" },
    workers: wholeNumber(
      0,
      'processes that grade; else one for every three processors, and 0 (this one) up to five',
      64,
    ),
    'for-students': text(
      'DIR',
      'a page a student there too, to be handed back: without what students do not see, or not yet (visibility)',
    ),
    fresh: { type: 'boolean', describe: 'grade again what has not changed since it was graded' },
    ...gradingOptions,
  },
  async run(given) {
    const what = await whatToGrade(given);
    const out = resolve(textOf(given, 'out') ?? RESULTS_FOLDER);
    const copies = copiesFor(given, what, out);
    return withGrading(given, what.tasks, async (grading) => {
      if (jobsOfWorker() !== undefined) return serveParent(what, grading);
      const opened = await openClass(given, what.names, out, grading.scratch);
      const { layout, others } = await setOtherTasksApart(opened, given);
      const notes = [...others, ...grading.notes];
      const overrides = await overridesOf(given, layout, what);
      const graded = await gradeAll(given, { what, layout, overrides, grading, out });
      const summary =
        given['cross-play'] === true ? await withCrossPlay(graded, { what, layout, grading, out }) : graded;
      const again = (file: string, results: Result[] = []) =>
        againFrom(file, results, { given, tasks: what.tasks });
      await writeClassPages(summary, { title: titleOf(what), out, againFrom: again });
      if (copies !== undefined) notes.push(await writeStudentCopies(summary, copies));
      const lost = summary.submissions.find(({ status }) => status !== 'passed');
      const command = lost && again(shownPath(join(out, lost.file))).whole;
      await outputOf(given).answer(
        summary,
        (terminal) =>
          inWords(summary, notes, out, terminal) +
          renderCommand('To grade one of them again, as it was graded', command, terminal),
      );
      return exitCodeOf(summary.submissions);
    });
  },
};

/** Here the submissions come from the parent, and the results go to it. */
async function serveParent(what: WhatToGrade, { graderUntil, scratch }: OpenGrading): Promise<ExitCode> {
  await serve((signal) => {
    const grader = graderUntil(signal);
    return (entry) => gradeOne(grader, entry, what, scratch);
  });
  return 0;
}

interface Order {
  what: WhatToGrade;
  layout: ClassLayout;
  overrides: readonly Override[];
  grading: OpenGrading;
  out: string;
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

async function overridesOf(
  given: Arguments,
  { entries }: ClassLayout,
  { tasks }: WhatToGrade,
): Promise<readonly Override[]> {
  const file = textOf(given, 'overrides');
  if (file === undefined) return [];
  const submissions = entries.map(({ id }) => id);
  return readOverrides(resolve(file), { submissions, tasks: tasks.map(({ id }) => id) });
}

async function gradeAll(given: Arguments, order: Order): Promise<ClassSummary> {
  const { what, layout, overrides, grading, out } = order;
  const { network, jobs, signal, grader, scratch, captures } = grading;
  const conditions = await gradingFingerprint({
    tasks: what.tasks,
    network: network.kind,
    captures,
    calls: given.calls === true,
  });
  // Progress goes to standard error, so that standard output is the answer and nothing else.
  const terminal = terminalFor(process.stderr, { noColor: given['no-color'] === true });
  process.stderr.write(renderLayout(shownLayout(layout), terminal));
  const progress = showProgress(layout.entries.length, process.stderr, terminal);
  const count = numberOf(given, 'workers') ?? workersByDefault();
  await using workers = count === 0 ? undefined : new Workers(count, jobs, signal);
  try {
    return await gradeClass({
      entries: layout.entries,
      jobs,
      out,
      signal,
      fresh: given.fresh === true,
      about: aboutOf(order),
      keyOf: async (entry) => digest(conditions, entry, await fingerprintOf(entry.parts)),
      grade: (entry) =>
        workers === undefined
          ? gradeOne(grader, entry, what, scratch)
          : workers.grade(entry).catch((error: unknown) => grader.grade(upset(entry, what, error))),
      stand: (row, handedIn) => standingOf(row, { handedIn, assignment: what.assignment, overrides }),
      onStart: (id) => {
        progress.started(id);
      },
      onEnd: (row, isOld) => {
        progress.finished(row, isOld);
      },
    });
  } finally {
    progress.close();
  }
}

/** A submission by which a worker died twice. */
function upset(entry: HandedIn, { names }: WhatToGrade, error: unknown): ClassEntry {
  if (!(error instanceof WorkerDied)) throw error;
  return doubtful(entry, names, `Sockmark could not grade this: ${error.message}`);
}

function titleOf({ assignment, tasks }: WhatToGrade): string {
  return assignment?.title ?? tasks.map(({ title }) => title).join(', ');
}

/** Where it lies is part of a result, and so is the task that it is for. */
function digest(conditions: string, { path, files = [], task = '' }: HandedIn, content: string): string {
  const where = JSON.stringify([path, files]);
  return createHash('sha256').update([conditions, where, task, content].join('\n')).digest('hex');
}

async function gradeOne(
  grader: Grader,
  entry: HandedIn,
  { names }: WhatToGrade,
  scratch: string,
): Promise<Result[]> {
  const folder = await mkdtemp(join(scratch, 'handed-in-'));
  try {
    return await grader.grade(await gatherAnyhow(entry, names, folder));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function aboutOf({
  what: { assignment },
  layout,
  grading,
}: Order): Omit<ClassSummary, 'schemaVersion' | 'submissions'> {
  const { id, title, byTask, unmatched, missing } = layout;
  return {
    ...(assignment === undefined ? {} : { assignment: { id: assignment.id, title: assignment.title } }),
    network: grading.network.kind,
    layout: { id, title, ...(byTask ? { byTask } : {}) },
    ...(unmatched.length === 0 ? {} : { unmatched }),
    ...(missing.length === 0 ? {} : { missing }),
  };
}

function shownLayout(layout: ClassLayout) {
  const { title, byTask, unmatched, entries } = layout;
  return { title, byTask, unmatched, count: entries.length, examples: examplesOf(layout) };
}

function inWords(summary: ClassSummary, notes: string[], out: string, terminal: Terminal): string {
  const { submissions, unmatched = [], missing = [] } = summary;
  const named = missing.map(
    ({ name, login, email, number, participant }) => name ?? login ?? email ?? number ?? participant ?? '?',
  );
  const remarks = [
    ...(named.length === 0 ? [] : [`Handed nothing in (${named.length}): ${named.join(', ')}`]),
    ...(unmatched.length === 0 ? [] : [`Matched to nobody (${unmatched.length}): ${unmatched.join(', ')}`]),
    ...submissions.flatMap(({ id, remarks: own = [] }) => own.map((remark) => `${id}: ${remark}`)),
    `Results: ${shownPath(out)}`,
    `The page of the class: ${shownPath(join(out, 'report.html'))}`,
    ...notes,
  ];
  const met = (summary.crossPlay ?? []).map((one) => renderCrossPlay(one, terminal));
  return renderTable(submissions, terminal) + met.join('') + renderNotes(remarks, terminal);
}
