/**
 * The lines of a compiled program in which its threads stand, by the line table that the compiler wrote (`-g`) and
 * addr2line(1), which comes with the assembler that the compiler needs.
 */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Wait, WaitKind } from '../../capture/record.ts';
import { findTool, runTool, type Confine } from '../../submission/tools.ts';
import type { Program } from '../../submission/submission.ts';
import type { CallSites } from './call-sites.ts';

export interface Workplace {
  /** The folder that the program was built in. */
  stage: string;
  /** The run's own copy of it. */
  folder: string;
  /** The line table was made by what a student wrote: whatever reads it is kept apart, as the compiler was. */
  confine: Confine | undefined;
  signal: AbortSignal;
}

/** A few milliseconds, in truth. */
const MOST_MS = 1000;

/**
 * What the source must call in a line for a thread to be blocked there. A word on the stack that an older call left
 * behind leads to a line that calls something else.
 */
const CALLS: Partial<Record<WaitKind, RegExp>> = {
  accept: /accept/i,
  receive: /recv|read|get|scan|peek|cin\b|>>/i,
  keyboard: /read|get|scan|cin\b|>>|recv/i,
  connect: /connect/i,
  send: /send|write|put|print|cout\b|<</i,
  thread: /join|lock|wait|sem_|barrier/i,
  child: /wait|system|pclose/i,
  events: /select|poll/i,
};

/**
 * Where the threads stand, in the form of Python's fault handler, which is read for every language; empty where it
 * cannot be told. Nothing is done in the program, and it goes on.
 */
export async function standsIn(
  program: Program,
  threads: readonly CallSites[],
  waits: readonly Wait[],
  workplace: Workplace,
): Promise<string> {
  const [file = ''] = program.argv;
  const addresses = threads.flatMap((thread) => thread.addresses);
  const places = await placesOf(join(workplace.stage, program.cwd, file), addresses, workplace);
  const sources = new Sources(workplace.stage);
  const byAddress = new Map(addresses.map((address, index) => [address, places[index]]));
  const told = await Promise.all(
    threads.map(async (thread) => {
      const all = thread.addresses.flatMap((address) => byAddress.get(address) ?? []);
      return stackOf(thread, await fitting(all, waits, sources));
    }),
  );
  return told.join('');
}

interface Place {
  file: string;
  line: number;
}

/** In the student's own files; undefined for addresses that lie elsewhere. */
export async function placesOf(
  binary: string,
  addresses: readonly bigint[],
  { stage, confine, signal }: Workplace,
): Promise<(Place | undefined)[]> {
  const addr2line = await findTool('addr2line', 'llvm-addr2line');
  if (addr2line === undefined || addresses.length === 0) return [];
  const command = [addr2line, '-e', binary, ...addresses.map((address) => `0x${address.toString(16)}`)];
  const walled = confine?.(command, stage) ?? command;
  const { stdout } = await runTool(walled, { cwd: stage, timeLimit: MOST_MS, signal });
  return stdout.split('\n').map((text) => {
    const [, file = '', line = ''] = /^(.+):(\d+)(?: \(discriminator \d+\))?$/.exec(text) ?? [];
    const path = posix.normalize(file);
    return path.startsWith(`${stage}/`) && Number(line) > 0 ? { file: path, line: Number(line) } : undefined;
  });
}

/** The innermost place whose line calls what a thread is blocked in, and all that called it. */
async function fitting(places: Place[], waits: readonly Wait[], sources: Sources): Promise<Place[]> {
  const lines = await Promise.all(places.map((place) => sources.line(place)));
  const first = lines.findIndex((line) => waits.some(({ on }) => CALLS[on]?.test(line) === true));
  return first < 0 ? [] : places.slice(first);
}

export function stackOf({ tid, isMain }: Pick<CallSites, 'tid' | 'isMain'>, places: Place[]): string {
  if (places.length === 0) return '';
  const head = `${isMain ? 'Current thread' : 'Thread'} 0x${tid.toString(16)} (most recent call first):`;
  const frames = places.map(({ file, line }) => `  File "${file}", line ${line} in ?`);
  return `${[head, ...frames].join('\n')}\n\n`;
}

/** The student's sources, each read once. */
class Sources {
  readonly #files = new Map<string, Promise<string[]>>();
  readonly #stage: string;

  constructor(stage: string) {
    this.#stage = stage;
  }

  async line({ file, line }: Place): Promise<string> {
    if (!file.startsWith(`${this.#stage}/`)) return '';
    const known = this.#files.get(file) ?? readLines(file);
    this.#files.set(file, known);
    return (await known)[line - 1] ?? '';
  }
}

async function readLines(file: string): Promise<string[]> {
  const text = await readFile(file, 'latin1').catch(() => '');
  return text.split('\n');
}
