/**
 * The hints, proved by real programs: each fault of a student brings up its hint before any other, with the line where one is
 * marked, and a near miss does not bring it up.
 */
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { catalogue } from '../../harness/judge/hints/catalogue.ts';
import { noPrivateNetwork } from '../run/play.ts';
import { CASES, type Case } from './cases.ts';
import { fixture, FIXTURES, gradeProgram, markedLine, removeScratch, toolMissing } from './grade.ts';

afterAll(removeScratch);

/** On a private network every address is there, so nobody dials one that does not answer. */
const ELSEWHERE = ['unanswered'];

describe('the list of programs', () => {
  test('has every hint of the catalogue, and no other', () => {
    const ids = catalogue.map(({ id }) => id).filter((id) => !ELSEWHERE.includes(id));
    expect([...new Set(CASES.map(({ hint }) => hint))].sort()).toEqual(ids.sort());
  });

  test('has every folder of programs, and no other', () => {
    const folders = readdirSync(FIXTURES).filter((name) => name !== 'specs');
    expect(CASES.map(({ folder }) => folder).sort()).toEqual(folders.sort());
  });
});

/** What went wrong, in a few words, for a test that fails. */
function summary({ status, hints, scenarios }: Result): string {
  const checks = scenarios.flatMap((one) => one.checks).filter((check) => check.status !== 'passed');
  const given = hints.map(({ id, file, line }) => `${id} (${file ?? '-'}:${line ?? '-'})`);
  const reasons = scenarios.map(({ reason }) => reason ?? '');
  return [status, ...given, ...checks.map(({ id, message }) => `${id}: ${message}`), ...reasons].join('\n');
}

async function provesHint({ folder, hint, task, scenario }: Case): Promise<void> {
  const path = await fixture(folder, 'fault');
  const result = await gradeProgram(path, task, scenario);
  const [first] = result.hints;
  expect(first?.id, summary(result)).toBe(hint);
  const line = await markedLine(path);
  if (line !== undefined) expect(first?.line, summary(result)).toBe(line);
}

async function sparesNearMiss({ folder, hint, task, scenario }: Case): Promise<void> {
  const result = await gradeProgram(await fixture(folder, 'near'), task, scenario);
  const statuses = result.scenarios.map(({ status }) => status);
  expect(statuses, summary(result)).not.toContain('inconclusive');
  expect(
    result.hints.map(({ id }) => id),
    summary(result),
  ).not.toContain(hint);
}

const title = 'a hint' + (noPrivateNetwork === undefined ? '' : ` (${noPrivateNetwork})`);

describe.skipIf(noPrivateNetwork !== undefined)(title, () => {
  for (const one of CASES) {
    const missing = toolMissing(one.folder, one.task);
    const name = one.folder === one.hint ? one.hint : `${one.hint}, by ${one.folder}`;
    const needs = missing === undefined ? '' : ` (needs ${missing})`;
    const where = missing === undefined ? test.concurrent : test.skip;
    where(`${name}: the fault has it first${needs}`, () => provesHint(one));
    where(`${name}: the near miss has it not${needs}`, () => sparesNearMiss(one));
  }
});
