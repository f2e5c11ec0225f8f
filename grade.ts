#!/usr/bin/env node
/** The command line's entry. Only what every call needs is imported here: `grade --help` answers at once. */
import { overview } from './harness/commands/overview.ts';

const words = process.argv.slice(2);
const [first] = words;

if (first === undefined) {
  process.stderr.write(overview());
  process.exitCode = 2;
} else if (words.length === 1 && ['--help', '-h', 'help'].includes(first)) {
  process.stdout.write(overview());
} else {
  const { runCommandLine } = await import('./harness/commands/process.ts');
  await runCommandLine(words);
}
