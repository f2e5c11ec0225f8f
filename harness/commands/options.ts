/** Options that several commands have, and the forms that an option's value may take. */
import { didYouMean, listWords } from '../spec/nearest.ts';
import { UserError, shownValue } from '../spec/user-error.ts';
import type { Arguments, Option } from './command.ts';

export type NetworkChoice = 'auto' | 'private' | 'host';

const NETWORKS = ['auto', 'private', 'host'] as const satisfies readonly NetworkChoice[];

export const jsonOption = {
  json: text('FILE', 'write the result as JSON to FILE; "-": standard output is the JSON and nothing else'),
};

export const colourOption: Record<string, Option> = {
  'no-color': { type: 'boolean', describe: 'no colours (also: the environment variable NO_COLOR)' },
};

export const specsOption = {
  specs: texts('DIR', "a folder of specs, searched before Sockmark's own; may be given again for another"),
};

export const gradingOptions = {
  network: oneOf(
    NETWORKS,
    'where runs take place: a private network a run (Linux), or this host; auto tries',
  ),
  seed: wholeNumber(0, "what is typed and sent varies with it; else the spec's own"),
  pcap: text('DIR', 'save what goes over the wire there, a pcapng file a run, to be opened in Wireshark'),
  calls: { type: 'boolean', describe: 'show the socket calls of each program, as strace sees them (Linux)' },
  jobs: wholeNumber(1, 'runs at once; most of the time a run waits, so more than the cores is right'),
  ...specsOption,
  ...jsonOption,
  ...colourOption,
} satisfies Record<string, Option>;

/** An option with any text as its value. */
export function text(metavar: string, describe: string): Option {
  return { type: 'string', describe: `${metavar}: ${describe}` };
}

/** An option with any text as its value, that may be given again for another. */
export function texts(metavar: string, describe: string): Option {
  return { ...text(metavar, describe), array: true };
}

/** An option with one of `words` as its value. */
export function oneOf(words: readonly string[], describe: string): Option {
  return {
    ...text(words.join('|'), describe),
    read(value, name) {
      if (words.includes(value)) return value;
      throw new UserError(`--${name} has a value that is not known.`, {
        found: shownValue(value),
        allowed: listWords(words),
        remedy: didYouMean(value, words),
      });
    },
  };
}

/** An option with a whole number from `least` up as its value. */
export function wholeNumber(least: number, describe: string, most = Number.MAX_SAFE_INTEGER): Option {
  return {
    ...text('N', describe),
    read(value, name) {
      const number = /^\d+$/.test(value) ? Number(value) : NaN;
      if (number >= least && number <= most) return number;
      const above = most === Number.MAX_SAFE_INTEGER ? ' up' : ` to ${most}`;
      throw new UserError(`--${name} takes a whole number.`, {
        found: shownValue(value),
        allowed: `a whole number from ${least}${above}`,
      });
    },
  };
}

/**
 * The value of an option as it stands on the command line.
 * @throws {UserError} where it is none of the option's, or the option was given twice.
 */
export function readOption(name: string, { read, array, type }: Option, given: unknown): unknown {
  if (given === undefined || type === 'boolean') return given;
  const values = (Array.isArray(given) ? given : [given]).map(String);
  const [only = '', second] = values;
  if (array) return values;
  if (second !== undefined) {
    throw new UserError(`--${name} was given more than once.`, {
      found: values.map(shownValue).join(' and '),
      remedy: 'keep one of them',
    });
  }
  return read === undefined ? only : read(only, name);
}

export function textOf(given: Arguments, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(given: Arguments, name: string): number | undefined {
  const value = given[name];
  return typeof value === 'number' ? value : undefined;
}

export function textsOf(given: Arguments, name: string): string[] {
  const value = given[name];
  return Array.isArray(value) ? value.map(String) : [];
}

export function networkOf(given: Arguments): NetworkChoice {
  return NETWORKS.find((kind) => kind === given.network) ?? 'auto';
}
