/** `grade verify`: the proof that a task's spec and its reference agree, and that wrong programs lose points. */
import { availableParallelism } from 'node:os';
import { Slots } from '../batch/slots.ts';
import { hostNetwork } from '../network/host/host-network.ts';
import type { Network } from '../network/network.ts';
import { renderNotes } from '../report/terminal/notes.ts';
import { renderVerification } from '../report/terminal/verification.ts';
import { referencesOf } from '../run/references.ts';
import { listTasks, loadTask } from '../spec/load.ts';
import type { Task } from '../spec/task.ts';
import { isVerified, verifyTask } from '../verify/verify-task.ts';
import type { Arguments, Command } from './command.ts';
import { interruptible } from './interrupt.ts';
import { openNetwork } from './network-choice.ts';
import { colourOption, gradingOptions, networkOf, numberOf, textsOf } from './options.ts';
import { outputOf } from './output.ts';
import { loadOptionsOf, refuseUnsupported } from './what-to-grade.ts';

const { network, seed, jobs, specs, json } = gradingOptions;

export const command: Command = {
  positionals: [{ name: 'tasks', describe: 'tasks by name or path; else all there are', rest: true }],
  options: { network, seed, jobs, specs, json, ...colourOption },
  async run(given) {
    const tasks = await tasksOf(given);
    await Promise.all(tasks.map(referencesOf));
    const opened = await openNetwork(networkOf(given));
    if (opened.kind === 'reexeced') return opened.code;
    const networks = await networksOf(given, opened.network);
    return interruptible((signal) => verify(given, { tasks, networks, signal, notes: opened.notes }));
  },
};

async function tasksOf(given: Arguments): Promise<Task[]> {
  const options = loadOptionsOf(given);
  const named = textsOf(given, 'tasks');
  const names = named.length > 0 ? named : (await listTasks(options)).map(({ id }) => id);
  const tasks = await Promise.all([...new Set(names)].map((name) => loadTask(name, options)));
  refuseUnsupported(tasks);
  return tasks;
}

/** The reference has to be right on both, unless one was chosen. */
async function networksOf(given: Arguments, first: Network): Promise<Network[]> {
  if (networkOf(given) !== 'auto' || first.kind === 'host') return [first];
  return [first, await hostNetwork()];
}

interface Verifying {
  tasks: Task[];
  networks: Network[];
  notes: string[];
  signal: AbortSignal;
}

async function verify(given: Arguments, { tasks, networks, notes, signal }: Verifying) {
  const slots = new Slots(numberOf(given, 'jobs') ?? availableParallelism() * 2);
  const bounded = <T>(work: () => Promise<T>): Promise<T> => slots.run(signal, work);
  const verifications = await Promise.all(
    tasks.map((task) => verifyTask({ task, networks, signal, bounded })),
  );
  signal.throwIfAborted();
  await outputOf(given).answer(
    { schemaVersion: 1, verifications },
    (terminal) =>
      verifications.map((one) => renderVerification(one, terminal)).join('\n') + renderNotes(notes, terminal),
  );
  const played = verifications.filter(({ agreements }) => agreements.length > 0);
  if (played.length === 0) return 2;
  return played.every(isVerified) ? 0 : 1;
}
