/** The socket calls of a run's programs, as strace(1) writes them down: a file a program, outside of what the program can see. */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { socketCalls, type Trace } from '../../capture/calls/calls.ts';
import type { SocketCalls } from '../../capture/calls/socket-calls.ts';
import type { Role } from '../../spec/task.ts';
import type { Program } from '../../submission/submission.ts';
import { tracedArguments } from './strace.ts';

/** Bytes of a trace that are read: some 40,000 calls, where a program that does as it is asked makes a thousand. */
const MOST_BYTES = 4 * 1024 * 1024;

export class CallTraces implements AsyncDisposable {
  readonly #strace: string;
  readonly #folder: string;
  readonly #files = new Map<string, { path: string; language: string }>();
  #startedAtMs = 0;

  private constructor(strace: string, folder: string) {
    this.#strace = strace;
    this.#folder = folder;
  }

  /** `scratch`: a folder that no program of the run sees. */
  static async open(strace: string, scratch: string): Promise<CallTraces> {
    return new CallTraces(strace, await mkdtemp(join(scratch, 'calls-')));
  }

  /** `startedAt`: when the run began, in nanoseconds since 1970. */
  begin(startedAt: bigint): void {
    this.#startedAtMs = Number(startedAt) / 1e6;
  }

  /** The command line with strace before it. The first program of a role has the instance 1, the next one 2. */
  wrap({ role, language }: Program, argv: readonly string[]): string[] {
    const instance = [...this.#files.keys()].filter((key) => key.startsWith(`${role}-`)).length + 1;
    const key = `${role}-${instance}`;
    const path = join(this.#folder, `${key}.txt`);
    this.#files.set(key, { path, language });
    return tracedArguments(this.#strace, path, argv);
  }

  /**
   * The calls of a program that has ended; undefined of one that was not started. `overAt`: when the run was over, in milliseconds since it
   * began, and the harness ended what was still there.
   */
  async read(role: Role, instance: number, overAt: number): Promise<SocketCalls | undefined> {
    const file = this.#files.get(`${role}-${instance}`);
    if (file === undefined) return undefined;
    const trace = await readEnds(file.path);
    return trace && socketCalls(trace, { startedAt: this.#startedAtMs, overAt, language: file.language });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The beginning of a trace and, of a very long one, the end; undefined where strace wrote none. Strace escapes what is not ASCII. */
async function readEnds(path: string): Promise<Trace | undefined> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    const part = async (from: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer.toString('latin1', 0, bytesRead);
    };
    if (size <= MOST_BYTES) return { text: await part(0, size), end: '' };
    const half = MOST_BYTES / 2;
    return { text: await part(0, half), end: await part(size - half, half) };
  } finally {
    await file.close();
  }
}
