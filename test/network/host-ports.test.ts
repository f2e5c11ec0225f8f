/** Whether a port can be had, and which ports a run needs. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { planPorts } from '../../harness/network/host/port-plan.ts';
import { clearPorts, probePort } from '../../harness/network/host/port-probe.ts';
import { openNetTables } from '../../harness/network/linux/net-tables.ts';
import type { Role } from '../../harness/spec/task.ts';
import { Folder, python, until } from './programs.ts';
import { spawnPython } from './python.ts';

const onLinux = test.skipIf(process.platform !== 'linux' || python === undefined);

async function listening(host: string) {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

test.each(['0.0.0.0', '127.0.0.1', '::'])('a port that somebody has on %s is taken', async (host) => {
  const { server, port } = await listening(host);
  expect(await probePort('tcp', port)).toMatchObject({
    code: 'port-taken',
    message: expect.stringContaining(String(port)) as string,
  });
  server.close();
  await once(server, 'close');
  expect(await probePort('tcp', port)).toBeUndefined();
});

test('UDP and TCP ports are different things', async () => {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  expect(await probePort('udp', port)).toMatchObject({ code: 'port-taken' });
  expect(await probePort('tcp', port)).toBeUndefined();
  socket.close();
});

onLinux('the program that has the port is named (needs Linux and python3)', async () => {
  const holder = await spawnPython(
    'import socket; l = socket.create_server(("", 0)); print(l.getsockname()[1]); l.accept()',
  );
  const trouble = await probePort('tcp', Number(holder.firstLine));
  expect(trouble?.message).toContain(`(process ${holder.pid})`);
  expect(trouble?.remedy).toContain('private network');
  holder.kill();
});

/** A server as students write it: no SO_REUSEADDR, and it closes first. */
const CLOSES_FIRST = (port: number) => `
import socket
l = socket.socket(); l.bind(('127.0.0.1', ${port})); l.listen(1); print(l.getsockname()[1])
s, _ = l.accept(); s.close(); l.close()`;

onLinux(
  'TIME_WAIT of a run before does not keep the next from its port (needs Linux and python3)',
  async () => {
    const tables = openNetTables();
    let port = 0;
    for (let round = 0; round < 3; round += 1) {
      const server = await spawnPython(CLOSES_FIRST(port));
      port = Number(server.firstLine);
      const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).resume();
      await once(client, 'end');
      client.end();
      expect(await server.exitCode).toBe(0);
      expect(tables.tcp().some(({ local, state }) => local.port === port && state !== 'LISTEN')).toBe(true);
      expect(await probePort('tcp', port)).toBeUndefined();
      expect(tables.tcp().filter(({ local }) => local.port === port)).toEqual([]);
    }
    tables.close();
  },
);

/** The port of its client is in TIME_WAIT as well, with another server. Prints `old` where the system is older than Linux 6.3. */
const CLIENT_WAITS_TOO = `
import socket, struct
def listening():
    l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(1); return l
first, second, third = listening(), listening(), listening()
port = third.getsockname()[1]; third.close()
def dial(server):
    c = socket.socket(); c.setsockopt(socket.IPPROTO_IP, 51, struct.pack('I', port | port << 16))
    c.connect(server.getsockname()); s, _ = server.accept(); return c, s
try:
    c, s = dial(first); c.close(); s.recv(1); s.close()
    c, s = dial(second); s.close(); c.recv(1); c.close()
    print(second.getsockname()[1])
except OSError: print('old')
first.close(); second.close()`;

onLinux(
  'nor does it where the port of its client is in TIME_WAIT too (needs Linux 6.3 and python3)',
  async ({ skip }) => {
    const pair = await spawnPython(CLIENT_WAITS_TOO);
    skip(pair.firstLine === 'old', 'this Linux is older than 6.3');
    await pair.exitCode;
    expect(await probePort('tcp', Number(pair.firstLine))).toBeUndefined();
  },
);

