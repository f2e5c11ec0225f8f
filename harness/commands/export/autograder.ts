/** `grade export gradescope`: a zip with all that a container needs to grade one submission after the other. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { writeWholeFile } from '../../batch/files.ts';
import { existingFile } from '../../spec/find.ts';
import { sum } from '../../report/totals.ts';
import { points } from '../../report/words.ts';
import { referencesOf } from '../../run/references.ts';
import { packageFolder } from '../../spec/folders.ts';
import { shownPath, shownValue, UserError } from '../../spec/user-error.ts';
import { PLATFORMS } from '../autograde/platforms.ts';
import type { Arguments } from '../command.ts';
import { numberOf, text, textOf, wholeNumber } from '../options.ts';
import { loadOptionsOf, taskOrAssignment, type WhatToGrade } from '../what-to-grade.ts';
import { packageEntries } from './package-files.ts';
import { comesWithSockmark, taskEntries } from './task-files.ts';
import { zipOf, type Entry } from './zip.ts';

export const AUTOGRADER = {
  id: 'gradescope',
  options: {
    timeout: wholeNumber(
      30,
      `for gradescope: the seconds after which it ends a grading; else ${PLATFORMS.gradescope.timeout}`,
      2400,
    ),
    node: text('FILE', 'for gradescope: a node-v…-linux-x64.tar.xz to pack; else the image fetches one'),
  },
};

const SUMMARY = 'summary.json';
const SCRIPTS = ['setup.sh', 'run_autograder', 'autograde'];
const KILLED =
  'Sockmark was ended before it could write what it knew: by its own clock, or for want of memory. What it printed by then is above.';

/** @throws {UserError} where there is no such task or assignment, or it cannot be packed. */
export async function exportAutograder(given: Arguments): Promise<void> {
  const what = await taskOrAssignment(nameOf(given), loadOptionsOf(given));
  await Promise.all(what.tasks.map(referencesOf));
  const timeout = numberOf(given, 'timeout') ?? PLATFORMS.gradescope.timeout;
  const parts = await Promise.all([
    packageEntries('sockmark'),
    taskEntries('task', what.tasks, what.assignment),
  ]);
  const written: Entry[] = [
    { name: 'autograder.conf', from: Buffer.from(settings(what, timeout)) },
    ...troubles(),
    // `--specs` names it, whether there is one in it or not.
    { name: 'task/specs/.keep', from: Buffer.alloc(0) },
  ];
  const archive = await zipOf([...scripts(), ...written, ...nodeOf(given), ...parts.flat()]);
  const out = textOf(given, 'out') ?? 'autograder.zip';
  await writeWholeFile(resolve(out), archive);
  tell(what, timeout, out, archive);
}

function nameOf(given: Arguments): string {
  const name = textOf(given, 'results');
  if (name !== undefined && existsSync(join(name, SUMMARY))) {
    throw new UserError('grade export gradescope makes an autograder, of a task or an assignment.', {
      found: `the results of a class in ${shownPath(resolve(name))}`,
      remedy: `grade export gradescope-scores ${name}, for the roster of scores`,
    });
  }
  if (name !== undefined) return name;
  throw new UserError('grade export gradescope needs a task or an assignment.', {
    allowed: 'grade export gradescope TASK|ASSIGNMENT [--out autograder.zip]',
    remedy: 'grade list shows both',
  });
}

function scripts(): Entry[] {
  const folder = join(packageFolder, 'harness/commands/export/autograder');
  return SCRIPTS.map((name) => ({ name, from: join(folder, name), executable: true }));
}

/** For platforms that read a file: what is in it until Sockmark has written its own. */
function troubles(): Entry[] {
  return (['gradescope', 'prairielearn'] as const).map((id) => {
    const file = PLATFORMS[id].exporter.writeTrouble(KILLED, { at: new Date() });
    return { name: `trouble/${id}.json`, from: Buffer.from(file) };
  });
}

/** Read by a shell, in which `here` is the folder of the unpacked zip. */
function settings({ assignment, tasks: [task] }: WhatToGrade, timeout: number): string {
  const name =
    assignment === undefined || comesWithSockmark(assignment.file)
      ? (assignment ?? task)?.id
      : `$here/task/assignments/${assignment.id}`;
  return `WHAT="${name ?? ''}"\nTIMEOUT=${timeout}\n`;
}

function nodeOf(given: Arguments): Entry[] {
  const file = textOf(given, 'node');
  if (file === undefined) return [];
  const ending = /\.tar\.(?:gz|xz)$/.exec(file)?.[0];
  if (ending !== undefined) return [{ name: `node${ending}`, from: existingFile('Node.js', file) }];
  throw new UserError('This is no Node.js to pack.', {
    found: shownValue(basename(file)),
    allowed: 'an archive for Linux from nodejs.org, such as node-v22.20.0-linux-x64.tar.xz',
  });
}

function tell({ assignment, tasks }: WhatToGrade, timeout: number, out: string, archive: Buffer[]): void {
  const megabytes = archive.reduce((all, { length }) => all + length, 0) / 1e6;
  const what = assignment ?? tasks[0];
  const worth = points(sum(tasks.map(({ maxScore }) => maxScore)));
  process.stdout.write(
    `Gradescope: the autograder of ${what?.id ?? ''} in ${shownPath(resolve(out))} (${megabytes.toFixed(1)} MB)\n` +
      `  autograder points   ${worth}\n` +
      `  container timeout   ${timeout / 60} minutes or more\n`,
  );
}
