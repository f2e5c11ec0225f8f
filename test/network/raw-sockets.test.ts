/** What a program gets for a task over ICMP: the right to open a raw socket in its own network, and no other. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { grade, root } from '../commands/grade.ts';
import { walled, why } from './walls.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-raw-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const LOOKS = `
import os, socket
socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).sendto(b'\\x08' + bytes(7), ('127.0.0.1', 0))
print([line.split()[1] for line in open('/proc/self/status') if line.startswith('CapEff')])
for path in ['/proc/sys/net/ipv4/icmp_echo_ignore_all', '/etc/passwd', '/usr/written-here', ${JSON.stringify(root)}]:
    print(path, os.access(path, os.W_OK))
`;

async function check(network: string, sample: string): Promise<{ code: number | undefined; result: Result }> {
  const file = join(folder, `${network}.json`);
  const { code } = await grade(['check', 'raw-ping', sample, '--network', network, '--json', file]);
  return { code, result: JSON.parse(await readFile(file, 'utf8')) as Result };
}

describe.skipIf(!walled)(`behind its walls${walled ? '' : ` (${why})`}`, () => {
  test('a program has the right to raw sockets and nothing else to break', async () => {
    await writeFile(join(folder, 'ping.py'), LOOKS);
    const { result } = await check('private', folder);
    const lines = result.scenarios[0]?.programs[0]?.stdout.trim().split('\n') ?? [];
    expect(lines[0]).toBe("['0000000000002000']");
    expect(lines.slice(1).map((line) => line.split(' ')[1])).toEqual(['False', 'False', 'False', 'False']);
  });
});

test('on the host network all of it is skipped with the reason, and there is no verdict', async () => {
  const { code, result } = await check('host', join(root, 'submissions/raw-ping/py-ping'));
  expect(code).toBe(2);
  expect(result).toMatchObject({ status: 'inconclusive', score: 0, maxScore: 0 });
  for (const { status, reason, checks } of result.scenarios) {
    expect(status).toBe('skipped');
    expect(reason).toMatch(/private network only/);
    expect(new Set(checks.map((one) => one.status))).toEqual(new Set(['skipped']));
  }
});
