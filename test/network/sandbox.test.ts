/** The walls around a student's program on a private network, tried from inside by a program that would break out. */
import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { sandboxArguments } from '../../harness/network/private/sandbox.ts';
import { findTool } from '../../harness/submission/tools.ts';
import { grade, root } from '../commands/grade.ts';
import { walled, why } from './walls.ts';

interface Seen {
  writable: string[];
  readable: string[];
  variables: string[];
  processes: number;
}

let folder: string;
let seen: Seen;

/** Tries what a program of a student has no business with, and prints what it got. */
const BREAKOUT = (paths: string[]) => `
import json, os, socket
paths = ${JSON.stringify(paths)}
print(json.dumps({
    'writable': [path for path in paths if os.access(path, os.W_OK)],
    'readable': [path for path in paths if os.access(path, os.R_OK)],
    'variables': sorted(os.environ),
    'processes': len([name for name in os.listdir('/proc') if name.isdigit()]),
}))
open('written-here.txt', 'w').write('into its own folder')
listener = socket.socket()
listener.bind(('', 53))
listener.listen()
connection, _ = listener.accept()
print(connection.recv(100))
connection.close()
`;

const OF_THE_MACHINE = ['/proc/sys/kernel/panic', '/proc/sysrq-trigger', '/usr', '/etc/passwd', '/bin'];
const OF_OTHERS = [root, '/etc/shadow', '/etc/ssl/private', '/var', '/run', '/boot'];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-walls-')));
  const neighbour = join(folder, 'neighbour');
  const own = join(folder, 'own');
  await Promise.all([mkdir(neighbour), mkdir(own)]);
  await writeFile(join(neighbour, 'server.py'), '# somebody else’s answer');
  await writeFile(join(own, 'server.py'), BREAKOUT([...OF_THE_MACHINE, ...OF_OTHERS, neighbour, folder]));
  await writeFile(
    join(own, 'client.py'),
    "import socket\nsocket.create_connection(('localhost', 53)).send(b'HELLO')\n",
  );
  const { stdout } = await grade(['check', 'hello-one-way', own, '--network', 'private', '--json', '-'], {
    env: { SECRET_TOKEN: 'of the runner' },
  });
  const { scenarios } = JSON.parse(stdout) as Result;
  const program = scenarios.find(({ id }) => id === 'server')?.programs.find(({ by }) => by === 'student');
  seen = JSON.parse(program?.stdout.split('\n')[0] ?? '{}') as Seen;
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe.skipIf(!walled)(`a program behind the walls of bubblewrap${why}`, () => {
  test('writes nowhere but in its own folder, not even where root may', () => {
    expect(seen.writable).toEqual([]);
  });

  test('reads neither the harness nor other students, nor anybody’s keys', () => {
    expect(
      seen.readable.filter((path) => [...OF_OTHERS, join(folder, 'neighbour'), folder].includes(path)),
    ).toEqual([]);
    expect(seen.readable).toContain('/usr');
  });

  test('has none of the harness’s variables', () => {
    expect(seen.variables).not.toContain('SECRET_TOKEN');
    expect(seen.variables).toContain('PATH');
  });

  test('sees its own processes and no others', () => {
    expect(seen.processes).toBeLessThan(5);
  });

  test('is started also by an interpreter that is installed under /tmp', async () => {
    const tool = join(folder, 'python/bin/echo');
    await mkdir(join(folder, 'python/bin'), { recursive: true });
    await copyFile((await findTool('echo'))!, tool);
    const request = { folder: join(folder, 'own'), cwd: '.', waitForAll: false, env: {} };
    const [bwrap = '', ...args] = sandboxArguments((await findTool('bwrap'))!, {
      ...request,
      argv: [tool, 'started'],
    });
    expect((await execa(bwrap, args)).stdout).toBe('started');
  });

  test('leaves nothing in the folder that was handed in', async () => {
    expect((await readdir(join(folder, 'own'))).sort()).toEqual(['client.py', 'server.py']);
  });
});
