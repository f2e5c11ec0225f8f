/** What a person decided, from a file of its own: points and comments, beside what was measured and never in its place. */
import type { Override } from '../spec/overrides.generated.ts';
import { readJsonFile } from '../spec/json-file.ts';
import { didYouMean, listWords } from '../spec/nearest.ts';
import type { Complaint } from '../spec/schema-faults.ts';
import { shownValue } from '../spec/user-error.ts';
import { refusal, validate } from '../spec/validate.ts';

export type { Override };

export interface Known {
  submissions: readonly string[];
  tasks: readonly string[];
}

/**
 * @throws {UserError} where the file is wrong, or is about a submission or a task that is not there: what a person
 * decided must not be lost by a slip of the pen.
 */
export async function readOverrides(file: string, { submissions, tasks }: Known): Promise<Override[]> {
  const json = await readJsonFile(file);
  const { overrides } = await validate(json, 'overrides.schema.json');
  const complaints = overrides.flatMap(({ submission, task }, index) => [
    ...unknown(['overrides', index, 'submission'], submission, submissions),
    ...(task === undefined ? [] : unknown(['overrides', index, 'task'], task, tasks)),
    ...twice(overrides, index),
  ]);
  if (complaints.length > 0) throw refusal(json, complaints);
  return overrides;
}

const MOST_NAMED = 8;

function unknown(at: (string | number)[], found: string, known: readonly string[]): Complaint[] {
  if (known.includes(found)) return [];
  const more = known.length > MOST_NAMED ? `, and ${known.length - MOST_NAMED} more` : '';
  const allowed = listWords(known.slice(0, MOST_NAMED)) + more;
  return [{ at, found: shownValue(found), allowed, remedy: didYouMean(found, known) }];
}

/** Two that set the points of the same thing: it would be a matter of luck which one counts. */
function twice(all: readonly Override[], index: number): Complaint[] {
  const one = all[index];
  if (one?.points === undefined) return [];
  const isSame = (other: Override) =>
    other.points !== undefined && other.submission === one.submission && other.task === one.task;
  if (all.findIndex(isSame) === index) return [];
  const found = `points for ${shownValue(one.submission)} once more`;
  return [{ at: ['overrides', index], found, allowed: 'points once for a submission or a task of it' }];
}
