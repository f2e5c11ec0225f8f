/**
 * A run's place for programs that meet at the path of a unix socket. Each program has a folder of its own, so what lies at the path
 * for the server is the server's own socket, and what lies there for the client is a relay's.
 */
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConversationLog } from '../../capture/conversation-log.ts';
import type { Conversation, Endpoint, Trouble } from '../../capture/record.ts';
import type { Role } from '../../spec/task.ts';
import type { Program } from '../../submission/submission.ts';
import type { NetTables } from '../linux/net-tables.ts';
import type { UnixQueues } from '../linux/unix-queues.ts';
import type {
  Limits,
  Place,
  PlaceRequest,
  Process,
  ReferenceDatagrams,
  ReferenceListener,
} from '../network.ts';
import { PathRelay, type Inside, type Target } from './path-relay.ts';
import { unixTables } from './unix-tables.ts';
import { ABSTRACT, fileOf, shownPath, tmpOf, viewOf, type SocketFile, type View } from './views.ts';

export interface UnixParts {
  request: PlaceRequest;
  /** Where the programs run, and whatever they do over IP is seen. */
  inner: Place;
  /** True where each program has a file system of its own. */
  walled: boolean;
  inside: Inside;
  queues: UnixQueues | undefined;
  /** What keeps the run from having a path that it needs. */
  trouble?: Trouble | undefined;
  /** Gives the paths back that the run had outside of its folder. */
  release?: (() => Promise<void>) | undefined;
}

export class UnixPlace implements Place {
  readonly network;
  readonly trouble: Trouble[];
  readonly tables: NetTables | undefined;
  readonly #parts: UnixParts;
  readonly #inner: Place;
  readonly #log = new ConversationLog();
  readonly #relay: PathRelay;
  readonly #scratch: string | undefined;
  readonly #views: Partial<Record<Role, View>> = {};
  /** Paths at which the reference waits. */
  readonly #own = new Map<string, Target>();
  /** Paths at which the relay waits for the student's client. */
  readonly #between = new Set<string>();
  /** Where a server's socket was moved to, by the path that it had. */
  readonly #moved = new Map<string, SocketFile>();

  constructor(parts: UnixParts) {
    const { request, inner, walled, inside, queues } = parts;
    this.#parts = parts;
    this.#inner = inner;
    this.network = inner.network;
    this.trouble = inner.trouble;
    if (parts.trouble) this.trouble.push(parts.trouble);
    // The packets of such a conversation are made up from what the relay saw.
    request.recorder?.begin(request.recorder.startedAt, 'unix');
    this.#relay = new PathRelay(this.#log, () => inner.now(), inside);
    for (const program of request.programs) this.#views[program.role] = viewOf(program, request, walled);
    if (walled) for (const { role } of request.programs) mkdirSync(tmpOf(request.folder, role));
    this.#scratch = request.folder === '' ? mkdtempSync(join(tmpdir(), 'sockmark-unix-')) : undefined;
    this.#makeFolders(request.path ?? '');
    this.tables =
      inner.tables &&
      unixTables(inner.tables, queues, this.#relay, (path) => shownPath(this.#allViews(), path));
  }

  now(): number {
    return this.#inner.now();
  }

  /** Between two programs of the student the relay takes its place before the client is started. */
  start(program: Program, options: { peerPort?: number; peerPath?: string; limits: Limits }): Process {
    const { peerPath } = options;
    if (program.role === 'client' && peerPath !== undefined && !this.#own.has(peerPath))
      this.#standBetween(peerPath);
    return this.#inner.start(program, options);
  }

  async listen(): Promise<ReferenceListener> {
    const path = this.#parts.request.path ?? '';
    const target = this.#targetFor('client', path);
    this.#own.set(path, target);
    const waiting: Socket[] = [];
    let take = (socket: Socket): void => {
      waiting.push(socket);
    };
    const close = await this.#relay
      .listen(target, path, () =>
        this.#relay.pair((socket) => {
          take(socket);
        }),
      )
      .catch((error: unknown) => {
        throw this.#inTrouble(path, error);
      });
    return {
      at: { address: path, port: 0 },
      onConnection: (taker) => {
        take = taker;
        for (const socket of waiting.splice(0)) taker(socket);
      },
      close,
    };
  }

  connect({ address }: Endpoint): Promise<Socket> {
    const own = this.#own.get(address);
    if (own !== undefined) return this.#relay.connect(own);
    return this.#relay.dial(this.#targetFor('server', address), address);
  }