onLinux(
  'somebody who listens is named, and not disturbed, though old connections are left (needs Linux)',
  async () => {
    const accepted: number[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      accepted.push(socket.remotePort ?? 0);
      socket.on('error', () => undefined).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect({ port, host: '127.0.0.1' }).resume();
    await once(client, 'close');
    const tables = openNetTables();
    await until(() => tables.tcp().some(({ local, state }) => local.port === port && state === 'TIME_WAIT'));
    tables.close();
    expect((await probePort('tcp', port))?.message).toContain(`(process ${process.pid})`);
    expect(accepted).toHaveLength(1);
    server.close();
  },
);

const firstFreePort =
  process.platform === 'linux'
    ? Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'))
    : 0;

/** Steps out of root's rights, where there are any. */
function asOrdinaryUser(): () => void {
  try {
    const own = process.geteuid?.() ?? 0;
    process.seteuid?.(65534);
    return () => process.seteuid?.(own);
  } catch {
    return () => undefined;
  }
}

test.skipIf(firstFreePort < 2)(
  'a port that needs rights says so, and what to do (needs Linux with privileged ports)',
  async () => {
    const back = asOrdinaryUser();
    try {
      expect(await probePort('tcp', 1)).toMatchObject({
        code: 'port-needs-rights',
        remedy: expect.stringContaining('private network') as string,
      });
    } finally {
      back();
    }
  },
);

const plan = (capture: 'packets' | 'relay', programs: Partial<Record<Role, number[]>>) => {
  using folder = new Folder();
  const made = Object.entries(programs).map(([role, ports]) => folder.program(role as Role, '', ports));
  return planPorts(folder.request(9000, made), capture);
};

test.each([
  ['no program of the student', {}, [], [], true, undefined, undefined],
  ['a server with its port written in', { server: [9000] }, [9000], [9000], false, undefined, undefined],
  ['a server with another port', { server: [7000, 80] }, [7000, 80], [7000], false, undefined, undefined],
  ['a server that can be told', { server: [] }, [], [], true, undefined, undefined],
  ['a client with another port', { client: [7000] }, [9000, 7000], [9000], false, undefined, undefined],
  ['a client that can be told', { client: [] }, [], [], true, undefined, undefined],
  ['two that can be told', { server: [], client: [] }, [], [], true, undefined, 'on-free-port'],
  [
    'a client that can be told',
    { server: [7000], client: [] },
    [7000],
    [7000],
    false,
    undefined,
    'on-free-port',
  ],
] as const)(
  'ports of %s: %j',
  (_, programs, fixed, needed, serverOnFreePort, betweenByPackets, betweenByRelay) => {
    const expected = { fixed, needed, serverOnFreePort };
    expect(plan('packets', programs as never)).toEqual({ ...expected, between: betweenByPackets });
    expect(plan('relay', programs as never)).toEqual({ ...expected, between: betweenByRelay });
  },
);

test('a server that can be told makes way for the relay where the client knows only the asked port', () => {
  const programs = { server: [], client: [9000] };
  expect(plan('packets', programs)).toMatchObject({ serverOnFreePort: false, needed: [9000] });
  expect(plan('relay', programs)).toMatchObject({
    serverOnFreePort: true,
    needed: [9000],
    between: 'on-asked-port',
  });
});

test('between two programs with written ports there is no place for a relay', () => {
  const programs = { server: [9000], client: [9000] };
  expect(plan('packets', programs)).toMatchObject({ fixed: [9000], needed: [9000] });
  expect(plan('relay', programs)).toBeUndefined();
});

test('a C program may have forgotten htons: the port with its bytes exchanged is its own too', () => {
  using folder = new Folder();
  const client = { ...folder.program('client', '', [54, 12000]), language: 'c' as const };
  expect(planPorts(folder.request(54, [client]), 'packets')?.fixed).toEqual([54, 12000, 13824, 57390]);
});

onLinux(
  'TIME_WAIT is cleared on ports that a program may only turn to, too (needs Linux and python3)',
  async () => {
    const server = await spawnPython(CLOSES_FIRST(0));
    const port = Number(server.firstLine);
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).resume();
    await once(client, 'end');
    client.end();
    await server.exitCode;
    const tables = openNetTables();
    const onPort = () => tables.tcp().filter(({ local }) => local.port === port);
    await until(() => onPort().some(({ state }) => state === 'TIME_WAIT'));
    await clearPorts([port]);
    expect(onPort()).toEqual([]);
    tables.close();
  },
);
