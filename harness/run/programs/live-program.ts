/** A program while it runs, the student's or one that stands in for the reference client: what it printed, what was typed to it, and how it ended. */
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Ending, Player, ProgramRecord, StopReason, TypedLine, Wait } from '../../capture/record.ts';
import type { Limits, Process } from '../../network/network.ts';
import { applyLimits } from '../../network/process.ts';
import type { Role } from '../../spec/task.ts';
import type { LanguageId, Program } from '../../submission/submission.ts';
import { callSites, type CallSites } from '../observe/call-sites.ts';
import { standsIn, type Workplace } from '../observe/source-lines.ts';
import { programPids } from '../observe/threads.ts';
import { lastLine } from './prompts.ts';

/** Bytes of each of the two outputs that are kept; what comes after is read, counted and dropped. */
const KEPT_BYTES = 256 * 1024;

/** One output of a program. It is always read to its end: a program never blocks on a full pipe of ours. */
class Output {
  readonly #chunks: Buffer[] = [];
  readonly #stream: Readable;
  #ownLength = Infinity;
  kept = 0;
  total = 0;

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => {
      this.total += chunk.length;
      if (this.kept >= KEPT_BYTES) return;
      const part = chunk.subarray(0, KEPT_BYTES - this.kept);
      this.#chunks.push(part);
      this.kept += part.length;
    });
    // A pipe that breaks as its program is killed tells nothing new.
    stream.on('error', () => undefined);
  }

  /** What the program itself has printed. */
  text(): string {
    return this.#whole().slice(0, this.#ownLength);
  }

  /** What came since it was diverted. */
  diverted(): string {
    return this.#whole().slice(this.#ownLength);
  }

  /** From now on it is not the program that prints, but its interpreter about it. */
  divert(): void {
    this.#ownLength = this.#whole().length;
  }

  #whole(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  /** Resolves once the text has come since it was diverted, or the signal is aborted. */
  async contains(text: string, signal: AbortSignal): Promise<void> {
    while (!this.diverted().includes(text) && !signal.aborted) {
      await once(this.#stream, 'data', { signal }).catch(() => undefined);
    }
  }
}

interface StackTeller {
  signal: NodeJS.Signals;
  prints: 'stdout' | 'stderr';
  /** What stands at the end of the dump, where the program lives on after it. */
  lastWords: string;
}

const STACK_TELLERS: Partial<Record<LanguageId, StackTeller>> = {
  python: { signal: 'SIGABRT', prints: 'stderr', lastWords: 'Extension modules:' },
  java: { signal: 'SIGQUIT', prints: 'stdout', lastWords: 'Heap\n' },
  go: { signal: 'SIGQUIT', prints: 'stderr', lastWords: '\nrip ' },
};

/** True where it can be told where the threads of a program stand. */
export function tellsStacks(language: LanguageId): boolean {
  return language === 'c' || STACK_TELLERS[language] !== undefined;
}

/** The last resort for an interpreter that does not answer. */
const STACKS_MS = 1000;

/** Those that have ended meanwhile are left out. */
export function sendSignal(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // ESRCH: it has ended meanwhile.
    }
  }
}

export interface Start {
  /** Which of several clients, 1, 2, … */
  instance: number;
  startedAt: number;
  now: () => number;
  by: Player;
}

export class LiveProgram {
  readonly role: Role;
  readonly instance: number;
  readonly program: Program;
  readonly by: Player;
  readonly typed: TypedLine[] = [];
  readonly startedAt: number;
  ending: Ending | undefined;
  keyboardClosedAt: number | undefined;
  waits: Wait[] = [];
  cpuMs = 0;
  readonly #process: Process;
  readonly #stdout: Output;
  readonly #stderr: Output;
  readonly #now: () => number;
  #limited = false;
  #standing = '';
  #callSites: CallSites[] = [];
  #seenByTypist = { stdout: 0, stderr: 0 };

