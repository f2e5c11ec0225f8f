import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResults } from '../../harness/batch/read-result.ts';
import { OBEYED_BY_TERMINALS } from '../report/hostile-text.ts';
import { connection, result, scenario } from '../report/sample-results.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function save(value: unknown): Promise<string> {
  const file = join(folder, 'saved.json');
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

const refusal = async (file: string): Promise<string> => {
  const error = await readResults(file).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message : 'nothing was refused';
};

describe('a saved result', () => {
  it('is read as it was written, of a task and of an assignment', async () => {
    const [one, other] = [result(), result({ task: { id: 'chat', title: 'Chat' } })];
    expect(await readResults(await save(one))).toEqual([one]);
    expect(await readResults(await save({ results: [one, other] }))).toEqual([one, other]);
  });

  it.each([
    ['of another kind', { name: 'sockmark' }, /found: +\["name"\]\n +allowed: a result of one task/],
    ['that is a text', '"PASS"', /found: +"PASS"/],
    ['that was cut', '{"schemaVersion": 1,\n  "task":', /2:10\n +found: +the end of the file/],
    ['with a field that is wrong', { ...result(), score: 'ten' }, /\$\.score\n +found: +"ten"/],
    ['with a verdict of its own', { ...result(), status: '\u001b[2J' }, /\$\.status\n.*u001b\[2J/],
    ['with an event of its own', rain(), /events\[0\]\.kind\n +found: +"rain"\n +allowed: .*"fin"/],
    ['without results', { results: [] }, /allowed: \{"results": \[…\]\} and nothing else/],
    ['nested too deeply', `{"results":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /no result of Sock/],
    ['of many faults', Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`x${n}`, n])), /no result/],
    ['of millions of faults', { ...result(), scenarios: Array(3e5).fill({ a: 1 }) }, /\$\.scenarios\[0\]/],
    ['of megabytes that are no JSON', '{'.repeat(3e6), /This file is not JSON/],
  ])('%s is refused, with what it should be', async (_what, content, said) => {
    const message = await refusal(await save(content));
    expect(message).toMatch(said);
    expect(message).not.toMatch(OBEYED_BY_TERMINALS);
    expect(message.length).toBeLessThan(5000);
  });

  it('that is not there, or is a folder, is refused', async () => {
    expect(await refusal(join(folder, 'absent.json'))).toMatch(/absent\.json\n +found: +nothing that can/);
    expect(await refusal(folder)).toMatch(/found: +no file/);
  });
});

function rain() {
  const events = [{ kind: 'rain', at: 1, from: 'client' }];
  const conversation = { listeners: [], connections: [{ ...connection(), events }], datagrams: [] };
  return { ...result(), scenarios: [{ ...scenario(), conversation }] };
}
