/** The one place where the steps meet: prepare, run, judge, assemble, for one submission and its tasks. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FrameRecorder } from '../capture/frame-recorder.ts';
import type { RunRecord } from '../capture/record.ts';
import { assembleResult } from '../judge/assemble.ts';
import { judgeScenario } from '../judge/judge.ts';
import type { Result, ScenarioResult } from '../judge/result.ts';
import { inconclusiveScenario, skippedScenario, unplayedScenario } from '../judge/unplayed.ts';
import type { Network } from '../network/network.ts';
import type { ClassEntry } from '../intake/handed-in.ts';
import { whyLeftOut } from '../run/left-out.ts';
import { runReferences } from '../run/run-references.ts';
import { runScenario } from '../run/run-scenario.ts';
import type { Scenario, Task } from '../spec/task.ts';
import { prepareSubmission } from '../submission/prepare.ts';
import type { Submission } from '../submission/submission.ts';
import { OutOfTime } from './deadline.ts';
import { withExcerpts } from './excerpts.ts';
import { FileNotWritten } from './files.ts';
import { saveCapture } from './save-capture.ts';
import { allEnded, type Slots } from './slots.ts';
import { asHandedIn, nothingHandedIn, unprepared } from './stand-ins.ts';
import { withSourceLines } from './source-lines.ts';
import { version } from './version.ts';

export interface Grading {
  tasks: readonly Task[];
  network: Network;
  /** Bounds builds and runs together, over all submissions. */
  slots: Slots;
  /** Folder for private copies. */
  scratch: string;
  /** Folder for what went over the wire, a file a run; left out where nobody wants it. */
  captures?: string | undefined;
  /** True: the socket calls of programs are written down and shown. Those that a task has checks on are written down anyway. */
  calls?: boolean | undefined;
  signal: AbortSignal;
}

const PLATFORM = `${process.platform}-${process.arch} node-${process.versions.node}`;

/** Grades submissions, one after another or side by side, and keeps what they share. */
export class Grader {
  readonly #grading: Grading;
  /** The reference with itself, by task and scenario. */
  readonly #references = new Map<string, Promise<RunRecord>>();

  constructor(grading: Grading) {
    this.#grading = grading;
  }

  /**
   * A result for each task that the entry has, in the order of the tasks. Where a submission upsets the harness, its
   * results are inconclusive, with the reason.
   * @throws only the signal's reason, when it is aborted by anything but a deadline, and {FileNotWritten} where a capture cannot be written.
   */
  async grade(entry: ClassEntry): Promise<Result[]> {
    const scratch = await mkdtemp(join(this.#grading.scratch, 'submission-'));
    const results = this.#grading.tasks.flatMap((task) => {
      const handIn = entry.handIns.find((one) => one.task === task.id);
      return handIn === undefined
        ? []
        : [this.#gradeTask(task, entry, handIn.folder, join(scratch, task.id))];
    });
    try {
      return (await allEnded(results)).map((result) => withFiles(result, entry));
    } finally {
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  async #gradeTask(
    task: Task,
    entry: ClassEntry,
    folder: string | undefined,
    scratch: string,
  ): Promise<Result> {
    const { doubt } = entry;
    if (folder === undefined) return this.#gradeScenarios(task, nothingHandedIn(task, entry), doubt);
    const { slots, signal, network } = this.#grading;
    const walls = network.confine === undefined ? {} : { confine: network.confine };
    const options = { id: entry.id, scratch, wanted: task.roles, task, signal, ...walls };
    try {
      const prepared = await slots.run(signal, () => prepareSubmission(folder, options));
      return await this.#gradeScenarios(task, asHandedIn(prepared, entry), doubt);
    } catch (error) {
      const reason = this.#doubt(error);
      const submission = unprepared(entry, folder);
      const scenarios = task.scenarios.map((scenario) =>
        inconclusiveScenario(task, scenario, reason, submission),
      );
      return this.#assemble(task, submission, scenarios);
    }
  }

  /** `doubt`: why a program that is not there may be no loss of the student's. */
  async #gradeScenarios(task: Task, submission: Submission, doubt?: string): Promise<Result> {
    const scenarios = task.scenarios.map(async (scenario) => {
      const result = await this.#gradeScenario(task, scenario, submission);
      const isUnplayed = doubt !== undefined && unplayedScenario(task, scenario, submission) !== undefined;
      return isUnplayed ? inconclusiveScenario(task, scenario, doubt, submission) : result;
    });
    return withExcerpts(this.#assemble(task, submission, await allEnded(scenarios)), submission);
  }

  async #gradeScenario(task: Task, scenario: Scenario, submission: Submission): Promise<ScenarioResult> {
    const unplayed = unplayedScenario(task, scenario, submission);
    if (unplayed !== undefined) return unplayed;
    const { network, slots, captures, signal } = this.#grading;
    const why = await whyLeftOut(task, scenario, network);
    if (why !== undefined) return skippedScenario(task, scenario, why, submission);
    const recorder = captures === undefined ? undefined : new FrameRecorder();
    const calls = this.#grading.calls === true || task.calls.length > 0;
    try {
      const [record, expected] = await allEnded([
        slots.run(signal, () =>
          runScenario({ task, scenario, submission, network, signal, recorder, calls }),
        ),
        this.#reference(task, scenario),
      ]);
      signal.throwIfAborted();
      const ruled = judgeScenario(task, scenario, record, expected, submission);
      const judged = await withSourceLines(ruled, submission.stage);
      const result = this.#grading.calls === true ? judged : withoutCalls(judged);
      if (captures === undefined || recorder === undefined) return result;
      const run = { submission: submission.id, result, record, recorder };
      return { ...result, capture: await saveCapture(captures, run) };
    } catch (error) {
      return inconclusiveScenario(task, scenario, this.#doubt(error), submission);
    }
  }

  #reference(task: Task, scenario: Scenario): Promise<RunRecord> {
    const key = `${task.file} ${scenario.id}`;
    const { network, slots, signal } = this.#grading;
    const known = this.#references.get(key);
    if (known !== undefined) return known;
    const run = slots.run(signal, () => runReferences({ task, scenario, network, signal }));
    this.#references.set(key, run);
    // One that could not be played is everybody's trouble: the next submission has it tried again.
    run.catch(() => this.#references.delete(key));
    return run;
  }

  #assemble(task: Task, submission: Submission, scenarios: ScenarioResult[]): Result {
    const network = this.#grading.network.kind;
    return assembleResult(task, submission, scenarios, {
      network,
      seed: task.seed,
      harnessVersion: version,
      platform: PLATFORM,
    });
  }

  /** What is said of an error of the harness's own. @throws the signal's reason, if that is why it came; what is the user's to mend. */
  #doubt(error: unknown): string {
    const { signal } = this.#grading;
    if (signal.reason instanceof OutOfTime) return signal.reason.message;
    signal.throwIfAborted();
    if (error instanceof FileNotWritten) throw error;
    return `Sockmark could not grade this: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function withFiles(result: Result, { files }: ClassEntry): Result {
  return files === undefined ? result : { ...result, submission: { ...result.submission, files } };
}

/** Where nobody asked for the calls they are there as evidence only: where a check on them failed. */
function withoutCalls(result: ScenarioResult): ScenarioResult {
  const isEvidence = result.checks.some(({ cause, status }) => cause === 'call' && status === 'failed');
  if (isEvidence) return result;
  const programs = result.programs.map((program) => {
    const kept = { ...program };
    delete kept.calls;
    return kept;
  });
  return { ...result, programs };
}
