/** Results that were saved earlier. A file may come from anywhere: nothing in it is believed before the schema has seen it. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Result } from '../judge/result.ts';
import { jsonPath, readJsonFile } from '../spec/json-file.ts';
import type { Complaint } from '../spec/schema-faults.ts';
import { UserError, shownValue, type Fault } from '../spec/user-error.ts';
import { complaintsBy, refusal } from '../spec/validate.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = 32 * MEGABYTE;
/** To know the lines of a file takes a hundred times its size. */
const MOST_LOCATED = 2 * MEGABYTE;
const COMPLAINTS_SHOWN = 6;
const FOREIGN = "This file is no result of Sockmark's.";
const ALLOWED = 'a result of one task, or {"results": […]} of an assignment';
const REMEDY = 'save one with: grade check TASK DIR --json result.json';

/**
 * The results in a file that `--json` or a batch wrote: of one task, or of the tasks of an assignment.
 * @throws {UserError} where there is no such file, or it is no result by the published schema.
 */
export async function readResults(path: string): Promise<Result[]> {
  const file = resolve(path);
  const size = await refuseUnfit(file);
  try {
    return await validResults(file, size);
  } catch (error) {
    // The stack is what bounds the depth of a value that is printed or searched.
    if (!(error instanceof RangeError)) throw error;
    const found = 'values nested too deeply to be shown';
    throw new UserError(FOREIGN, { file, path: '$', found, allowed: ALLOWED, remedy: REMEDY });
  }
}

async function validResults(file: string, size: number): Promise<Result[]> {
  const shape = shapeOf(await parsed(file, size), file);
  const complaints = await complaintsIn(shape);
  if (complaints.length === 0) return shape.results as Result[];
  const shown = complaints.slice(0, COMPLAINTS_SHOWN);
  const [first = { at: [] }] = shown;
  if (size > MOST_LOCATED) throw new UserError(FOREIGN, { file, ...first, path: jsonPath(first.at) });
  throw refusal(await readJsonFile(file), shown, complaints.length - shown.length);
}

/** Its size in bytes. */
async function refuseUnfit(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() && found.size <= MOST_BYTES) return found.size;
  const what =
    found === undefined
      ? 'nothing that can be read'
      : found.isFile()
        ? `${Math.ceil(found.size / MEGABYTE)} MB`
        : 'no file';
  throw new UserError('A result cannot be read.', {
    file,
    found: what,
    allowed: `a result as JSON, of at most ${MOST_BYTES / MEGABYTE} MB`,
    remedy: REMEDY,
  });
}

/** Text is parsed the quick way; only a file that is wrong is read again in the way that knows lines. */
async function parsed(file: string, size: number): Promise<unknown> {
  try {
    return JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    if (size > MOST_LOCATED) {
      throw new UserError('This file is not JSON.', { file, found: String(error), allowed: ALLOWED });
    }
    const { value } = await readJsonFile(file);
    return value;
  }
}

interface Shape {
  results: unknown[];
  /** Of each of them in the file. */
  place: (index: number) => (string | number)[];
}

function shapeOf(value: unknown, file: string): Shape {
  const foreign = (fault: Fault) => new UserError(FOREIGN, { file, path: '$', ...fault });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw foreign({ found: shownValue(value), allowed: ALLOWED, remedy: REMEDY });
  }
  if ('submissions' in value) {
    const remedy = 'name one of the files that it lists, such as grades/submissions/alice.json';
    throw foreign({ found: 'the summary of a batch', allowed: ALLOWED, remedy });
  }
  if (!('results' in value)) {
    if ('schemaVersion' in value || 'scenarios' in value) return { results: [value], place: () => [] };
    throw foreign({ found: shownValue(Object.keys(value)), allowed: ALLOWED, remedy: REMEDY });
  }
  const { results, ...others } = value;
  if (!Array.isArray(results) || results.length === 0 || Object.keys(others).length > 0) {
    throw foreign({ found: shownValue(value), allowed: '{"results": […]} and nothing else', remedy: REMEDY });
  }
  return { results, place: (index) => ['results', index] };
}

async function complaintsIn({ results, place }: Shape): Promise<Complaint[]> {
  const complaints: Complaint[] = [];
  for (const [index, result] of results.entries()) {
    const found = await complaintsBy('result.schema.json', 'result', result);
    complaints.push(...found.map((one) => ({ ...one, at: [...place(index), ...one.at] })));
    if (complaints.length >= COMPLAINTS_SHOWN) break;
  }
  return complaints;
}
