/** One run's place in the private network. */
import { closeSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Conversation, Endpoint, Trouble } from '../../capture/record.ts';
import { loopbackOf, wildcardOf } from '../../capture/address.ts';
import { FlowTable } from '../../capture/flows.ts';
import type { Program } from '../../submission/submission.ts';
import { RunClock } from '../clock.ts';
import { checked, libc } from '../linux/libc.ts';
import { openNetTables } from '../linux/net-tables.ts';
import { openPacketSocket, type PacketSocket } from '../linux/packet-socket.ts';
import { AF_INET, AF_INET6, inetAddress } from '../linux/sockaddr.ts';
import type { Family } from '../../spec/task.ts';
import { wrapDatagrams } from '../datagram-socket.ts';
import type {
  Limits,
  Place,
  PlaceRequest,
  Process,
  ReferenceDatagrams,
  ReferenceListener,
} from '../network.ts';
import { startProcess } from '../process.ts';
import { reachableAddress } from '../host/local-server.ts';
import { tmpOf } from '../unix/views.ts';
import { Echoes } from './echoes.ts';
import { createNamespace, type Namespace } from './namespace.ts';
import { sandboxArguments, STUDENT_HOME } from './sandbox.ts';

const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const IPPROTO_IPV6 = 41;
const IPV6_V6ONLY = 26;
const SHUT_RDWR = 2;

export class PrivatePlace implements Place {
  readonly network = 'private';
  readonly trouble: Trouble[] = [];
  readonly tables;
  readonly #request: PlaceRequest;
  readonly #bwrap: string | undefined;
  readonly #namespace: Namespace;
  readonly #packets: PacketSocket;
  readonly #flows: FlowTable;
  readonly #echoes: Echoes | undefined;
  readonly #clock = new RunClock();
  readonly #processes: Process[] = [];
  readonly #listeners: { close(): void }[] = [];
  readonly #sockets: Socket[] = [];
  /** Sockets that wait for an answer, or for a place in a backlog. */
  readonly #connecting = new Set<number>();

