/** Programs that meet at the path of a unix socket, on both networks: what is seen of them, and that nothing stays behind. */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunRecord } from '../../harness/capture/record.ts';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import type { Network } from '../../harness/network/network.ts';
import { holdSocket } from '../../harness/network/unix/socket-files.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { loadTask } from '../../harness/spec/load.ts';
import { ROLES, type Role } from '../../harness/spec/task.ts';
import { prepareSubmission } from '../../harness/submission/prepare.ts';
import { network as privateOne, noPrivateNetwork } from '../run/play.ts';
import { python, story } from './programs.ts';

let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'sockmark-test-unix-'));
});

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** One scenario of hello-unix, with these programs of a student. */
async function playAt(network: Network, files: Partial<Record<Role, string>>): Promise<RunRecord> {
  const folder = await mkdtemp(join(scratch, 'folder-'));
  const wanted = ROLES.filter((role) => files[role] !== undefined);
  for (const role of wanted)
    await writeFile(join(folder, `${role}.py`), `import socket\n${files[role] ?? ''}`);
  const submission = await prepareSubmission(folder, { id: 'unix', scratch, wanted });
  const task = await loadTask('hello-unix');
  const scenario = task.scenarios.find(({ student }) => student === (wanted.length > 1 ? 'both' : wanted[0]));
  if (scenario === undefined) throw new Error('no such scenario');
  return runScenario({ task, scenario, submission, network, signal: new AbortController().signal });
}

const serverAt = (path: string) => `
s = socket.socket(socket.AF_UNIX)
s.bind(${path}); s.listen()
c, _ = s.accept()
c.sendall(c.recv(100)); c.close()`;

const clientAt = (path: string) => `
c = socket.socket(socket.AF_UNIX)
c.connect(${path})
c.sendall(b"HELLO"); print(c.recv(100)); c.close()`;

const HELLO = ['client open', 'client: HELLO', 'server: HELLO'];
/** Both close at once, and who is first is luck. */
const FINS = ['client fin', 'server fin'];

const kinds = (['private', 'host'] as const).map((kind) => {
  const missing = python === undefined ? 'needs python3' : kind === 'private' ? noPrivateNetwork : undefined;
  return { kind, missing, title: `on the ${kind} network${missing === undefined ? '' : ` (${missing})`}` };
});

describe.each(kinds)('$title', ({ kind, missing }) => {
  const networkOf = () => (kind === 'private' ? Promise.resolve(privateOne()) : hostNetwork());

  test.skipIf(missing !== undefined)(
    'an absolute path that both programs name is relayed, and left empty',
    async () => {
      const name = `sockmark-test-${randomUUID()}.sock`;
      const path = `/tmp/${name}`;
      const { conversation, trouble } = await playAt(await networkOf(), {
        server: serverAt(`"${path}"`),
        client: clientAt(`"${path}"`),
      });
      expect(trouble).toEqual([]);
      expect(conversation.listeners).toMatchObject([{ transport: 'unix', address: path, by: 'student' }]);
      expect(conversation.connections.map(({ server }) => server)).toEqual([{ address: path, port: 0 }]);
      const told = story(conversation.connections[0]);
      expect([told.slice(0, HELLO.length), told.slice(HELLO.length).sort()]).toEqual([HELLO, FINS]);
      expect(readdirSync('/tmp').filter((one) => one.startsWith(name))).toEqual([]);
    },
  );

  test.skipIf(missing !== undefined)(
    'what a server never reads is known, and whom it waits for',
    async () => {
      const record = await playAt(await networkOf(), {
        server: `
s = socket.socket(socket.AF_UNIX)
s.bind("./chat.sock"); s.listen()
c, _ = s.accept()
s.accept()`,
      });
      const [server] = record.programs;
      expect(record.cause).toBe('at-rest');
      expect(server?.waits.map(({ on }) => on)).toEqual(['accept']);
      expect(record.unread).toEqual([
        {
          role: 'server',
          local: { address: 'chat.sock', port: 0 },
          peer: record.conversation.connections[0]?.client,
          bytes: 5,
        },
      ]);
      expect(record.unaccepted).toEqual([]);
    },
  );

  test.skipIf(missing !== undefined)('a client that waits in the backlog was not accepted', async () => {
    const record = await playAt(await networkOf(), {
      server: `
s = socket.socket(socket.AF_UNIX)
s.bind("chat.sock"); s.listen()
import signal; signal.pause()`,
    });
    expect(record.unaccepted).toEqual(record.conversation.connections.map(({ client }) => client));
    expect(record.unaccepted).toHaveLength(1);
  });

  test.skipIf(missing !== undefined)(
    'a name in the abstract is met by the reference, and by nobody else',
    async () => {
      const name = `sockmark-test-${randomUUID()}`;
      const network = await networkOf();
      const programs = { server: serverAt(`"\\0${name}"`), client: clientAt(`"\\0${name}"`) };
      const [server, client, both] = await Promise.all([
        playAt(network, { server: programs.server }),
        playAt(network, { client: programs.client }),
        playAt(network, programs),
      ]);
      for (const { conversation } of [server, client]) {
        expect(conversation.connections.map(({ server }) => server.address)).toEqual([`@${name}`]);
        expect(story(conversation.connections[0]).filter((one) => !one.endsWith('fin'))).toEqual(HELLO);
      }
      expect(both.trouble).toMatchObject([
        { code: 'cannot-watch', message: expect.stringContaining(name) as string },
      ]);
    },
  );
});

test.skipIf(process.platform !== 'linux')(
  'no symbolic link is followed to the socket of a program (Linux)',
  async () => {
    const [outside, own] = [join(scratch, 'outside'), join(scratch, 'own')];
    await Promise.all([outside, join(own, 'real')].map((folder) => mkdir(folder, { recursive: true })));
    const servers = ['outside/a.sock', 'own/real/a.sock'].map((path) =>
      createServer().listen(join(scratch, path)),
    );
    await Promise.all(servers.map((server) => once(server, 'listening')));
    await symlink(outside, join(own, 'folder'));
    await symlink(join(outside, 'a.sock'), join(own, 'file.sock'));
    const held = holdSocket({ base: own, names: ['real', 'a.sock'] });
    expect(existsSync(held.path)).toBe(true);
    held.close();
    expect(() => holdSocket({ base: own, names: ['folder', 'a.sock'] })).toThrow(/ENOTDIR|ELOOP/);
    expect(() => holdSocket({ base: own, names: ['file.sock'] })).toThrow('no socket');
    for (const server of servers) server.close();
  },
);
