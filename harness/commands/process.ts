/** The command line as a process: what it prints when it fails, its exit code, and its end by a signal. */
import { UserError } from '../spec/user-error.ts';
import { errorLine } from '../report/ci/workflow-commands.ts';
import { isRunner } from './ci/runner.ts';
import { Interrupted } from './interrupt.ts';
import { main } from './main.ts';
import { version } from '../batch/version.ts';

/** Carries out the command line and sets the process's exit code. Never rejects. */
export async function runCommandLine(words: string[]): Promise<void> {
  if (words.length === 1 && words[0] === '--version') {
    process.stdout.write(`${version}\n`);
    return;
  }
  process.stdout.on('error', endWithReader);
  // Node itself would exit with 1, which here means that points were lost.
  process.on('uncaughtException', (error) => process.exit(explain(error)));
  try {
    process.exitCode = await main(words);
  } catch (error) {
    process.exitCode = explain(error);
  }
}

const FAILED = 2;

function explain(error: unknown): number {
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof UserError) {
    complain(error.message);
    return FAILED;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  complain(`this is a fault of Sockmark ${version}, not of a submission.\n${text}`);
  return FAILED;
}

/** What was found in a file may be there to be obeyed by a runner of GitHub Actions, which reads this as well. */
function complain(message: string): void {
  const words = `grade: ${message}`;
  process.stderr.write(isRunner(process.env) ? errorLine(words) : `${words}\n`);
}

/** EPIPE: the reader of our output has gone, as `head` does. There is nobody left to tell. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(FAILED);
}
