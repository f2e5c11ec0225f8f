/** The summary of a class that was graded earlier. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readJsonFile } from '../spec/json-file.ts';
import { UserError } from '../spec/user-error.ts';
import { complaintsBy, refusal } from '../spec/validate.ts';
import type { ClassSummary } from './summary.ts';

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