  datagrams(): Promise<ReferenceDatagrams> {
    return Promise.reject(new Error('Datagrams over unix sockets are not run.'));
  }

  endPrograms(): Promise<void> {
    return this.#inner.endPrograms();
  }

  /** What went over the relay, and what the programs tried over IP instead. */
  conversation(): Conversation {
    const own = this.#log.snapshot(0);
    const ip = this.#inner.conversation();
    const connections = [...own.connections, ...ip.connections].sort((a, b) => a.startedAt - b.startedAt);
    return {
      ...ip,
      connections: connections.map((one, index) => ({ ...one, id: index + 1 })),
      ...(own.dropped === undefined ? {} : { dropped: own.dropped + (ip.dropped ?? 0) }),
    };
  }

  activity(): number {
    return this.#inner.activity() + this.#log.activity;
  }

  connectionCount(): number {
    return this.#inner.connectionCount() + this.#log.connectionCount;
  }

  unacknowledged(from: Endpoint, to: Endpoint): number | undefined {
    return this.#inner.unacknowledged(from, to);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#inner.endPrograms();
      this.#relay.close();
      for (const { base, names } of this.#moved.values()) rmSync(join(base, ...names), { force: true });
      if (this.#scratch !== undefined) rmSync(this.#scratch, { recursive: true, force: true });
      this.#parts.queues?.close();
      await this.#parts.release?.();
    } finally {
      await this.#inner[Symbol.asyncDispose]();
    }
  }

  #allViews(): View[] {
    return Object.values(this.#views);
  }

  /** Where the path lies in a folder it is one that is there: a program makes its socket, and no folder for it. */
  #makeFolders(path: string): void {
    for (const view of this.#allViews()) {
      const file = path.startsWith(ABSTRACT) ? undefined : fileOf(view, path);
      if (file && file.names.length > 1)
        mkdirSync(dirname(join(file.base, ...file.names)), { recursive: true });
    }
  }

  /** What a path means to the student's program of a role; where the reference plays it, to the other program. */
  #targetFor(role: Role, path: string): Target {
    if (path.startsWith(ABSTRACT)) return { abstract: path.slice(ABSTRACT.length) };
    const view = this.#views[role] ?? this.#allViews()[0];
    const file = view ? fileOf(view, path) : { base: this.#scratch ?? '', names: ['reference.sock'] };
    if (file === undefined) throw new Error(`Nothing can be reached at ${path} from here.`);
    return this.#moved.get(path) ?? file;
  }

  #standBetween(path: string): void {
    if (path.startsWith(ABSTRACT)) {
      this.trouble.push(unseen(path));
      return;
    }
    if (this.#between.has(path)) return;
    this.#between.add(path);
    try {
      const [server, client] = [this.#targetFor('server', path), this.#targetFor('client', path)];
      const target = isSameFile(server, client) ? this.#moveAside(path, server) : server;
      void this.#relay
        .listen(client, path, () => this.#relay.connect(target))
        .catch((error: unknown) => this.#inTrouble(path, error));
    } catch (error) {
      this.#inTrouble(path, error);
    }
  }

  /** Both programs see the same file: the server's gets another name, under which it still is the server's (rename(2), unix(7)). */
  #moveAside(path: string, target: Target): Target {
    if ('abstract' in target) return target;
    const name = target.names.at(-1) ?? '';
    const aside = {
      base: target.base,
      names: [...target.names.slice(0, -1), `${name}.sockmark-${process.pid}`],
    };
    renameSync(join(target.base, ...target.names), join(aside.base, ...aside.names));
    this.#moved.set(path, aside);
    return aside;
  }

  #inTrouble(path: string, error: unknown): Error {
    const message = `The path ${path} could not be had: ${error instanceof Error ? error.message : String(error)}`;
    this.trouble.push({ code: 'internal', message });
    return new Error(message, { cause: error });
  }
}

function isSameFile(one: Target, other: Target): boolean {
  return (
    !('abstract' in one || 'abstract' in other) &&
    join(one.base, ...one.names) === join(other.base, ...other.names)
  );
}

function unseen(path: string): Trouble {
  return {
    code: 'cannot-watch',
    message: `Your server waits at ${path}, a name in the abstract and no file: nothing can stand between it and your client to watch.`,
    remedy: 'Bind to a path, as the task asks for.',
  };
}
