/** The line in which a compiled program hangs. */
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lineAtRest, ownFiles } from '../../harness/judge/traceback.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { loadTask } from '../../harness/spec/load.ts';
import { prepareSubmission } from '../../harness/submission/prepare.ts';
import { findTool } from '../../harness/submission/tools.ts';
import { network, noPrivateNetwork } from './play.ts';

const fixtures = join(import.meta.dirname, '../fixtures/lines');
const noC =
  noPrivateNetwork ?? ((await findTool('cc', 'gcc')) && (await findTool('addr2line')) ? '' : 'no C');
const noGo = noPrivateNetwork ?? ((await findTool('go')) ? '' : 'no Go');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The source of the line that the server waits in, and how the run ended. */
async function whereItHangs(fixture: string): Promise<{ cause: string; source: string | undefined }> {
  const own = await mkdtemp(join(folder, 'submission-'));
  const name = fixture.replace(/^.*\./, 'server.');
  await mkdir(join(own, 'src'));
  await cp(join(fixtures, fixture), join(own, 'src', name));
  const task = await loadTask('uppercase');
  const scenario = task.scenarios.find(({ id }) => id === 'server')!;
  const { confine } = network();
  const options = { id: 'x', scratch: join(folder, 'scratch'), wanted: ['server'] as const, task };
  const submission = await prepareSubmission(own, { ...options, ...(confine && { confine }) });
  const { signal } = new AbortController();
  const record = await runScenario({ task, scenario, submission, network: network(), signal });
  const [server] = record.programs.filter(({ by }) => by === 'student');
  const place = lineAtRest(server!.stacks, ownFiles(submission, submission.programs.server));
  if (place === undefined) return { cause: record.cause, source: undefined };
  expect(place.file).toBe(`src/${name}`);
  const lines = (await readFile(join(own, place.file), 'utf8')).split('\n');
  return { cause: record.cause, source: lines[place.line - 1]?.trim() };
}

describe.skipIf(noC !== '')(`a C program (${noC || 'skipped where there is no compiler'})`, () => {
  test('is found in the call that it is blocked in, not in the one that called its function', async () => {
    expect((await whereItHangs('reads-to-the-end.c')).source).toContain('recv(c, buf + total');
  });

  test('is not found where an older call has left its traces', async () => {
    expect((await whereItHangs('accepts-again.c')).source).toBe('int second = accept(s, 0, 0);');
  });
});

describe.skipIf(noGo !== '')(`a Go program (${noGo || 'skipped where there is no compiler'})`, () => {
  test('prints where it stands as it is ended', async () => {
    expect((await whereItHangs('reads-to-a-mark.go')).source).toContain("ReadString('!')");
  });
});
