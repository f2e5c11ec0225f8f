/** What a run leaves behind on the machine's own network (nothing), and what it has to do without. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import { descendants } from '../../harness/network/process.ts';
import { tryLockPort } from '../../harness/network/host/port-lock.ts';
import { Folder, LIMITS, listens, python, textOf, until, unusedPort } from './programs.ts';

const onLinux = test.skipIf(process.platform !== 'linux' || python === undefined);

/** A zombie, which only its parent has to take note of, is not alive. */
const isAlive = (pid: number) => {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

/** Forks twice with a session of its own between, as daemons do, and keeps the port and the output. */
const DAEMON = (port: number) => `
import os, socket, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        l = socket.socket(); l.bind(('', ${port})); l.listen(1); print(os.getpid())
        while True: time.sleep(1)
    os._exit(0)
os.wait()`;

onLinux('a daemon is ended with its run, and its port is free again (needs Linux and python3)', async () => {
  using folder = new Folder();
  const port = await unusedPort();
  const server = folder.program('server', DAEMON(port), [port]);
  const network = await hostNetwork();
  let pid = 0;
  {
    await using place = await network.open(folder.request(port, [server]));
    const started = place.start(server, { limits: LIMITS });
    const printed = once(started.stdout, 'data') as Promise<[Buffer]>;
    await listens(place, started, port);
    const [line] = await printed;
    pid = Number(line.toString());
    expect(isAlive(pid)).toBe(true);
    // Its first process is gone, and the program goes on.
    await until(() => !isAlive(started.pid) && descendants(started.pid).includes(pid));
    await place.endPrograms();
    expect(isAlive(pid)).toBe(false);
    expect(await started.ended).toMatchObject({ kind: 'exited', code: 0 });
    expect(descendants(started.pid)).not.toContain(pid);
  }
  await using again = await network.open(folder.request(port, [server]));
  expect(again.trouble).toEqual([]);
});

onLinux(
  'a harness that exits in the middle of a run leaves no daemon (needs Linux and python3)',
  async () => {
    using folder = new Folder();
    const port = await unusedPort();
    const server = folder.program('server', DAEMON(port), [port]);
    const network = await hostNetwork();
    const before = process.listeners('exit');
    await using place = await network.open(folder.request(port, [server]));
    const [atExit] = process.listeners('exit').filter((listener) => !before.includes(listener));
    const started = place.start(server, { limits: LIMITS });
    const [line] = (await once(started.stdout, 'data')) as [Buffer];
    atExit?.(0);
    await until(() => !isAlive(Number(line.toString())));
  },
);

onLinux('many children that ignore signals are ended with their run (needs Linux and python3)', async () => {
  using folder = new Folder();
  const forks = `
import os, signal, time
for _ in range(4): os.fork()
signal.signal(signal.SIGTERM, signal.SIG_IGN); os.setsid() if os.getpid() != os.getpgid(0) else None
print('up'); time.sleep(1000)`;
  const server = folder.program('server', forks);
  const network = await hostNetwork();
  const place = await network.open(folder.request(9000, [server]));
  const started = place.start(server, { limits: LIMITS });
  let text = '';
  started.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  await until(() => text.split('up').length === 17);
  await place[Symbol.asyncDispose]();
  // Its output has come to its end: nobody holds it any more.
  await started.closed;
});

onLinux(
  'a program sees a short environment and nothing of the harness (needs Linux and python3)',
  async () => {
    using folder = new Folder();
    process.env.SECRET_OF_THE_HARNESS = 'x';
    const server = folder.program(
      'server',
      'import os; print(*sorted(os.environ)); print(os.environ["HOME"], os.getcwd())',
    );
    await using place = await (await hostNetwork()).open(folder.request(9000, [server]));
    const [names, folders] = (await textOf(place.start(server, { limits: LIMITS }).stdout))
      .trim()
      .split('\n');
    delete process.env.SECRET_OF_THE_HARNESS;
    expect(names?.split(' ').filter((name) => !name.startsWith('LC_'))).toEqual([
      'HOME',
      'LANG',
      'PATH',
      'PORT',
      'SOCKMARK_RUN',
      'TMPDIR',
    ]);
    expect(folders).toBe(`${folder.path} ${folder.path}`);
  },
);

onLinux(
  'typing that was not read yet is told apart from typing that was (needs Linux and python3)',
  async () => {
    using folder = new Folder();
    const server = folder.program(
      'server',
      'import sys, socket\nprint(sys.stdin.readline()); sys.stdin.buffer.raw.read(1)',
    );
    await using place = await (await hostNetwork()).open(folder.request(9000, [server]));
    const started = place.start(server, { limits: LIMITS });
    const printed = once(started.stdout, 'data');
    started.stdin.write('a line\n');
    await until(() => started.unreadTyping() === 0);
    await printed;
    expect(started.unreadTyping()).toBe(0);
    started.kill('SIGSTOP');
    started.stdin.write('x');
    expect(started.unreadTyping()).toBeGreaterThan(0);
  },
);

test('a program that cannot be started has an ending that says so', async () => {
  using folder = new Folder();
  const server = { ...folder.program('server', ''), argv: ['no-such-interpreter', 'server.py'] };
  await using place = await (await hostNetwork()).open(folder.request(9000, [server]));
  expect(await place.start(server, { limits: LIMITS }).ended).toMatchObject({ kind: 'not-started' });
});

test('a written port that somebody has is trouble, not the student’s loss', async () => {
  using folder = new Folder();
  const other = createServer().listen(0);
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const server = folder.program('server', '', [port]);
  const client = folder.program('client', '', [port]);
  const network = await hostNetwork();
  for (const program of [server, client]) {
    await using place = await network.open(folder.request(port, [program]));
    expect(place.trouble).toMatchObject([{ code: 'port-taken' }]);
  }
  other.close();
});

test('a written port that another run has for too long is trouble', async () => {
  using folder = new Folder();
  const port = await unusedPort();
  const lock = await tryLockPort(port);
  const network = await hostNetwork({ portWaitMs: 30 });
  await using place = await network.open(folder.request(port, [folder.program('server', '', [port])]));
  expect(place.trouble).toMatchObject([
    { code: 'port-taken', message: expect.stringContaining(String(process.pid)) as string },
  ]);
  await lock?.release();
});

test('what the host network cannot carry out is said in a sentence', async () => {
  using folder = new Folder();
  const request = folder.request(9000, []);
  const byPackets = await hostNetwork();
  expect(byPackets.cannot({ ...request, transport: 'icmp' })).toMatch(/private network only/);
  const byRelay = await hostNetwork({ capture: 'relay' });
  expect(byRelay.cannot({ ...request, transport: 'udp' })).toBeUndefined();
  expect(byRelay.cannot(request)).toBeUndefined();
  expect(byRelay.notes.join(' ')).toMatch(/relay/);
});

test('the environment chooses how to see, and a wrong word is refused', async () => {
  process.env.SOCKMARK_HOST_CAPTURE = 'relay';
  expect((await hostNetwork()).notes.join(' ')).toMatch(/relay/);
  process.env.SOCKMARK_HOST_CAPTURE = 'telepathy';
  await expect(hostNetwork()).rejects.toThrow("'telepathy'");
  delete process.env.SOCKMARK_HOST_CAPTURE;
});