  constructor(process: Process, program: Program, { instance, startedAt, now, by }: Start) {
    this.by = by;
    this.role = program.role;
    this.instance = instance;
    this.program = program;
    this.#process = process;
    this.#now = now;
    this.startedAt = startedAt;
    this.#stdout = new Output(process.stdout);
    this.#stderr = new Output(process.stderr);
    void process.ended.then((ending) => {
      this.ending ??= ending;
    });
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Bytes printed so far, kept or not. */
  get printedBytes(): number {
    return this.#stdout.total + this.#stderr.total;
  }

  /** Changes when the program reads what was typed, and when it ends. */
  progress(): number {
    return this.typed.length - this.untaken + (this.ending === undefined ? 0 : 1);
  }

  /** What it has printed since the last line was typed: the prompt, and what stands before it. */
  printedSinceTyping(): string {
    return (
      this.#stdout.text().slice(this.#seenByTypist.stdout) +
      this.#stderr.text().slice(this.#seenByTypist.stderr)
    );
  }

  /** Bytes it has printed that have not been read yet. */
  get unreadOutput(): number {
    return this.#process.unreadOutput();
  }

  /** Bytes typed that it has not taken. */
  get untaken(): number {
    return this.#process.unreadTyping() ?? 0;
  }

  /** Limits the program proper, once the sandbox around it has started it. */
  limitOnce(limits: Limits): void {
    if (this.#limited || this.ending !== undefined) return;
    const pids = programPids(this.pid);
    for (const pid of pids) applyLimits(pid, limits);
    this.#limited = pids.length > 0;
  }

  type(text: string, purpose: TypedLine['purpose']): void {
    this.typed.push({ at: this.#now(), text, purpose, prompt: lastLine(this.printedSinceTyping()) });
    this.#seenByTypist = { stdout: this.#stdout.text().length, stderr: this.#stderr.text().length };
    this.#process.stdin.write(`${text}\n`);
  }

  /** End of file on the keyboard, as Ctrl-D gives it. */
  closeKeyboard(): void {
    this.keyboardClosedAt = this.#now();
    this.#process.stdin.end();
  }

  /** Holds all of its processes still (SIGSTOP): what comes for it waits in the kernel. */
  pause(): void {
    this.#signalAll('SIGSTOP');
  }

  resume(): void {
    this.#signalAll('SIGCONT');
  }

  #signalAll(signal: NodeJS.Signals): void {
    const pids = programPids(this.pid);
    // Where processes cannot be listed, their group has to do.
    sendSignal(pids.length > 0 ? pids : [-this.pid], signal);
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#signalAll('SIGINT');
  }

  /** Ends it, if it has not ended by itself; the first cause wins. */
  stop(why: StopReason): void {
    this.ending ??= { kind: 'stopped', why, at: this.#now() };
    this.#process.kill('SIGKILL');
  }

  /** Where a compiled program stands, as long as it stands there. `tellStacks` finds the lines. */
  noteCallSites(pids: readonly number[]): void {
    const [file = ''] = this.program.argv;
    if (this.program.language === 'c') this.#callSites = callSites(pids, file);
  }

  /**
   * Asks the interpreter where each thread stands, and takes the program's end for it: a Python with its fault handler on prints the
   * stacks as it aborts, and so does Go; a JVM prints them and goes on. A compiled C program is looked at from outside.
   * `pids`: the program's own processes.
   */
  async tellStacks(
    why: StopReason,
    pids: readonly number[],
    workplace: Workplace | undefined,
  ): Promise<void> {
    if (this.program.language === 'c' && workplace !== undefined) {
      this.#standing = await standsIn(this.program, this.#callSites, this.waits, workplace);
      return;
    }
    const teller = STACK_TELLERS[this.program.language];
    if (teller === undefined) return;
    this.ending ??= { kind: 'stopped', why, at: this.#now() };
    const output = teller.prints === 'stderr' ? this.#stderr : this.#stdout;
    output.divert();
    sendSignal(pids, teller.signal);
    const patience = AbortSignal.timeout(STACKS_MS);
    await Promise.race([this.#process.closed, output.contains(teller.lastWords, patience)]);
  }

  /** Call it once the output is complete (`Place.endPrograms`). */
  record(): ProgramRecord {
    return {
      role: this.role,
      by: this.by,
      instance: this.instance,
      startedAt: this.startedAt,
      command: this.program.shown,
      ending: this.ending ?? { kind: 'stopped', why: 'run-over', at: this.#now() },
      stdout: this.#stdout.text(),
      stderr: this.#stderr.text(),
      outputDropped: this.printedBytes - this.#stdout.kept - this.#stderr.kept,
      typed: this.typed,
      keyboardClosed: this.keyboardClosedAt !== undefined,
      ...(this.keyboardClosedAt === undefined ? {} : { keyboardClosedAt: this.keyboardClosedAt }),
      waits: this.waits,
      stacks: this.#standing + this.#stdout.diverted() + this.#stderr.diverted(),
      cpuMs: this.cpuMs,
    };
  }
}
