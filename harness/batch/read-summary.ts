/** The summary of a class that was graded earlier. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { readJsonFile } from '../spec/json-file.ts';
import { UserError } from '../spec/user-error.ts';
import { complaintsBy, refusal } from '../spec/validate.ts';
import { SUBMISSIONS_FOLDER, type ClassSummary, type SubmissionSummary } from './summary.ts';

export interface ReadSummary {
  /** Absolute path of the folder that the files of the results are relative to. */
  folder: string;
  summary: ClassSummary;
}

/**
 * `path`: the folder of the results, or `summary.json` in it.
 * @throws {UserError} where there is none, or it is no summary by the published schema.
 */
export async function readSummary(path: string): Promise<ReadSummary> {
  const given = resolve(path);
  const status = await stat(given).catch(() => undefined);
  if (status === undefined) {
    throw new UserError('There are no results.', {
      file: given,
      found: 'nothing of this name',
      allowed: 'the folder that grade batch has written',
      remedy: 'grade batch DIR --assignment A',
    });
  }
  const folder = status.isDirectory() ? given : resolve(given, '..');
  const json = await readJsonFile(status.isDirectory() ? join(given, 'summary.json') : given);
  const complaints = await complaintsBy('summary.schema.json', undefined, json.value);
  if (complaints.length > 0) throw refusal(json, complaints);
  return { folder, summary: json.value as ClassSummary };
}

/** The row of the submission whose results are in `file`, where that is a file of a batch. */
export async function rowOf(file: string): Promise<SubmissionSummary | undefined> {
  const path = resolve(file);
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) !== SUBMISSIONS_FOLDER) continue;
    const results = dirname(folder);
    const read = await readSummary(results).catch(() => undefined);
    const name = relative(results, path).split(sep).join('/');
    return read?.summary.submissions.find((row) => row.file === name);
  }
  return undefined;
}
