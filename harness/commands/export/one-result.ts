/** `grade export` of one result, in the format that another program reads. */
import { resolve } from 'node:path';
import { readResults } from '../../batch/read-result.ts';
import { writeWholeFile } from '../../batch/files.ts';
import type { Exporter } from '../../report/exports/exporter.ts';
import { UserError } from '../../spec/user-error.ts';
import type { Arguments } from '../command.ts';
import { textOf } from '../options.ts';

/** To standard output, unless `--out` names a file. @throws {UserError} where there is no result, or no file can be written. */
export async function exportResult(exporter: Exporter, given: Arguments): Promise<void> {
  const from = textOf(given, 'results');
  if (from === undefined) {
    throw new UserError(`grade export ${exporter.id} needs a result.`, {
      allowed: `grade export ${exporter.id} RESULT [--out ${exporter.file}]`,
      remedy: 'save one with: grade check TASK DIR --json result.json',
    });
  }
  const content = exporter.write(await readResults(from), {
    ...{ at: new Date(), item: textOf(given, 'item'), environment: process.env },
  });
  const out = textOf(given, 'out');
  if (out === undefined) process.stdout.write(content);
  else if (resolve(out) === resolve(from)) throw sameFile(out);
  else await writeWholeFile(resolve(out), content);
}

function sameFile(out: string): UserError {
  return new UserError('The result itself is not written over.', {
    file: resolve(out),
    remedy: '--out another-name',
  });
}
