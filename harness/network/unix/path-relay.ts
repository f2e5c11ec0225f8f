/**
 * Stands between programs that meet at the path of a unix socket, and writes down what goes through: there are no packets to be read.
 *
 * LIMITATION: it accepts before it knows whether the server does. A client whose server has gone and left its file is connected and then
 * meets the end, where it would have been refused; the record says refused.
 */
import { closeSync, fstatSync } from 'node:fs';
import { connect, createServer, Socket } from 'node:net';
import { once } from 'node:events';
import type { ConnectionLog, ConversationLog } from '../../capture/conversation-log.ts';
import type { Role } from '../../spec/task.ts';
import { Joints } from '../host/joints.ts';
import { connectedPair } from '../host/local-server.ts';
import { checked, libc } from '../linux/libc.ts';
import { AF_UNIX, unixAddress } from '../linux/sockaddr.ts';
import { askSocket, descriptorOf, FIONREAD } from '../process.ts';
import { holdPlace, holdSocket, type Held } from './socket-files.ts';
import type { SocketFile } from './views.ts';

/** Where a socket is: a file, or a name in the abstract (unix(7)). */
export type Target = SocketFile | { abstract: string };

/** Runs a call where the names in the abstract are the programs' own. The call must be synchronous. */
export type Inside = <Result>(call: () => Result) => Result;

/** A program's socket, by the inode of the relay's own at the other end of it. */
export interface Link {
  role: Role;
  client: string;
  path: string;
  /** True while a server that had accepted it would have it open. */
  open: boolean;
}

const SOCK_STREAM = 1;
const SOCK_CLOEXEC = 0o2000000;

export class PathRelay {
  readonly #log: ConversationLog;
  readonly #now: () => number;
  readonly #inside: Inside;
  readonly #joints: Joints;
  readonly #closing: (() => void)[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #links = new Map<number, Link>();
  #clients = 0;
  /** Connections that wait for a place in a server's backlog, or are just being made. */
  dialling = 0;

  constructor(log: ConversationLog, now: () => number, inside: Inside) {
    this.#log = log;
    this.#now = now;
    this.#inside = inside;
    this.#joints = new Joints(now);
  }

  /** Connections, half-closes and bytes that were taken and are not handed on yet. */
  get inHand(): number {
    const waiting = [...this.#sockets].filter((socket) => (askSocket(socket, FIONREAD) ?? 0) > 0);
    return this.#joints.inHand + waiting.length;
  }

  get links(): ReadonlyMap<number, Link> {
    return this.#links;
  }

  /**
   * Waits at `at`, from now on, and joins each client with what `server` gives. `path` stands in the record. The promise rejects with
   * the error of bind(2); one that `server` rejects with refuses the client.
   */
  async listen(at: Target, path: string, server: () => Promise<Socket>): Promise<() => void> {
    const held = 'abstract' in at ? undefined : holdPlace(at);
    const listener = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
      void this.#accept(client, path, server);
    });
    // The listener removes its file when it is closed, by the path that it was bound to.
    this.#closing.push(() => {
      listener.close();
      held?.close();
    });
    const ready = once(listener, 'listening');
    this.#inside(() =>
      listener.listen('abstract' in at ? { fd: bound(at.abstract) } : { path: held?.path ?? '' }),
    );
    await ready;
    return () => listener.close();
  }

  /** For a reference that is a server: its end of a connection, of which the relay has the other. */
  async pair(take: (near: Socket) => void): Promise<Socket> {
    const [near, far] = await connectedPair();
    for (const end of [near, far]) this.#keep(end);
    take(near);
    return far;
  }

  /** Connects through the relay. Rejects as connect(2) does; the record shows what refused it. */
  async dial(to: Target, path: string): Promise<Socket> {
    const client = this.#newClient();
    const log = this.#log.begin({ address: client, port: 0 }, { address: path, port: 0 }, this.#now());
    try {
      const upstream = await this.connect(to);
      const [near, far] = await connectedPair();
      for (const end of [near, far]) this.#keep(end);
      this.#join({ client: far, server: upstream, log }, { client, path });
      return near;
    } catch (error) {
      log?.refused();
      throw error;
    }
  }

  /** Connects to a server itself. It may have to wait for a place in the backlog: unlike TCP, the kernel keeps nobody in a queue before it. */
  async connect(to: Target): Promise<Socket> {
    const held = 'abstract' in to ? undefined : holdSocket(to);
    this.dialling += 1;
    try {
      const path = pathOf(to, held);
      return this.#keep(await (process.platform === 'linux' ? this.#connectLinux(path) : connected(path)));
    } finally {
      this.dialling -= 1;
      held?.close();
    }
  }

  close(): void {
    for (const close of this.#closing) close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Node's own connect does not wait, and fails where the backlog is full. */
  async #connectLinux(path: string): Promise<Socket> {
    const fd = this.#inside(() => checked('socket', libc().socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)));
    try {
      await libc().connectLater(fd, unixAddress(path));
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    return new Socket({ fd, allowHalfOpen: true, readable: true, writable: true }).pause();
  }

  async #accept(client: Socket, path: string, server: () => Promise<Socket>): Promise<void> {
    this.#keep(client);
    const name = this.#newClient();
    const log = this.#log.begin({ address: name, port: 0 }, { address: path, port: 0 }, this.#now());
    try {
      const upstream = await this.#joints.whileInHand(server());
      if (log === undefined) upstream.destroy();
      else this.#join({ client, server: upstream, log }, { client: name, path });
    } catch {
      log?.refused();
    }
    if (log?.outcome !== 'established') client.destroy();
  }

  #join(
    pair: { client: Socket; server: Socket; log: ConnectionLog | undefined },
    names: Pick<Link, 'client' | 'path'>,
  ): void {
    for (const role of ['client', 'server'] as const) this.#link(pair[role], { role, ...names, open: true });
    this.#joints.join(pair);
  }

  #link(socket: Socket, link: Link): void {
    const fd = descriptorOf(socket);
    // The reference's end of a connection is one over the loopback.
    if (fd === undefined || socket.remoteFamily !== undefined) return;
    this.#links.set(fstatSync(fd).ino, link);
    for (const event of ['end', 'close'] as const) {
      socket.once(event, () => {
        link.open = false;
      });
    }
  }

  /** A client binds no name as a rule (unix(7): unnamed); a number tells it from the others. */
  #newClient(): string {
    this.#clients += 1;
    return `unnamed ${this.#clients}`;
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    // Whoever works with a socket hears of its errors; one that is on its way out has nobody, and needs nobody.
    return socket.on('error', () => undefined).once('close', () => this.#sockets.delete(socket));
  }
}

/** Node fills the name up with NULs, which makes it another one. */
function bound(name: string): number {
  const fd = checked('socket', libc().socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const address = unixAddress(`\0${name}`);
  checked('bind', libc().bind(fd, address, address.length));
  checked('listen', libc().listen(fd, BACKLOG));
  return fd;
}

const BACKLOG = 511;

function pathOf(target: Target, held: Held | undefined): string {
  return 'abstract' in target ? `\0${target.abstract}` : (held?.path ?? '');
}

async function connected(path: string): Promise<Socket> {
  const socket = connect({ path, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket.pause();
}
