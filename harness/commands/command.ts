/** What a command is to the command line. */
import type { Options } from 'yargs';

/** The arguments as yargs parsed them: a value an option, and what stands without one in `_`. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface Positional {
  name: string;
  describe: string;
}

export interface Command {
  /** In the order in which they are written. */
  positionals: readonly Positional[];
  /** Names without the leading hyphens. */
  options: Readonly<Record<string, Options>>;
  /** Resolves with the exit code: 0 full marks, 1 graded and points lost, 2 the harness could not do its work. */
  run(given: Arguments): Promise<number>;
}

export type ExitCode = 0 | 1 | 2;
