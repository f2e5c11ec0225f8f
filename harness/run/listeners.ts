/** Who waits for clients in a run, and where: seen from outside, by who owns the socket, never by a connection to try it. */
import { loopbackOf, swappedPort, wildcardOf } from '../capture/address.ts';
import type { Endpoint, Listener, Player } from '../capture/record.ts';
import type { SocketEntry } from '../network/linux/net-tables.ts';
import type { Place, Spot } from '../network/network.ts';
import type { Family, Role, Task } from '../spec/task.ts';
import { isWaiting, viewSockets, waitingSockets } from './observe/sockets.ts';
import { programPids } from './observe/threads.ts';
import type { LiveProgram } from './programs/live-program.ts';

type SocketTransport = SocketEntry['transport'];

export class Listeners {
  readonly all: Listener[] = [];
  readonly #transport: SocketTransport;
  readonly #family: Family;
  readonly #port: number;
  readonly #path: string | undefined;
  readonly #place: Place;
  readonly #programs: readonly LiveProgram[];
  /** Nobody listens for ICMP: whoever has a raw socket gets it. */
  readonly #isIcmp: boolean;

  /** `port`, `path`: where the server is to be. `programs`: those of the student; more may come. */
  constructor(task: Task, { port, path }: Spot, place: Place, programs: readonly LiveProgram[]) {
    this.#transport = transportOf(task);
    this.#isIcmp = task.transport === 'icmp';
    this.#family = task.family;
    this.#port = port;
    this.#path = path;
    this.#place = place;
    this.#programs = programs;
  }

  get some(): boolean {
    return this.#isIcmp || this.all.length > 0;
  }

  /** The reference server waits on the run's port, or at its path. */
  noteReference(): void {
    if (this.#isIcmp) return;
    const address = this.#path ?? wildcardOf(this.#family);
    this.#add('server', 'reference', this.#transport, { address, port: this.#port });
  }

  /** Looks for sockets of the task's own transport; `any`: of others too, where a program took the wrong one. */
  look(which: 'own' | 'any' = 'own'): void {
    const { tables } = this.#place;
    if (tables === undefined) return;
    const transports: SocketTransport[] = which === 'own' ? [this.#transport] : ['tcp', 'udp', 'unix'];
    // Cheap first: nobody waits at all.
    if (!transports.some((transport) => tables[transport]().some(isWaiting))) return;
    for (const program of this.#programs) {
      const pids = programPids(program.pid);
      for (const entry of waitingSockets(viewSockets(tables, pids), pids)) {
        if (transports.includes(entry.transport) && this.#isServers(entry, program))
          this.#add(program.role, 'student', entry.transport, entry.local);
      }
    }
  }

  has(role: Role): boolean {
    return this.all.some((listener) => listener.role === role);
  }

  /** Where the server listens: on the port or at the path asked for, if it has several. */
  serverAddress(): Endpoint {
    const servers = this.all.filter(({ role }) => role === 'server');
    const isAsked = ({ address, port }: Endpoint) =>
      port === this.#port && address === (this.#path ?? address);
    return (
      servers.find(isAsked) ??
      servers[0] ?? { address: this.#path ?? loopbackOf(this.#family), port: this.#port }
    );
  }

  /** A datagram socket that got just any port, by its first message, waits for nobody but those that it was sent to. */
  #isServers({ transport, local }: SocketEntry, { role, program }: LiveProgram): boolean {
    if (transport !== 'udp' || local.port === this.#port || local.port === swappedPort(this.#port))
      return true;
    return role === 'server' && (!isEphemeral(local.port) || program.writtenPorts.includes(local.port));
  }

  #add(role: Role, by: Player, transport: SocketTransport, { address, port }: Endpoint): void {
    const known = this.all.some(
      (one) =>
        one.role === role && one.port === port && one.address === address && one.transport === transport,
    );
    if (!known) this.all.push({ role, by, transport, address, port, at: this.#place.now() });
  }
}

function transportOf({ transport, family }: Task): SocketTransport {
  if (family === 'unix') return 'unix';
  return transport === 'udp' ? 'udp' : 'tcp';
}

/** Ports that a system hands out to sockets that ask for none (RFC 6335, section 6; Linux begins lower). */
function isEphemeral(port: number): boolean {
  return port >= 32_768;
}
