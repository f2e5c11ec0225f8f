/** A harness that is held still in the middle of a run (Ctrl-Z, a container that is paused), while the programs go on. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { grade } from './grade.ts';

const why = existsSync('/proc/self/schedstat') ? '' : ' (no /proc/self/schedstat here)';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-still-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Holds the harness still before it can answer, gives up waiting for the answer, and lets it go on; but not once `done` is there. */
const IMPATIENT = (done: string, leaves: string) => `
import os, signal, socket

harness = os.getppid()
text = input()
s = socket.socket()
s.connect(('localhost', 12000))
if not os.path.exists(${JSON.stringify(done)}):
    s.settimeout(1)
    os.kill(harness, signal.SIGSTOP)
    while open(f'/proc/{harness}/stat').read().rpartition(') ')[2][0] != 'T':
        pass
try:
    s.send(text.encode())
    print(s.recv(1024).decode())
finally:
    open(${JSON.stringify(leaves)}, 'w').close()
    os.kill(harness, signal.SIGCONT)
s.close()
`;

async function gradeClient(name: string, leaves: string): Promise<Result['scenarios'][number]> {
  const own = join(folder, name);
  await mkdir(own);
  await writeFile(join(own, 'client.py'), IMPATIENT(join(folder, `${name}.done`), join(folder, leaves)));
  const { stdout } = await grade(['check', 'uppercase', own, '--network', 'host', '--json', '-']);
  return (JSON.parse(stdout) as Result).scenarios.find(({ id }) => id === 'client')!;
}

describe.skipIf(why !== '')(`a harness that stood still${why}`, () => {
  test.concurrent('plays the run again, and the student loses nothing', async () => {
    const { status, score, maxScore } = await gradeClient('once', 'once.done');
    expect({ status, score }).toEqual({ status: 'passed', score: maxScore });
    expect(existsSync(join(folder, 'once.done'))).toBe(true);
  });

  test.concurrent('blames nobody for what it did not see, if that comes again', async () => {
    const { status, reason } = await gradeClient('ever', 'ever.again');
    expect(status).toBe('inconclusive');
    expect(reason).toMatch(/^The harness stood still for \d+ ms .* let it run without a break/);
  });
});
