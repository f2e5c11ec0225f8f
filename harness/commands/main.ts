/** From the words of the command line to an exit code. */
import type { Argv, Options } from 'yargs';
import { didYouMean, listWords } from '../spec/nearest.ts';
import { UserError, shownValue } from '../spec/user-error.ts';
import type { Arguments, Command, Option } from './command.ts';
import { readOption } from './options.ts';
import { OVERVIEW, type CommandName } from './overview.ts';

/** Each command is imported when it is used, and no other. */
const COMMANDS: Record<CommandName, () => Promise<{ command: Command }>> = {
  check: () => import('./check.ts'),
  batch: () => import('./batch.ts'),
  ci: () => import('./ci.ts'),
  post: () => import('./post.ts'),
  autograde: () => import('./autograde.ts'),
  show: () => import('./show.ts'),
  replay: () => import('./replay.ts'),
  verify: () => import('./verify.ts'),
  new: () => import('./new.ts'),
  record: () => import('./record.ts'),
  export: () => import('./export.ts'),
  diff: () => import('./diff.ts'),
  reference: () => import('./reference.ts'),
  list: () => import('./list.ts'),
  doctor: () => import('./doctor.ts'),
};

/** Words that every command takes. */
const EVERYWHERE = ['help', 'h', '_', '$0'];

/**
 * Carries out a command line.
 * @throws {UserError} where it cannot be understood, and whatever its command throws.
 */
export async function main(words: string[]): Promise<number> {
  const { default: yargs } = await import('yargs');
  let code = 0;
  const line = yargs(words)
    .scriptName('grade')
    .parserConfiguration(PARSING)
    .strict(false)
    .exitProcess(false)
    .version(false)
    .locale('en')
    .help('help')
    .alias('help', 'h')
    .fail((message, error) => {
      // yargs hands over what a command has thrown, or a message of its own about the arguments.
      throw (error as Error | undefined) ?? new UserError(`${message}.`, { remedy: 'grade --help' });
    });
  for (const { name, usage, summary } of OVERVIEW) {
    line.command(
      `${name} [words..]`,
      summary,
      async (argv) => describe(argv, usage, summary, (await COMMANDS[name]()).command),
      async (given) => {
        const { command } = await COMMANDS[name]();
        code = await command.run(positioned(given, name, command));
      },
    );
  }
  line.command(['$0 [words..]'], false, {}, (given) => refuseCommand(given));
  try {
    await line.parseAsync();
  } catch (error) {
    throw ofArguments(error);
  }
  return code;
}

/** yargs has a class of its own for arguments that it cannot take, and does not export it. */
function ofArguments(error: unknown): unknown {
  if (!(error instanceof Error) || error.name !== 'YError') return error;
  return new UserError(`${error.message}.`, { remedy: 'grade --help' });
}

const PARSING = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
  'greedy-arrays': false,
};

function describe(argv: Argv, usage: string, summary: string, command: Command): Argv {
  const arguments_ = command.positionals
    .map(({ name, describe }) => `  ${name.padEnd(18)} ${describe}\n`)
    .join('');
  return argv
    .usage(`grade ${usage}\n\n${summary}${arguments_ === '' ? '' : `\n\n${arguments_}`}`)
    .options(
      Object.fromEntries(
        Object.entries(command.options).map(([name, option]) => [name, yargsOption(option)]),
      ),
    )
    .hide('words')
    .updateStrings({ 'Positionals:': 'Arguments:' });
}

function yargsOption({ type, describe, array }: Option): Options {
  return { type, describe, array: array === true, requiresArg: type === 'string' };
}

/** Each positional and each option under its name. */
function positioned(given: Arguments, name: string, command: Command): Arguments {
  refuseOptions(given, name, Object.keys(command.options));
  const words = wordsOf(given);
  const surplus = words[command.positionals.length];
  if (surplus !== undefined && command.positionals.at(-1)?.rest !== true) {
    throw new UserError(`grade ${name} has an argument too many.`, {
      found: shownValue(surplus),
      allowed: usageOf(name),
    });
  }
  const named = command.positionals.map((positional, index) => [
    positional.name,
    positional.rest ? words.slice(index) : words[index],
  ]);
  const options = Object.entries(command.options).map(([option, how]) => [
    option,
    readOption(option, how, given[option]),
  ]);
  return Object.fromEntries([...named, ...options]) as Arguments;
}

function wordsOf(given: Arguments): string[] {
  const words = given.words;
  return Array.isArray(words) ? words.map(String) : [];
}

function usageOf(name: string): string {
  return `grade ${OVERVIEW.find((known) => known.name === name)?.usage ?? name}`;
}

function refuseOptions(given: Arguments, name: string, known: readonly string[]): void {
  const allowed = [...known, ...EVERYWHERE, 'words'];
  const unknown = Object.keys(given).find((option) => !allowed.includes(option));
  if (unknown === undefined) return;
  const options = known.map((option) => `--${option}`);
  throw new UserError(`grade ${name} has no such option.`, {
    found: `--${unknown}`,
    allowed: listWords(options).replaceAll('"', ''),
    remedy: didYouMean(`--${unknown}`, options) ?? `grade ${name} --help`,
  });
}

function refuseCommand(given: Arguments): never {
  const [word] = wordsOf(given);
  const names = OVERVIEW.map(({ name }) => name);
  throw new UserError('There is no such command.', {
    found: word === undefined ? 'no command' : shownValue(word),
    allowed: listWords(names),
    remedy: (word && didYouMean(word, names)) ?? 'grade --help',
  });
}
