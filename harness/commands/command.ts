/** What a command is to the command line. */
/** The value of each option and positional that was given, after its `read`. */
export type Arguments = Readonly<Record<string, unknown>>;

interface Positional {
  name: string;
  describe: string;
  /** The last one may take all the words that are left, as an array. */
  rest?: true;
}

export interface Option {
  type: 'string' | 'boolean';
  describe: string;
  /** May be given again for another value. */
  array?: true;
  /**
   * From the text on the command line to the option's value.
   * @throws {UserError} where it is no such value.
   */
  read?: (text: string, name: string) => string | number;
}

export interface Command {
  /** In the order in which they are written. */
  positionals: readonly Positional[];
  /** Names without the leading hyphens. */
  options: Readonly<Record<string, Option>>;
  /** Resolves with the exit code: 0 full marks, 1 graded and points lost, 2 the harness could not do its work. */
  run(given: Arguments): Promise<number>;
}

export type ExitCode = 0 | 1 | 2;
