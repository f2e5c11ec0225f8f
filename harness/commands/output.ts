/** Where a command's answer goes. */
import { resolve } from 'node:path';
import { asJson, writeJsonFile } from '../batch/files.ts';
import { type Terminal, terminalFor } from '../report/terminal/paint.ts';
import { type Arguments } from './command.ts';
import { textOf } from './options.ts';

export const STANDARD_OUTPUT = '-';

export interface Output {
  terminal: Terminal;
  /**
   * Answers: `value` as JSON where `--json` asks for it, and `words` for a person, unless standard output is the JSON.
   * @throws {UserError} where the file cannot be written.
   */
  answer(value: unknown, words: (terminal: Terminal) => string): Promise<void>;
}

export function outputOf(given: Arguments): Output {
  const json = textOf(given, 'json');
  const terminal = terminalFor(process.stdout, { noColor: given['no-color'] === true });
  return {
    terminal,
    async answer(value, words) {
      if (json === STANDARD_OUTPUT) {
        process.stdout.write(asJson(value));
        return;
      }
      process.stdout.write(words(terminal));
      if (json !== undefined) await writeJsonFile(resolve(json), value);
    },
  };
}
