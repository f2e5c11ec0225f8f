/** Two programs of the student with each other on the machine's own network. */
import { describe, expect, test } from 'vitest';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import { Folder, LIMITS, listens, story, textOf, until, unusedPort } from './programs.ts';
import { canRun, captures, CLIENT, readable, SERVER, STORY, TOLD, whole } from './upper-case.ts';

describe.each(captures)('seen by %s (needs Linux and python3; packets need CAP_NET_RAW)', (capture) => {
  const run = test.skipIf(!canRun || (capture === 'packets' && !readable));

  const pairs = [
    ['both take a port', TOLD, TOLD],
    ['the server takes a port', TOLD, 'written'],
    ['the client takes a port', 'written', TOLD],
  ] as const;
  run.each(pairs)('own with own: %s', async (_, serverPort, clientPort) => {
    using folder = new Folder();
    const port = await unusedPort();
    const written = (which: string) => (which === 'written' ? [port] : []);
    const portOf = (which: string) => (which === 'written' ? port : which);
    const server = folder.program('server', SERVER(portOf(serverPort)), written(serverPort));
    const client = folder.program('client', CLIENT(portOf(clientPort)), written(clientPort));
    const network = await hostNetwork({ capture });
    const request = folder.request(port, [server, client]);
    expect(network.cannot(request)).toBeUndefined();
    await using place = await network.open(request);
    expect(place.trouble).toEqual([]);
    const listener = place.start(server, { limits: LIMITS });
    await listens(place, listener, port);
    const process = place.start(client, { peerPort: port, limits: LIMITS });
    expect(await textOf(process.stdout)).toBe('HELLO\n');
    const [connection] = await whole(place);
    expect(story(connection)).toEqual(STORY);
    expect(connection?.server.port).toBe(port);
  });
});

test('own with own with both ports written in needs packets: the relay says why it cannot', async () => {
  using folder = new Folder();
  const request = folder.request(9000, [
    folder.program('server', '', [9000]),
    folder.program('client', '', [9000]),
  ]);
  expect((await hostNetwork({ capture: 'relay' })).cannot(request)).toMatch(
    /port written in.*CAP_NET_RAW|port written in.*Linux/,
  );
  await expect((await hostNetwork({ capture: 'relay' })).open(request)).rejects.toThrow('port written in');
});

test.skipIf(!readable || !canRun)(
  'own with own with both ports written in, by packets (needs CAP_NET_RAW and python3)',
  async () => {
    using folder = new Folder();
    const port = await unusedPort();
    const server = folder.program('server', SERVER(port), [port]);
    const client = folder.program('client', CLIENT(port), [port]);
    await using place = await (
      await hostNetwork({ capture: 'packets' })
    ).open(folder.request(port, [server, client]));
    const listener = place.start(server, { limits: LIMITS });
    await listens(place, listener, port);
    const process = place.start(client, { peerPort: port, limits: LIMITS });
    expect(await textOf(process.stdout)).toBe('HELLO\n');
    expect(story((await whole(place))[0])).toEqual(STORY);
  },
);

test.skipIf(!readable || !canRun)(
  'a client that dials another port of its own choice is seen to be refused (needs CAP_NET_RAW and python3)',
  async () => {
    using folder = new Folder();
    const [asked, dialled] = [await unusedPort(), await unusedPort()];
    const client = folder.program('client', CLIENT(dialled), [dialled]);
    await using place = await (
      await hostNetwork({ capture: 'packets' })
    ).open(folder.request(asked, [client]));
    await place.listen(asked);
    const process = place.start(client, { limits: LIMITS });
    expect(await process.ended).toMatchObject({ kind: 'exited', code: 1 });
    const refused = await until(() =>
      place.conversation().connections.find(({ outcome }) => outcome === 'refused'),
    );
    expect(refused.server.port).toBe(dialled);
  },
);

const UDP_SERVER = (port: number) => `
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('', ${port})); print('bound')
data, peer = s.recvfrom(2048); s.sendto(data.upper(), peer)`;

const UDP_CLIENT = (port: number, nobody: number) => `
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.sendto(b'anybody?', ('localhost', ${nobody}))
s.sendto(b'hello', ('localhost', ${port})); print(s.recv(2048).decode())`;

test.skipIf(!readable || !canRun)(
  'datagrams are seen by packets, one to nobody too (needs CAP_NET_RAW and python3)',
  async () => {
    using folder = new Folder();
    const [port, nobody] = [await unusedPort(), await unusedPort()];
    const server = folder.program('server', UDP_SERVER(port), [port]);
    const client = folder.program('client', UDP_CLIENT(port, nobody), [port, nobody]);
    const network = await hostNetwork({ capture: 'packets' });
    await using place = await network.open({ ...folder.request(port, [server, client]), transport: 'udp' });
    expect(place.trouble).toEqual([]);
    place.start(server, { limits: LIMITS });
    await until(() => place.tables?.udp().some(({ local }) => local.port === port));
    const process = place.start(client, { peerPort: port, limits: LIMITS });
    expect(await textOf(process.stdout)).toBe('HELLO\n');
    const { datagrams } = place.conversation();
    const said = datagrams.map(({ to, bytes, unreachable }) => [
      to.port === nobody,
      Buffer.from(bytes).toString(),
      unreachable,
    ]);
    expect(said).toEqual([
      [true, 'anybody?', true],
      [false, 'hello', false],
      [false, 'HELLO', false],
    ]);
  },
);
