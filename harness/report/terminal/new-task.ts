/** The answer of `grade new`: what was written, and what comes next. */
import { visible } from '../visible.ts';
import type { Terminal } from './paint.ts';
import { columnsOf, padEnd } from './width.ts';

export interface ShownNewTask {
  /** The spec, the two references and the hand-out. */
  files: readonly string[];
  /** How the command line calls the task. */
  task: string;
}

const WHAT = [
  'where they meet, what they say, what ends it',
  'the part that Sockmark plays against a client',
  'the part that Sockmark plays against a server',
  'the hand-out for students',
];

export function renderNewTask({ files, task }: ShownNewTask, terminal: Terminal): string {
  return `${writtenFiles(files, terminal)}
It is the upper-case exercise, and proved as it is. Make your own of it:

${nextSteps(task, terminal)}`;
}

export function writtenFiles(files: readonly string[], { paint }: Terminal): string {
  const width = Math.max(...files.map((file) => columnsOf(visible(file))));
  const lines = files.map(
    (file, index) => `  ${padEnd(visible(file), width)}  ${paint('dim', WHAT[index] ?? '')}`,
  );
  return `${paint('bold', 'Written')}\n${lines.join('\n')}\n`;
}

export function nextSteps(task: string, { paint }: Terminal): string {
  const name = visible(task);
  const steps = [
    [`grade verify ${name}`, 'prove it again after each change'],
    [`grade check ${name} DIR`, 'grade the programs in DIR'],
    [`grade reference ${name} server`, 'play against it by hand'],
  ] as const;
  const width = Math.max(...steps.map(([command]) => columnsOf(command)));
  return steps.map(([command, what]) => `  ${padEnd(command, width)}  ${paint('dim', what)}\n`).join('');
}
