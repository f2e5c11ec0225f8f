/**
 * What a run has left behind. It was written beside a student's programs, in a job that the student may have written too:
 * of all that is in it, only `results.json` is read, and that is believed to be nothing but a result by the schema.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readResults } from '../../batch/read-result.ts';
import type { ArchiveEntry } from '../../intake/unpack/archive-entry.ts';
import { readArchive } from '../../intake/unpack/archive.ts';
import type { Result } from '../../judge/result.ts';
import { shownValue, UserError } from '../../spec/user-error.ts';
import type { GitHub } from './github.ts';
import type { GradedRun } from './graded-run.ts';

const MEGABYTE = 1024 * 1024;
const MOST_BYTES = 32 * MEGABYTE;
const ALLOWED = `at most ${MOST_BYTES / MEGABYTE} MB`;
const RESULTS = 'results.json';
/** `grade ci` writes four. */
const MOST_ENTRIES = 1000;

/**
 * The results in the artifact of a run. `scratch`: a folder to unpack into.
 * @throws {UserError} whose first line has nothing in it that the artifact says: there is none, or it is no result of
 * the run's commit.
 */
export async function resultsOf(
  github: GitHub,
  run: GradedRun,
  name: string,
  scratch: string,
): Promise<Result[]> {
  const archive = join(scratch, 'artifact.zip');
  await save(archive, await download(github, run, name));
  const file = join(scratch, RESULTS);
  await unpack(archive, file);
  const results = await readResults(file);
  const other = results.find(({ graded }) => graded.commit !== run.commit);
  if (other === undefined) return results;
  throw new UserError('The result is of another commit.', {
    found: shownValue(other.graded.commit),
    allowed: run.commit,
  });
}

async function download(
  github: GitHub,
  { owner, repo, id, url }: GradedRun,
  name: string,
): Promise<AsyncIterable<Uint8Array>> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {
    ...{ owner, repo, name, run_id: id, per_page: 100 },
  });
  // Each attempt of a run may have left one.
  const [artifact] = data.artifacts
    .filter((one) => one.name === name && !one.expired)
    .sort((a, b) => b.id - a.id);
  if (artifact === undefined) {
    throw new UserError('The job left no results behind.', {
      found: `no artifact "${name}" in ${url}`,
      remedy: 'see in the log of that job why, or name another with --artifact',
    });
  }
  refuseLarge(artifact.size_in_bytes);
  const zip = await github.request(
    'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
    {
      ...{ owner, repo, artifact_id: artifact.id, archive_format: 'zip' },
      request: { parseSuccessResponseBody: false },
    },
  );
  return zip.data as AsyncIterable<Uint8Array>;
}

async function unpack(archive: string, file: string): Promise<void> {
  let seen = 0;
  try {
    for await (const entry of readArchive(archive)) {
      if (isResults(entry)) {
        await save(file, entry.content());
        return;
      }
      if (++seen === MOST_ENTRIES) break;
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const found = error instanceof Error ? error.message : String(error);
    throw new UserError('The artifact of the job cannot be unpacked.', { found, allowed: 'a zip archive' });
  }
  throw new UserError('The artifact of the job has no results in it.', { allowed: `a file ${RESULTS}` });
}

function isResults({ name, kind, unreadable }: ArchiveEntry): boolean {
  return name === RESULTS && kind === 'file' && unreadable === undefined;
}

async function save(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  await pipeline(Readable.from(bounded(pieces)), createWriteStream(file));
}

async function* bounded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    refuseLarge(bytes);
    yield piece;
  }
}

function refuseLarge(bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  throw new UserError('The results of the job are too large to be read.', {
    found: `${Math.ceil(bytes / MEGABYTE)} MB`,
    allowed: ALLOWED,
  });
}
