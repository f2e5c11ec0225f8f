/** Options that several commands have, and the forms that an option's value may take. */
import { resolve } from 'node:path';
import type { Options } from 'yargs';
import { didYouMean, listWords } from '../spec/nearest.ts';
import { UserError, shownValue } from '../spec/user-error.ts';
import type { Arguments } from './command.ts';

export type NetworkChoice = 'auto' | 'private' | 'host';

const NETWORKS = ['auto', 'private', 'host'] as const satisfies readonly NetworkChoice[];

export const jsonOption = {
  json: text('FILE', 'write the result as JSON to FILE; "-": standard output is the JSON and nothing else'),
};

export const colourOption: Record<string, Options> = {
  'no-color': { type: 'boolean', describe: 'no colours (also: the environment variable NO_COLOR)' },
};

export const specsOption = {
  specs: text('DIR', "a folder with the specs, in place of Sockmark's own"),
};

export const gradingOptions: Record<string, Options> = {
  network: oneOf(
    'network',
    NETWORKS,
    'where runs take place: a private network a run (Linux), or this host; auto tries',
  ),
  seed: wholeNumber('seed', 0, "what is typed and sent varies with it; else the spec's own"),
  jobs: wholeNumber('jobs', 1, 'runs at once; most of the time a run waits, so more than the cores is right'),
  ...specsOption,
  ...jsonOption,
  ...colourOption,
};

/** An option with any text as its value, that may be given once. */
export function text(metavar: string, describe: string): Options {
  return { type: 'string', requiresArg: true, describe: `${metavar}: ${describe}`, coerce: once };
}

/** An option with one of `words` as its value. */
export function oneOf(name: string, words: readonly string[], describe: string): Options {
  const coerce = (given: unknown) => {
    const value = once(given);
    if (value === undefined || words.includes(value)) return value;
    throw new UserError(`--${name} has a value that is not known.`, {
      found: shownValue(value),
      allowed: listWords(words),
      remedy: didYouMean(value, words),
    });
  };
  return { type: 'string', requiresArg: true, describe: `${words.join('|')}: ${describe}`, coerce };
}

/** An option with a whole number from `least` up as its value. */
export function wholeNumber(
  name: string,
  least: number,
  describe: string,
  most = Number.MAX_SAFE_INTEGER,
): Options {
  const coerce = (given: unknown) => {
    const value = once(given);
    if (value === undefined) return undefined;
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (number >= least && number <= most) return number;
    const above = most === Number.MAX_SAFE_INTEGER ? ' up' : ` to ${most}`;
    throw new UserError(`--${name} takes a whole number.`, {
      found: shownValue(value),
      allowed: `a whole number from ${least}${above}`,
    });
  };
  return { type: 'string', requiresArg: true, describe: `N: ${describe}`, coerce };
}

function once(given: unknown): string | undefined {
  if (!Array.isArray(given)) return given as string | undefined;
  throw new UserError('An option that is taken once was given more than once.', {
    found: given.map(shownValue).join(' and '),
    remedy: 'keep one of them',
  });
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
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? [value] : [];
}

/** The folder that an option names, absolute. */
export function folderOf(given: Arguments, name: string): string | undefined {
  const value = textOf(given, name);
  return value === undefined ? undefined : resolve(value);
}

export function networkOf(given: Arguments): NetworkChoice {
  return NETWORKS.find((kind) => kind === given.network) ?? 'auto';
}
