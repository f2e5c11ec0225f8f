/** `grade list`: the tasks and assignments there are. */
import { listAssignments, listTasks, loadAssignment, type ListedTask } from '../spec/load.ts';
import { renderList, type ShownAssignment, type ShownTask } from '../report/terminal/list.ts';
import type { Command } from './command.ts';
import { colourOption, jsonOption, specsOption } from './options.ts';
import { outputOf } from './output.ts';
import { loadOptionsOf } from './what-to-grade.ts';

export const command: Command = {
  positionals: [],
  options: { ...specsOption, ...jsonOption, ...colourOption },
  async run(given) {
    const options = loadOptionsOf(given);
    const tasks = (await listTasks(options)).map(shownTask);
    const ids = await listAssignments(options);
    const assignments: ShownAssignment[] = await Promise.all(
      ids.map(async (id) => {
        const { title, tasks } = await loadAssignment(id, options);
        return { id, title, tasks: tasks.map(({ task, points, number }) => ({ id: task, points, number })) };
      }),
    );
    const answer = { schemaVersion: 1, tasks, assignments };
    await outputOf(given).answer(answer, (terminal) => renderList(tasks, assignments, terminal));
    return tasks.some(({ fault }) => fault !== undefined) ? 2 : 0;
  },
};

function shownTask(listed: ListedTask): ShownTask {
  if ('fault' in listed) return { id: listed.id, fault: listed.fault.message };
  const { id, title, transport, port, path, roles, maxScore } = listed.task;
  const spot = port === 'any' ? 'any port' : port;
  const where = path === undefined ? `${transport} ${spot}` : `unix ${path}`;
  return { id, title, where, roles, maxScore };
}
