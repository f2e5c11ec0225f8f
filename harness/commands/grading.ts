/** What `check` and `batch` have in common: a network, a scratch folder, a bound on runs, and an end by Ctrl-C. */
import { availableParallelism } from 'node:os';
import { openResultsFolder } from '../batch/files.ts';
import { Grader } from '../batch/grade-submission.ts';
import { openScratch } from '../batch/scratch.ts';
import { Slots } from '../batch/slots.ts';
import type { Network } from '../network/network.ts';
import { referencesOf } from '../run/references.ts';
import type { Task } from '../spec/task.ts';
import type { Arguments, ExitCode } from './command.ts';
import { interruptible } from './interrupt.ts';
import { openNetwork } from './network-choice.ts';
import { networkOf, numberOf, textOf } from './options.ts';
import { jobsOfWorker } from './workers/serve.ts';

export interface OpenGrading {
  grader: Grader;
  /** A grader that `signal` stops, and nothing else: for one of several gradings. */
  graderUntil: (signal: AbortSignal) => Grader;
  network: Network;
  /** What the person should know of this machine; one sentence each. */
  notes: string[];
  jobs: number;
  /** Folder for private copies, gone when the grading ends. */
  scratch: string;
  /** Folder that captures go to, where they are kept. */
  captures: string | undefined;
  signal: AbortSignal;
}

/** Most of a run is waiting, so there is room for more of them than there are processors. */
const RUNS_PER_PROCESSOR = 3;

/**
 * Does `work` with all that a grading needs, and takes it away again. Where this process may not make private
 * networks but another one may, that one does the whole command, and its exit code is this one's.
 */
export async function withGrading(
  given: Arguments,
  tasks: readonly Task[],
  work: (grading: OpenGrading) => Promise<ExitCode>,
): Promise<number> {
  // A task without a reference is its author's to mend, and known before anything is graded.
  await Promise.all(tasks.map(referencesOf));
  const opened = await openNetwork(networkOf(given));
  if (opened.kind === 'reexeced') return opened.code;
  const { network, notes } = opened;
  const jobs = jobsOfWorker() ?? numberOf(given, 'jobs') ?? availableParallelism() * RUNS_PER_PROCESSOR;
  return interruptible(async (signal) => {
    const captures = textOf(given, 'pcap');
    if (captures !== undefined) await openResultsFolder(captures);
    await using scratch = await openScratch();
    const slots = new Slots(jobs);
    const calls = given.calls === true;
    const shared = { tasks, network, slots, scratch: scratch.folder, captures, calls };
    const graderUntil = (until: AbortSignal) => new Grader({ ...shared, signal: until });
    return await work({
      grader: graderUntil(signal),
      graderUntil,
      network,
      notes: [...notes, ...callNotes(calls, network)],
      jobs,
      scratch: scratch.folder,
      captures,
      signal,
    });
  });
}

function callNotes(wanted: boolean, network: Network): string[] {
  const tracing = wanted ? network.tracing() : undefined;
  return tracing?.kind === 'impossible' ? [tracing.reason] : [];
}
