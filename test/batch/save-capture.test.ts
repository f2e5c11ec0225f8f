import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { FileNotWritten } from '../../harness/batch/files.ts';
import { Grader } from '../../harness/batch/grade-submission.ts';
import { safeName } from '../../harness/batch/save-capture.ts';
import { Slots } from '../../harness/batch/slots.ts';
import type { Result } from '../../harness/judge/result.ts';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { loadTask } from '../../harness/spec/load.ts';
import { fields, hasTshark, tshark } from '../capture/tshark.ts';
import { FIXED_REPLY, handIn } from '../commands/submissions.ts';
import { HOSTILE_TEXTS, OBEYED_BY_TERMINALS } from '../report/hostile-text.ts';

const probe = privateNetwork();
const network = probe.kind === 'available' ? probe.network : undefined;

let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Grades a server whose reply is fixed, and a client that is right. */
async function grade(id: string, captures: string | undefined): Promise<Result | undefined> {
  if (network === undefined) throw new Error('no private network here');
  const path = await handIn(join(folder, 'work'), FIXED_REPLY);
  const grader = new Grader({
    tasks: [await loadTask('uppercase')],
    network,
    slots: new Slots(2),
    scratch: folder,
    captures,
    signal: new AbortController().signal,
  });
  const [result] = await grader.grade({ id, path, handIns: [{ task: 'uppercase', folder: path }] });
  return result;
}

const onPrivateNetwork = describe.skipIf(network === undefined);

onPrivateNetwork('the captures of a grading (need a private network)', () => {
  it.skipIf(!hasTshark)('hold the conversation, and say where points were lost (needs tshark)', async () => {
    const result = await grade('uppercase/alice', join(folder, 'captures'));
    const files = result?.scenarios.map(({ capture = '' }) => capture) ?? [];
    expect(files.map((file) => file.slice(folder.length))).toEqual([
      '/captures/uppercase/alice/uppercase-server.pcapng',
      '/captures/uppercase/alice/uppercase-client.pcapng',
      '/captures/uppercase/alice/uppercase-both.pcapng',
    ]);
    const [server = '', client = ''] = files;
    const rows = await fields(server, 'tcp.payload', 'frame.comment');
    const [payload = '', comment = ''] = rows.find(([, remark]) => remark?.startsWith('sockmark: ')) ?? [];
    expect(comment).toMatch(/^sockmark: server\/message-2: The server said "HELLO"/);
    expect(Buffer.from(payload, 'hex').toString()).toBe('HELLO');
    expect(await tshark(client, '-Y', 'frame.comment contains "sockmark: "')).toBe('');
    expect(rows[0]?.[1]).toMatch(/^the reference client → \S*python\S* server\.py \(the student's server\)$/);
  });

  it('stay below their folder, whatever the submission is called', async () => {
    const result = await grade('../../x\u001b[2J', join(folder, 'captures'));
    const [file = ''] = result?.scenarios.map(({ capture }) => capture) ?? [];
    expect(file.startsWith(`${join(folder, 'captures')}/`)).toBe(true);
    expect(file).not.toMatch(OBEYED_BY_TERMINALS);
    expect((await readFile(file)).readUInt32LE(0)).toBe(0x0a0d0d0a);
  });

  it('that cannot be written are the user’s to mend, and no submission’s fault', async () => {
    const inTheWay = join(folder, 'file');
    await writeFile(inTheWay, '');
    await expect(grade('alice', inTheWay)).rejects.toThrow(FileNotWritten);
  });

  it('are not taken where nobody asks for them', async () => {
    const result = await grade('alice', undefined);
    expect(result?.scenarios.every((scenario) => !('capture' in scenario))).toBe(true);
  });
});

describe('the name of a file', () => {
  it.each(['alice', 'Müller, Jörg_123', '张伟', 'a.b', 'task-1'])('%j stays as it is', (name) => {
    expect(safeName(name)).toBe(name);
  });

  const others = ['', '.', '..', 'a/b', 'a\\b', 'C:', 'a\n', 'a ', 'a.', '...', '全'.repeat(90)];
  test.each([...HOSTILE_TEXTS, ...others])('%j becomes one that a file may have, of its own', (name) => {
    const safe = safeName(name);
    expect(basename(join('/folder', safe))).toBe(safe);
    expect(safe).toMatch(/~[\da-f]{8}$/);
    expect(safe).not.toMatch(OBEYED_BY_TERMINALS);
    expect(safe).not.toMatch(/[<>:"/\\|?*\n]/);
    expect(Buffer.byteLength(safe)).toBeLessThan(200);
  });

  it('is another for each', () => {
    const names = ['a/b', 'a:b', 'a?b', 'a_b', '全'.repeat(90), '全'.repeat(91)];
    expect(new Set(names.map(safeName)).size).toBe(names.length);
  });
});
