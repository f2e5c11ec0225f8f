import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { grade } from './grade.ts';
import { FIXED_REPLY, handIn, UPPERCASE } from './submissions.ts';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  await Promise.all([handIn(join(folder, 'bob'), FIXED_REPLY), handIn(join(folder, 'mended'), UPPERCASE)]);
  await grade(['check', 'uppercase', 'bob', '--seed', '77', '--json', 'saved.json'], { cwd: folder });
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const replay = (...words: string[]) => grade(['replay', 'saved.json', ...words], { cwd: folder });

/** What was said over the wire, in the order of the connections. */
function saidIn({ scenarios }: Result): string[] {
  return scenarios.flatMap(({ conversation }) =>
    conversation.connections.flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === 'data' ? [event.bytes.text] : [])),
    ),
  );
}

describe('grade replay', () => {
  it('types and says what was typed and said by then, and comes to the same', async () => {
    const saved = JSON.parse(await readFile(join(folder, 'saved.json'), 'utf8')) as Result;
    const { code, stdout } = await replay('--json', '-');
    const again = JSON.parse(stdout) as Result;
    expect(code).toBe(1);
    expect(again.graded.seed).toBe(77);
    expect(saidIn(again)).toEqual(saidIn(saved));
    expect([again.score, again.maxScore]).toEqual([saved.score, saved.maxScore]);
  });

  it('plays one scenario, and says that nothing has changed', async () => {
    const { code, stdout } = await replay('--scenario', 'server');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Since the saved result: nothing changed, [\d.]+ \/ 4 points as before$/m);
    expect(stdout).not.toContain('Your client with the reference server');
  });

  it('says what has changed where the programs have', async () => {
    const { code, stdout } = await replay('--submission', 'mended');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Since the saved result: \+[\d.]+ points/m);
    expect(stdout).toMatch(/^ +won +message-2 in server/m);
  });

  it('does not play a scenario that is not there', async () => {
    const { code, stderr } = await replay('--scenario', 'sever');
    expect(code).toBe(2);
    expect(stderr).toContain('server');
  });
});
