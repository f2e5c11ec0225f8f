/** A student's program while it runs: what it printed, what was typed to it, and how it ended. */
import type { Readable } from 'node:stream';
import type { Ending, Player, ProgramRecord, StopReason, TypedLine, Wait } from '../../capture/record.ts';
import type { Process } from '../../network/network.ts';
import type { Role } from '../../spec/task.ts';
import type { Program } from '../../submission/submission.ts';

/** Bytes of each of the two outputs that are kept; what comes after is read, counted and dropped. */
const KEPT_BYTES = 256 * 1024;

/** One output of a program. It is always read to its end: a program never blocks on a full pipe of ours. */
class Output {
  readonly #chunks: Buffer[] = [];
  kept = 0;
  total = 0;

  constructor(stream: Readable) {
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

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

export class LiveProgram {
  readonly role: Role;
  readonly instance: number;
  readonly program: Program;
  readonly by: Player = 'student';
  readonly typed: TypedLine[] = [];
  ending: Ending | undefined;
  keyboardClosed = false;
  waits: Wait[] = [];
  cpuMs = 0;
  readonly #process: Process;
  readonly #stdout: Output;
  readonly #stderr: Output;
  readonly #now: () => number;
  #seenByTypist = { stdout: 0, stderr: 0 };

  constructor(process: Process, program: Program, instance: number, now: () => number) {
    this.role = program.role;
    this.instance = instance;
    this.program = program;
    this.#process = process;
    this.#now = now;
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

  /** Grows when the program prints, reads what was typed, or ends. */
  activity(): number {
    return (
      this.printedBytes +
      this.typed.length -
      (this.#process.unreadTyping() ?? 0) +
      (this.ending === undefined ? 0 : 1)
    );
  }

  /** What it has printed since the last line was typed: the prompt, and what stands before it. */
  printedSinceTyping(): string {
    return (
      this.#stdout.text().slice(this.#seenByTypist.stdout) +
      this.#stderr.text().slice(this.#seenByTypist.stderr)
    );
  }

  /** Bytes typed that it has not taken. */
  get untaken(): number {
    return this.#process.unreadTyping() ?? 0;
  }

  type(text: string, purpose: TypedLine['purpose']): void {
    this.typed.push({ at: this.#now(), text, purpose, prompt: lastLine(this.printedSinceTyping()) });
    this.#seenByTypist = { stdout: this.#stdout.text().length, stderr: this.#stderr.text().length };
    this.#process.stdin.write(`${text}\n`);
  }

  /** End of file on the keyboard, as Ctrl-D gives it. */
  closeKeyboard(): void {
    this.keyboardClosed = true;
    this.#process.stdin.end();
  }

  /** Ends it, if it has not ended by itself; the first cause wins. */
  stop(why: StopReason): void {
    this.ending ??= { kind: 'stopped', why, at: this.#now() };
    this.#process.kill('SIGKILL');
  }

  /** Call it once the output is complete (`Process.closed`). */
  record(): ProgramRecord {
    return {
      role: this.role,
      by: this.by,
      instance: this.instance,
      command: this.program.shown,
      ending: this.ending ?? { kind: 'stopped', why: 'run-over', at: this.#now() },
      stdout: this.#stdout.text(),
      stderr: this.#stderr.text(),
      outputDropped: this.printedBytes - this.#stdout.kept - this.#stderr.kept,
      typed: this.typed,
      keyboardClosed: this.keyboardClosed,
      waits: this.waits,
      cpuMs: this.cpuMs,
    };
  }

  /** Resolves once all it printed has come. */
  get outputComplete(): Promise<void> {
    return this.#process.closed;
  }
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.slice(-200) ?? '';
}
