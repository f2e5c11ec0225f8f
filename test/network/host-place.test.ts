/** Runs on the machine's own network: real Python programs, seen both by packets and by a relay. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import { Folder, LIMITS, listens, story, textOf, until, unusedPort } from './programs.ts';
import {
  canRun,
  captures,
  CLIENT,
  readable,
  sayHello,
  SERVER,
  STORY,
  TOLD,
  upperCase,
  whole,
} from './upper-case.ts';

describe.each(captures)('seen by %s (needs Linux and python3; packets need CAP_NET_RAW)', (capture) => {
  const run = test.skipIf(!canRun || (capture === 'packets' && !readable));

  run('a student server with its port written in, and the reference client', async () => {
    using folder = new Folder();
    const port = await unusedPort();
    const server = folder.program('server', SERVER(port), [port]);
    const network = await hostNetwork({ capture });
    await using place = await network.open(folder.request(port, [server]));
    expect(place.trouble).toEqual([]);
    const process = place.start(server, { limits: LIMITS });
    await listens(place, process, port);
    expect(await sayHello(place, port)).toBe('HELLO');
    expect(await process.ended).toMatchObject({ kind: 'exited', code: 0 });
    const [connection] = await whole(place);
    expect(story(connection)).toEqual(STORY);
    expect(connection?.server).toEqual({ address: '127.0.0.1', port });
    expect(place.connectionCount()).toBe(1);
    expect(place.conversation().lost).toBe(0);
  });

  run('a student client with its port written in, and the reference server', async () => {
    using folder = new Folder();
    const port = await unusedPort();
    const client = folder.program('client', CLIENT(port), [port]);
    const network = await hostNetwork({ capture });
    await using place = await network.open(folder.request(port, [client]));
    const listener = await place.listen(port);
    listener.onConnection((socket) => void upperCase(socket));
    const process = place.start(client, { limits: LIMITS });
    expect(await textOf(process.stdout)).toBe('HELLO\n');
    const [connection] = await whole(place);
    expect(story(connection).slice(0, 3)).toEqual(STORY.slice(0, 3));
    expect(connection?.server.port).toBe(port);
  });

  run(
    'a server that takes its port has a free one, and the record reads as if it were the asked one',
    async () => {
      using folder = new Folder();
      const taken = createServer().listen(0);
      await once(taken, 'listening');
      const { port } = taken.address() as AddressInfo;
      const server = folder.program('server', `${SERVER(TOLD)}\nprint(os.environ['PORT'])`);
      const network = await hostNetwork({ capture });
      await using place = await network.open(folder.request(port, [server]));
      expect(place.trouble).toEqual([]);
      const process = place.start(server, { limits: LIMITS });
      await until(
        () =>
          place.tables?.tcp().filter(({ state, local }) => state === 'LISTEN' && local.port === port)
            .length === 2,
      );
      expect(await sayHello(place, port)).toBe('HELLO');
      expect(Number(await textOf(process.stdout))).not.toBe(port);
      const [connection] = await whole(place);
      expect(story(connection)).toEqual(STORY);
      expect(connection?.server.port).toBe(port);
      taken.close();
    },
  );

  run('a client that takes its port as an argument is sent to the reference', async () => {
    using folder = new Folder();
    const client = folder.program('client', CLIENT('sys.argv[2]'), [], ['{host}', '{port}']);
    const network = await hostNetwork({ capture });
    await using place = await network.open(folder.request(80, [client]));
    const listener = await place.listen(80);
    listener.onConnection((socket) => void upperCase(socket));
    const process = place.start(client, { peerPort: listener.at.port, limits: LIMITS });
    expect(await textOf(process.stdout)).toBe('HELLO\n');
    const [connection] = await whole(place);
    expect(connection?.server.port).toBe(80);
  });

  run('a run on a free port takes nothing for its own of one that has the asked port', async () => {
    using told = new Folder();
    using written = new Folder();
    const port = await unusedPort();
    const teller = told.program('server', SERVER(TOLD));
    const writer = written.program('server', SERVER(port), [port]);
    const network = await hostNetwork({ capture });
    await using free = await network.open(told.request(port, [teller]));
    await using asked = await network.open(written.request(port, [writer]));
    await listens(free, free.start(teller, { limits: LIMITS }), port);
    await listens(asked, asked.start(writer, { limits: LIMITS }), port);
    for (const place of [free, asked]) expect(await sayHello(place, port)).toBe('HELLO');
    for (const place of [free, asked]) {
      await whole(place);
      expect(place.connectionCount()).toBe(1);
    }
  });

  run('the reference with itself is on a free port', async () => {
    using folder = new Folder();
    const network = await hostNetwork({ capture });
    await using place = await network.open(folder.request(80, []));
    const listener = await place.listen(80);
    listener.onConnection((socket) => void upperCase(socket));
    expect(await sayHello(place, 80)).toBe('HELLO');
    const [connection] = await whole(place);
    expect(story(connection).slice(0, 3)).toEqual(STORY.slice(0, 3));
    expect(connection?.server.port).toBe(80);
  });

  run(
    'two runs of the same written port come one after the other, though the server closes first',
    async () => {
      using folder = new Folder();
      const port = await unusedPort();
      const greets = `
import socket
l = socket.socket(); l.bind(('', ${port})); l.listen(1); s, _ = l.accept(); s.sendall(b'bye'); s.close()`;
      const server = folder.program('server', greets, [port]);
      const network = await hostNetwork({ capture });
      const oneRun = async () => {
        await using place = await network.open(folder.request(port, [server]));
        const process = place.start(server, { limits: LIMITS });
        await listens(place, process, port);
        const socket = await place.connect({ address: '127.0.0.1', port });
        const text = await textOf(socket);
        socket.end();
        const [connection] = await whole(place);
        return { text, ending: await process.ended, trouble: place.trouble, story: story(connection) };
      };
      for (const seen of await Promise.all([oneRun(), oneRun(), oneRun()])) {
        expect(seen).toMatchObject({ text: 'bye', ending: { kind: 'exited', code: 0 }, trouble: [] });
        expect(seen.story).toEqual(['client open', 'server: bye', 'server fin', 'client fin']);
      }
    },
  );

  run('an address that this machine does not have is no fault of the program', async () => {
    using folder = new Folder();
    const port = await unusedPort();
    // Kept for documents (RFC 5737): nobody has it.
    const client = folder.program('client', CLIENT(port).replace('localhost', '192.0.2.7'), [port]);
    const network = await hostNetwork({ capture });
    await using place = await network.open(
      folder.request(port, [{ ...client, writtenAddresses: ['192.0.2.7'] }]),
    );
    await place.endPrograms();
    expect(place.trouble).toMatchObject([
      { code: 'not-here', message: expect.stringContaining('192.0.2.7') as string },
    ]);
  });

  run('a server that turns up on a port that nobody expected is found and seen', async () => {
    using folder = new Folder();
    const [asked, other] = [await unusedPort(), await unusedPort()];
    const server = folder.program('server', SERVER(`'${other}'`), [asked]);
    const network = await hostNetwork({ capture });
    await using place = await network.open(folder.request(asked, [server]));
    const process = place.start(server, { limits: LIMITS });
    await listens(place, process, other);
    expect(await sayHello(place, other)).toBe('HELLO');
    const [connection] = await whole(place);
    expect(story(connection)).toEqual(STORY);
    expect(connection?.server.port).toBe(other);
  });

  run('a connection that the server resets is told as a reset', async () => {
    using folder = new Folder();
    const port = await unusedPort();
    const resets = `
import socket, struct
l = socket.socket(); l.bind(('', ${port})); l.listen(1); s, _ = l.accept(); s.recv(5)
s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); s.close()`;
    const server = folder.program('server', resets, [port]);
    const network = await hostNetwork({ capture });
    await using place = await network.open(folder.request(port, [server]));
    const process = place.start(server, { limits: LIMITS });
    await listens(place, process, port);
    const socket = await place.connect({ address: '127.0.0.1', port });
    const failed = new Promise((resolve) => socket.once('error', resolve));
    socket.write('hello');
    expect(await failed).toMatchObject({ code: 'ECONNRESET' });
    const events = await until(() => {
      const told = story(place.conversation().connections[0]);
      return told.at(-1)?.endsWith('rst') && told;
    });
    expect(events).toEqual(['client open', 'client: hello', 'server rst']);
  });
});
