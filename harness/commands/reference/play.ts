/** A reference on a socket of this machine's own, with a person or any program on the other side. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Files, Reference } from '../../run/peers/peer.ts';
import { SocketPeer } from '../../run/peers/socket-peer.ts';
import { visible } from '../../report/visible.ts';
import type { Framing } from '../../spec/task.ts';
import { UserError } from '../../spec/user-error.ts';

export interface Play {
  reference: Reference;
  lines: readonly string[];
  files: Files;
  framing: Framing;
  host: string;
  port: number;
  /** In place of both: the path of a unix socket. */
  path: string | undefined;
  /** Tells the person at the terminal what happens, a line at a time. */
  say: (line: string) => void;
}

/** Serves one client after another, and several at once, until the signal is aborted. */
export async function playServer(play: Play, signal: AbortSignal): Promise<void> {
  const server = createServer({ allowHalfOpen: true });
  const sockets = new Set<Socket>();
  let clients = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    clients += 1;
    const name = `client ${play.path === undefined ? addressOf(socket) : clients}`;
    play.say(`${name} connects`);
    void converse(play, socket, name).finally(() => sockets.delete(socket));
  });
  await listen(server, play);
  play.say(`The reference server listens ${whereToTry(server)}`);
  play.say('Ctrl-C ends it.');
  await aborted(signal);
  for (const socket of sockets) socket.destroy();
  server.close();
}

/** Plays one conversation, to its end or until the signal is aborted. */
export async function playClient(play: Play, signal: AbortSignal): Promise<void> {
  const socket = connect({ ...spotOf(play), allowHalfOpen: true });
  const stop = () => socket.destroy();
  signal.addEventListener('abort', stop);
  try {
    await once(socket, 'connect', { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw cannot(
      'The reference client cannot connect.',
      play,
      error,
      play.path === undefined
        ? 'start the server first, or say where it is with --host and --port'
        : 'start the server first, in this folder',
    );
  }
  play.say(`The reference client is connected to ${play.path ?? addressOf(socket)}.`);
  await converse(play, socket, 'server');
  // A server that never closes its side does not keep a client that has closed both.
  setTimeout(stop, PATIENCE_MS).unref();
  signal.removeEventListener('abort', stop);
}

async function listen(server: Server, play: Play): Promise<void> {
  try {
    server.listen(spotOf(play));
    await once(server, 'listening');
  } catch (error) {
    throw cannot('The reference server cannot listen.', play, error, remedyFor(error, play));
  }
}

function remedyFor(error: unknown, { path }: Play): string {
  if (path !== undefined)
    return `end the program that waits at ${path}, and remove the file that it left behind`;
  return codeOf(error) === 'EACCES'
    ? 'ports below 1024 need root here; take another one with --port'
    : 'end the program that has the port, or take another one with --port';
}

export function cannot(
  summary: string,
  { host, port, path }: Play,
  error: unknown,
  remedy: string,
): UserError {
  return new UserError(summary, { found: `${codeOf(error)} at ${path ?? `${host} port ${port}`}`, remedy });
}

function spotOf({ host, port, path }: Play): { host: string; port: number } | { path: string } {
  return path === undefined ? { host, port } : { path };
}

function whereToTry(server: Server): string {
  const at = server.address();
  if (at === null) throw new Error('It listens nowhere.');
  if (typeof at === 'string') return `at ${at}. Try: nc -U ${at}`;
  const { address, port } = at;
  return `on ${address} port ${port}. Try: nc ${tryAddress(address)} ${port}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

async function converse(
  { reference, lines, files, framing, say }: Play,
  socket: Socket,
  name: string,
): Promise<void> {
  const heard = listenTo(socket, name, say);
  const peer = new SocketPeer(socket, framing);
  const clock = keepTime(peer, heard);
  try {
    await reference(
      {
        receive: () => peer.receive(),
        receiveBytes: () => peer.receiveBytes(),
        send: (message) => {
          say(`reference: ${told(message)}`);
          return peer.send(message);
        },
        lend: (library) => peer.lend(library),
        file: (name) => files.get(name)?.(),
        close: async () => {
          await peer.close();
          say('reference closes its side (FIN)');
        },
      },
      lines,
    );
  } catch (error) {
    say(`the reference gives up: ${visible(String(error))}`);
    socket.destroy();
  } finally {
    clearInterval(clock);
  }
}

/** Characters of a message that are shown. */
const SHOWN = 1000;

function told(message: string | Uint8Array): string {
  if (typeof message !== 'string') return `${message.length} bytes`;
  return `"${visible(message.slice(0, SHOWN))}${message.length > SHOWN ? '…' : ''}"`;
}

interface Heard {
  /** performance.now() of the last thing that came. */
  readonly lastHeard: number;
}

function listenTo(socket: Socket, name: string, say: (line: string) => void): Heard {
  const heard = { lastHeard: performance.now() };
  socket.on('data', (chunk: Buffer) => {
    heard.lastHeard = performance.now();
    say(`${name}: ${told(chunk.length > SHOWN ? chunk : chunk.toString('utf8'))}`);
  });
  socket.on('end', () => {
    say(`${name} closes its side (FIN)`);
  });
  socket.on('error', (error) => {
    say(`${name}: ${codeOf(error) === 'ECONNRESET' ? 'resets the connection (RST)' : error.message}`);
  });
  socket.on('close', () => {
    say(`the connection with ${name} is closed`);
  });
  return heard;
}

const LOOK_EVERY_MS = 20;
/** A person's line comes in one piece; a program may send it in two. */
const SILENCE_MS = 100;
/** How long the other side has to close first. */
const PATIENCE_MS = 1000;

/**
 * Stands in for the run that a reference has in a grading: there, rest is proved and no clock is needed; with a
 * person on the other side there is none, and a silence has to do for the end of a message.
 */
function keepTime(peer: SocketPeer, heard: Heard): NodeJS.Timeout {
  let closingSince: number | undefined;
  return setInterval(() => {
    const now = performance.now();
    if (peer.waitsFor === 'message' && now - heard.lastHeard >= SILENCE_MS) peer.deliver();
    closingSince = peer.waitsFor === 'close' ? (closingSince ?? now) : undefined;
    if (closingSince !== undefined && now - closingSince >= PATIENCE_MS) peer.closeFirst();
  }, LOOK_EVERY_MS);
}

function addressOf(socket: Socket): string {
  return `${socket.remoteAddress ?? 'unknown'} port ${socket.remotePort ?? 0}`;
}

/** An address to dial for one to listen on: the wildcards are none. */
function tryAddress(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
