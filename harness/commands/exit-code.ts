/** What the exit code of a grading says. */
import { overallStatus } from '../batch/summary.ts';
import type { Result } from '../judge/result.ts';
import type { ExitCode } from './command.ts';

/** 2: not one of the results could be had. */
export function exitCodeOf(results: { status: Result['status'] }[]): ExitCode {
  const status = overallStatus(results.map((result) => result.status));
  if (status === 'passed') return 0;
  return results.every((result) => result.status === 'inconclusive') ? 2 : 1;
}
