/** One run's place on the machine itself. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { loopbackOf, wildcardOf } from '../../capture/address.ts';
import type { Conversation, Endpoint, Trouble } from '../../capture/record.ts';
import type { Program } from '../../submission/submission.ts';
import type { RunClock } from '../clock.ts';
import { openNetTables, type NetTables } from '../linux/net-tables.ts';
import type {
  Limits,
  Place,
  PlaceRequest,
  Process,
  ReferenceDatagrams,
  ReferenceListener,
} from '../network.ts';
import { startProcess } from '../process.ts';
import { killMarked, killMarkedNow, markedProcesses, RUN_MARK } from './leftovers.ts';
import { reachableAddress } from './local-server.ts';
import { notHere } from './not-here.ts';
import type { PortNames } from './port-names.ts';
import { portTrouble } from './port-probe.ts';
import { programEnvironment } from './program-environment.ts';
import { withoutRights } from './rights.ts';
import { endTimeWait } from './time-wait.ts';
import type { Wire } from './wire.ts';

export interface HostPlaceParts {
  request: PlaceRequest;
  clock: RunClock;
  wire: Wire;
  names: PortNames;
  /** Port that each program is told, as it really is; `undefined` for a client that is told where its server is. */
  told: { server: number; client: number | undefined };
  /** Tells a relay between the two programs where the server is. */
  serverIsAt: (port: number) => void;
  /** Ports that belong to the run, as they really are. Grows where a server turns up on another. */
  ports: Set<number>;
  trouble: Trouble[];
  /** Gives the ports back. */
  release: () => Promise<void>;
}

/** How long the kernel may take to end what was killed. */
const KILL_MS = 5000;

export class HostPlace implements Place {
  readonly network = 'host';
  readonly trouble: Trouble[];
  readonly tables: NetTables | undefined;
  readonly #parts: HostPlaceParts;
  readonly #mark = randomUUID();
  readonly #processes: Process[] = [];

  constructor(parts: HostPlaceParts) {
    this.#parts = parts;
    this.trouble = parts.trouble;
    this.tables = process.platform === 'linux' ? tablesOf(parts) : undefined;
  }

  now(): number {
    return this.#parts.clock.now();
  }

  start(program: Program, options: { peerPort?: number; limits: Limits }): Process {
    const { request } = this.#parts;
    const folder = join(request.folder, program.home ?? '.');
    const port = String(this.#portFor(program, options.peerPort));
    const argv = program.argv.map((word) =>
      word.replaceAll('{port}', port).replaceAll('{host}', loopbackOf(request.family)),
    );
    const mark = `${this.#mark}.${this.#processes.length + 1}`;
    const cwd = join(folder, program.cwd);
    const started = startProcess({
      argv: withoutRights(request.traces?.wrap(program, argv) ?? argv, cwd),
      shown: program.shown,
      cwd,
      env: {
        ...programEnvironment(folder),
        ...(program.takesPort ? { PORT: port } : {}),
        ...program.env,
        [RUN_MARK]: mark,
      },
      limits: options.limits,
      now: () => this.now(),
      members: () => markedProcesses(mark),
    });
    this.#processes.push(started);
    return started;
  }

  async listen(port: number): Promise<ReferenceListener> {
    const { wire, names, ports, request } = this.#parts;
    ports.add(names.actual(port));
    const waiting: Socket[] = [];
    let take = (socket: Socket) => {
      waiting.push(socket);
    };
    const server = await this.#orTrouble(port, () =>
      wire.listen(names.actual(port), request.family, (socket) => {
        take(socket);
      }),
    );
    return {
      at: { address: wildcardOf(request.family), port },
      onConnection: (taker) => {
        take = taker;
        for (const socket of waiting.splice(0)) taker(socket);
      },
      close: () => {
        server.close();
      },
    };
  }

  async datagrams(port: number): Promise<ReferenceDatagrams> {
    const { wire, names, ports, request } = this.#parts;
    const socket = await this.#orTrouble(port, () => wire.datagrams(names.actual(port)));
    ports.add(socket.port);
    return {
      ...socket,
      send: (bytes, to) => {
        const address = reachableAddress(to.address, request.family);
        const at = { address, port: names.actual(to.port) };
        ports.add(at.port);
        return socket.send(bytes, at);
      },
    };
  }

  /** What keeps the reference from its port is trouble of the run. */
  async #orTrouble<Result>(port: number, open: () => Promise<Result>): Promise<Result> {
    try {
      return await open();
    } catch (error) {
      const transport = this.#parts.request.transport === 'udp' ? 'udp' : 'tcp';
      const trouble = portTrouble(error, transport, port);
      this.trouble.push(trouble);
      throw new Error(`${trouble.message} ${trouble.remedy ?? ''}`, { cause: error });
    }
  }

  connect(to: Endpoint): Promise<Socket> {
    const { wire, names, request, ports } = this.#parts;
    const address = reachableAddress(to.address, request.family);
    const port = names.actual(to.port);
    ports.add(port);
    return wire.connect({ address, port });
  }

  conversation(): Conversation {
    return this.#parts.wire.conversation();
  }

  activity(): number {
    return this.#parts.wire.activity();
  }

  connectionCount(): number {
    return this.#parts.wire.connectionCount();
  }

  unacknowledged(from: Endpoint, to: Endpoint): number | undefined {
    const actual = ({ address, port }: Endpoint) => ({ address, port: this.#parts.names.actual(port) });
    return this.#parts.wire.unacknowledged(actual(from), actual(to));
  }

  /** Ends all that the run started, closes all that it opened, and gives its ports back. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { wire, release } = this.#parts;
    try {
      await this.endPrograms();
    } finally {
      this.tables?.close();
      wire.close();
      if (this.tables === undefined) await endTimeWait(wire.lingering);
      await release();
    }
  }

  /** At once, for a process that is about to exit itself. */
  killNow(): void {
    for (const started of this.#processes) started.kill('SIGKILL');
    killMarkedNow(this.#mark);
  }

  async endPrograms(): Promise<void> {
    this.killNow();
    await killMarked(this.#mark, KILL_MS);
    await Promise.all(this.#processes.map(outputEnded));
    await this.#noteWhatIsMissing();
  }

  async #noteWhatIsMissing(): Promise<void> {
    if (this.trouble.length > 0) return;
    const trouble = await notHere(this.#parts.request, this.conversation());
    if (trouble !== undefined) this.trouble.push(trouble);
  }

  #portFor(program: Program, peerPort: number | undefined): number {
    const { told, names, request, ports, serverIsAt } = this.#parts;
    if (program.role === 'server') return told.server;
    const server = names.actual(peerPort ?? request.port);
    ports.add(server);
    serverIsAt(server);
    return told.client ?? server;
  }
}

function tablesOf({ names, ports, wire }: HostPlaceParts): NetTables {
  return names.inTables(
    openNetTables(),
    (port) => ports.has(port),
    () => wire.inHand,
  );
}

/** A daemon that nobody could find may hold the output open for ever: it is let go of then. */
async function outputEnded(started: Process): Promise<void> {
  const gaveUp = new AbortController();
  const tooLong = delay(KILL_MS, undefined, { signal: gaveUp.signal }).catch(() => undefined);
  await Promise.race([Promise.all([started.ended, started.closed]), tooLong]);
  gaveUp.abort();
  for (const stream of [started.stdin, started.stdout, started.stderr]) stream.destroy();
}
