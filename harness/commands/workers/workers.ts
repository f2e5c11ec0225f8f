/**
 * Processes that grade submissions for this one: the same command line, started again and told by its environment to
 * take its submissions from its parent. One event loop is enough for about three processors (docs/batch.md).
 */
import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { HandedIn } from '../../intake/handed-in.ts';
import type { Result } from '../../judge/result.ts';
import { UserError } from '../../spec/user-error.ts';
import { WORKER_VARIABLE, type Answer, type Question } from './protocol.ts';

const PROCESSORS_PER_LOOP = 3;

/** How many there are by default: none where this process's own loop is enough. */
export function workersByDefault(): number {
  const count = Math.floor(availableParallelism() / PROCESSORS_PER_LOOP);
  return count < 2 ? 0 : count;
}

/** A worker ended while it graded: by a fault of the harness's that one of its submissions has brought about. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

interface Waiting {
  resolve: (results: Result[]) => void;
  reject: (error: Error) => void;
}

class Worker {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #next = 0;
  isAlive = true;

  constructor(jobs: number) {
    const [, script = '', ...words] = process.argv;
    // Of a process group of its own, so that Ctrl-C comes to it from here only, by the end of the channel.
    this.#process = fork(script, words, {
      env: { ...process.env, [WORKER_VARIABLE]: String(jobs) },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      detached: true,
    });
    this.#process.on('message', (answer) => {
      this.#take(answer as Answer);
    });
    this.#ended = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => {
        this.#die(`it ended with ${signal ?? `exit code ${code ?? '?'}`}`);
        resolve();
      });
      this.#process.once('error', (error) => {
        this.#die(error.message);
        resolve();
      });
    });
  }

  get load(): number {
    return this.#waiting.size;
  }

  grade(entry: HandedIn): Promise<Result[]> {
    const number = (this.#next += 1);
    const answer = new Promise<Result[]>((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
    const question: Question = { number, entry };
    this.#process.send(question, (error) => {
      if (error !== null) this.#die(error.message);
    });
    return answer;
  }

  async end(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    await this.#ended;
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    if ('results' in answer) waiting?.resolve(answer.results);
    else waiting?.reject(answer.isUsers ? new UserError(answer.message) : new Error(answer.message));
  }

  #die(why: string): void {
    this.isAlive = false;
    for (const { reject } of this.#waiting.values()) reject(new WorkerDied(why));
    this.#waiting.clear();
  }
}

export class Workers implements AsyncDisposable {
  readonly #workers: Worker[];
  readonly #jobs: number;
  readonly #signal: AbortSignal;

  /** `jobs`: runs at once, over all of them. `signal` ends them. */
  constructor(count: number, jobs: number, signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => void this.#end());
    this.#jobs = Math.ceil(jobs / count);
    this.#workers = Array.from({ length: count }, () => new Worker(this.#jobs));
  }

  /**
   * Has it graded by the worker that has least to do. Where that one dies it is tried once more, by itself in a new
   * one: what was in hand beside it is then graded all the same.
   * @throws {WorkerDied} where that one died too; the signal's reason.
   */
  async grade(entry: HandedIn): Promise<Result[]> {
    try {
      return await this.#leastBusy().grade(entry);
    } catch (error) {
      this.#signal.throwIfAborted();
      if (!(error instanceof WorkerDied)) throw error;
      const alone = new Worker(1);
      try {
        return await alone.grade(entry);
      } finally {
        await alone.end();
      }
    }
  }

  #leastBusy(): Worker {
    const dead = this.#workers.findIndex((worker) => !worker.isAlive);
    if (dead >= 0) return (this.#workers[dead] = new Worker(this.#jobs));
    const [first, ...others] = this.#workers as [Worker, ...Worker[]];
    return others.reduce((least, worker) => (worker.load < least.load ? worker : least), first);
  }

  async #end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.end()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#end();
  }
}
