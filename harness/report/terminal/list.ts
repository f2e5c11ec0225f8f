/** The answer of `grade list`. */
import { visible, visibleLines } from '../visible.ts';
import { points } from '../words.ts';
import type { Terminal } from './paint.ts';
import { columnsOf, fit, padEnd } from './width.ts';

export interface ShownTask {
  id: string;
  title?: string;
  /** Transport and port. */
  where?: string;
  /** The programs to hand in. */
  roles?: string[];
  maxScore?: number;
  /** What is wrong with its spec, where something is. */
  fault?: string;
}

export interface ShownAssignment {
  id: string;
  title: string;
  tasks: { id: string; number: string; points: number }[];
}

export function renderList(tasks: ShownTask[], assignments: ShownAssignment[], terminal: Terminal): string {
  const columns = Math.max(0, ...[...tasks, ...assignments].map(({ id }) => columnsOf(visible(id)))) + 2;
  const head = (text: string) => terminal.paint('bold', text);
  const item = (id: string, text: string) =>
    fit(`  ${padEnd(visible(id), columns)}${text}`, terminal.columns);
  const lines = [
    head('Tasks'),
    ...tasks.flatMap((task) => {
      if (task.fault !== undefined) return [item(task.id, 'its spec is wrong:'), ...visibleLines(task.fault)];
      const what = [task.title ?? '', task.where ?? '', `${points(task.maxScore ?? 0)} points`];
      return [item(task.id, what.map(visible).join(', '))];
    }),
    '',
    head('Assignments'),
    ...assignments.map(({ id, title, tasks: parts }) =>
      item(id, `${visible(title)}: ${parts.map((part) => visible(part.id)).join(', ')}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
