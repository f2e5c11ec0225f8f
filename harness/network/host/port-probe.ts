/** Whether a port can be had, and if not, who has it. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Trouble } from '../../capture/record.ts';
import { openNetTables, type NetTables, type SocketEntry } from '../linux/net-tables.ts';
import { isWithoutIpv6 } from './local-server.ts';
import { endTimeWait } from './time-wait.ts';

/**
 * A loopback may still be putting connections of the run before to rest; and one that both sides closed at once is in TIME_WAIT on both,
 * and is ended once it is two seconds old at the most (time-wait.ts).
 */
const COME_TO_REST_MS = 3000;
const LOOK_AGAIN_MS = 10;

/**
 * Clears what earlier connections left on the port, and tries to have it for a moment.
 * Gives the trouble that a program would have with it; undefined if it is free.
 */
export async function probePort(transport: 'tcp' | 'udp', port: number): Promise<Trouble | undefined> {
  const tables = process.platform === 'linux' ? openNetTables() : undefined;
  try {
    const inTheWay = tables && transport === 'tcp' ? await socketInTheWay(tables, port) : undefined;
    if (inTheWay) return portTaken(port, inTheWay);
    await tryToHave(transport, port);
    return undefined;
  } catch (error) {
    return portTrouble(error, transport, port, tables);
  } finally {
    tables?.close();
  }
}

/** Ends TIME_WAIT on ports that a program may turn to, where nobody listens. */
export async function clearPorts(ports: readonly number[]): Promise<void> {
  if (process.platform !== 'linux' || ports.length === 0) return;
  const tables = openNetTables();
  const onPorts = tables.tcp().filter(({ local }) => ports.includes(local.port));
  tables.close();
  const listening = new Set(onPorts.filter(({ state }) => state === 'LISTEN').map(({ local }) => local.port));
  await endTimeWait(
    onPorts.filter(({ state, local }) => state === 'TIME_WAIT' && !listening.has(local.port)),
  );
}

/** The trouble that a failed `listen` or `bind` on the port means. */
export function portTrouble(
  error: unknown,
  transport: 'tcp' | 'udp',
  port: number,
  tables?: NetTables,
): Trouble {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES') return needsRights(port);
  if (code !== 'EADDRINUSE')
    return { code: 'internal', message: `Port ${port} cannot be opened: ${message}` };
  const listening = tables?.[transport]().find(({ local }) => local.port === port);
  return portTaken(port, listening);
}

/** On every address: a wildcard may be free where a single address is not, and the other way round. */
const HOSTS = ['::', '0.0.0.0', '127.0.0.1'];

async function tryToHave(transport: 'tcp' | 'udp', port: number): Promise<void> {
  for (const host of HOSTS) {
    try {
      await (transport === 'tcp' ? bindTcp(port, host) : bindUdp(port, host));
    } catch (error) {
      if (!isWithoutIpv6(error)) throw error;
    }
  }
}

async function bindTcp(port: number, host: string): Promise<void> {
  const server = createServer().listen({ port, host, exclusive: true });
  await once(server, 'listening');
  const closed = once(server, 'close');
  server.close();
  await closed;
}

async function bindUdp(port: number, address: string): Promise<void> {
  const socket = createSocket(address === '::' ? 'udp6' : 'udp4').bind({ port, address, exclusive: true });
  await once(socket, 'listening');
  const closed = once(socket, 'close');
  socket.close();
  await closed;
}

/**
 * Who listens on the port; else a connection that has it as its own, after all had a while to end: a server without SO_REUSEADDR trips
 * over it. TIME_WAIT is not touched while somebody listens, who would be disturbed.
 */
async function socketInTheWay(tables: NetTables, port: number): Promise<SocketEntry | undefined> {
  const deadline = performance.now() + COME_TO_REST_MS;
  for (;;) {
    const onPort = tables.tcp().filter(({ local }) => local.port === port);
    const listening = onPort.find(({ state }) => state === 'LISTEN');
    if (listening || onPort.length === 0 || performance.now() > deadline) return listening ?? onPort[0];
    await endTimeWait(onPort.filter(({ state }) => state === 'TIME_WAIT'));
    await delay(LOOK_AGAIN_MS);
  }
}

function portTaken(port: number, entry: SocketEntry | undefined): Trouble {
  if (entry?.state === 'TIME_WAIT') {
    return {
      code: 'port-taken',
      message: `Port ${port} is not free yet: a connection to ${entry.peer.address} was closed on it within the last minute.`,
      remedy: 'Wait a minute, or grade on the private network (Linux).',
    };
  }
  const holder = entry && holderOf(entry.inode);
  return {
    code: 'port-taken',
    message: `Port ${port} is in use by ${holder ?? 'another program'}.`,
    remedy: `End that program${holder === undefined ? (LOOK_UP[process.platform]?.(port) ?? '') : ''}, or grade on the private network (Linux), where every port is free.`,
  };
}

/** How to find out who has a port, where the harness cannot. */
const LOOK_UP: Partial<Record<NodeJS.Platform, (port: number) => string>> = {
  linux: (port) => ` (\`sudo ss -lptn 'sport = :${port}'\` names it)`,
  darwin: (port) => ` (\`sudo lsof -i :${port}\` names it)`,
  win32: (port) => ` (\`netstat -ano | findstr :${port}\` gives its process id)`,
};

function needsRights(port: number): Trouble {
  return {
    code: 'port-needs-rights',
    message: `Port ${port} may not be opened by this user.`,
    remedy: RIGHTS[process.platform] ?? 'Run it as an administrator.',
  };
}

const RIGHTS: Partial<Record<NodeJS.Platform, string>> = {
  linux:
    'Grade on the private network, where no port needs rights; or as an administrator: sudo sysctl net.ipv4.ip_unprivileged_port_start=0',
  darwin: 'Run it with sudo, or grade inside a Linux virtual machine on the private network.',
  win32:
    'Windows has reserved it (`netsh interface ipv4 show excludedportrange tcp`); run it as an administrator.',
};

/** `nginx (process 812)`: the process that has the socket open. Undefined if it is somebody else's, whom we may not look at. */
function holderOf(inode: number): string | undefined {
  const target = `socket:[${inode}]`;
  const pid =
    inode === 0
      ? undefined
      : readdirSync('/proc').find((name) => /^\d+$/.test(name) && hasOpen(name, target));
  if (pid === undefined) return undefined;
  return `${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()} (process ${pid})`;
}

function hasOpen(pid: string, target: string): boolean {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((fd) => readlinkSync(`${folder}/${fd}`) === target);
  } catch {
    // It has ended meanwhile, or belongs to somebody else.
    return false;
  }
}