  constructor(request: PlaceRequest, bwrap: string | undefined) {
    this.#request = request;
    this.#bwrap = bwrap;
    this.#namespace = createNamespace();
    this.#packets = this.#namespace.inside(openPacketSocket);
    this.tables = this.#namespace.inside(openNetTables);
    const echoes = request.transport === 'icmp';
    this.#flows = new FlowTable({ tap: request.recorder?.keep, echoes });
    this.#echoes = echoes ? new Echoes(this.#namespace) : undefined;
    request.recorder?.begin(this.#clock.startedAt, 'packets');
    request.traces?.begin(this.#clock.startedAt);
  }

  now(): number {
    return this.#clock.now();
  }

  start(program: Program, options: { peerPort?: number; limits: Limits }): Process {
    const port = String(options.peerPort ?? this.#request.port);
    const argv = program.argv.map((word) =>
      word.replaceAll('{port}', port).replaceAll('{host}', loopbackOf(this.#request.family)),
    );
    const folder = join(this.#request.folder, program.home ?? '.');
    const home = this.#bwrap === undefined ? folder : STUDENT_HOME;
    const env = { ...baseEnvironment(home), ...(program.takesPort ? { PORT: port } : {}), ...program.env };
    const outer =
      this.#bwrap === undefined
        ? argv
        : sandboxArguments(this.#bwrap, {
            folder,
            cwd: program.cwd,
            argv,
            waitForAll: program.startsOthers,
            env,
            bothFamilies: this.#request.family === 'ipv6',
            rawSockets: this.#request.transport === 'icmp',
            // What it makes in /tmp the relay of a unix socket has to find.
            ...(this.#request.family === 'unix' ? { tmp: tmpOf(this.#request.folder, program.role) } : {}),
          });
    const process = this.#namespace.inside(() =>
      startProcess({
        // Outside of the sandbox: a program can neither see nor forge what is written of its calls.
        argv: this.#request.traces?.wrap(program, outer) ?? outer,
        shown: program.shown,
        cwd: join(folder, program.cwd),
        env,
        limits: options.limits,
        now: () => this.now(),
      }),
    );
    this.#processes.push(process);
    return process;
  }

  /** Runs a synchronous call in the run's network namespace. */
  readonly inside = <Result>(call: () => Result): Result => this.#namespace.inside(call);

  async listen(port: number): Promise<ReferenceListener> {
    const fd = this.#namespace.inside(() => boundSocket(SOCK_STREAM, this.#request.family, port).fd);
    const server = createServer({ allowHalfOpen: true });
    server.listen({ fd });
    await once(server, 'listening');
    const listener: ReferenceListener = {
      at: { address: wildcardOf(this.#request.family), port },
      onConnection: (take) => {
        server.on('connection', (socket: Socket) => {
          this.#sockets.push(socket);
          take(socket);
        });
      },
      close: () => {
        server.close();
      },
    };
    this.#listeners.push(listener);
    return listener;
  }

  async connect(to: Endpoint): Promise<Socket> {
    const address = reachableAddress(to.address, this.#request.family);
    const fd = this.#namespace.inside(() =>
      checked(
        'socket',
        libc().socket(address.includes(':') ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0),
      ),
    );
    this.#connecting.add(fd);
    try {
      await libc().connectLater(fd, inetAddress(address, to.port));
    } catch (error) {
      closeSync(fd);
      throw error;
    } finally {
      this.#connecting.delete(fd);
    }
    const socket = new Socket({ fd, allowHalfOpen: true, readable: true, writable: true });
    this.#sockets.push(socket);
    return socket;
  }

  async datagrams(port: number): Promise<ReferenceDatagrams> {
    if (this.#echoes !== undefined) return this.#echoes.datagrams();
    const { fd, family } = this.#namespace.inside(() => boundSocket(SOCK_DGRAM, this.#request.family, port));
    const socket = await wrapDatagrams(fd, family);
    this.#listeners.push(socket);
    return socket;
  }

  conversation(): Conversation {
    this.#drain();
    const conversation = this.#flows.conversation();
    return { ...conversation, lost: conversation.lost + this.#packets.lost() };
  }

  activity(): number {
    this.#drain();
    return this.#flows.activity();
  }

  connectionCount(): number {
    return this.#flows.connectionCount;
  }

  unacknowledged(from: Endpoint, to: Endpoint): number | undefined {
    return this.#flows.unacknowledged(from, to);
  }

  #drain(): void {
    this.#packets.drain((frame, atNs) => {
      this.#flows.add(frame, this.#clock.at(atNs));
    });
    this.#echoes?.hear(this.#flows.conversation().datagrams);
  }

  /** The sandbox takes its own process space with it. */
  async endPrograms(): Promise<void> {
    for (const process of this.#processes) process.kill('SIGKILL');
    if (this.#bwrap === undefined) killAllInside(this.#namespace);
    await Promise.all(this.#processes.flatMap((process) => [process.ended, process.closed]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endPrograms();
    for (const listener of this.#listeners) listener.close();
    for (const socket of this.#sockets) socket.destroy();
    // Ends a connect(2) that waits; closing would not.
    for (const fd of this.#connecting) libc().shutdown(fd, SHUT_RDWR);
    this.#echoes?.close();
    this.tables.close();
    this.#namespace.close();
    // Nobody needs to wait for it: the kernel takes some 10 ms to let go of a packet socket.
    void this.#packets.close();
  }
}

function baseEnvironment(home: string): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    TMPDIR: home === STUDENT_HOME ? '/tmp' : home,
  };
}

/** For both families where the kernel has IPv6: a client's `localhost` may be ::1. A task over IPv6 is not for IPv4. */
function boundSocket(type: number, family: Family, port: number): { fd: number; family: 4 | 6 } {
  const dual = libc().socket(AF_INET6, type | SOCK_CLOEXEC, 0);
  const fd = dual >= 0 ? dual : checked('socket', libc().socket(AF_INET, type | SOCK_CLOEXEC, 0));
  if (dual >= 0) setFlag(fd, IPPROTO_IPV6, IPV6_V6ONLY, family === 'ipv6' ? 1 : 0);
  // Two datagram sockets could share a port by it, and take each other's.
  if (type === SOCK_STREAM) setFlag(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  const address = inetAddress(dual >= 0 ? '::' : '0.0.0.0', port);
  checked('bind', libc().bind(fd, address, address.length));
  return { fd, family: dual >= 0 ? 6 : 4 };
}

function setFlag(fd: number, level: number, name: number, value: number): void {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  checked('setsockopt', libc().setsockopt(fd, level, name, bytes, bytes.length));
}

/** Without a process space of its own a run is known by its network namespace, which no child of a program can leave. */
function killAllInside(namespace: Namespace): void {
  const own = namespace.inside(() => readlinkSync('/proc/thread-self/ns/net'));
  for (;;) {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && namespaceOf(name) === own);
    const alive = pids.map(Number).filter((pid) => pid !== process.pid);
    if (alive.length === 0) return;
    for (const pid of alive) tryKill(pid);
  }
}

function namespaceOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ESRCH: it has ended meanwhile.
  }
}
