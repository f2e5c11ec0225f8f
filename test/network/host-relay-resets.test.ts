/** Resets through the relay: as the kernel makes them, in whatever company they come. */
import { expect } from 'vitest';
import { story, textOf } from './programs.ts';
import { pythonServer, READ_ALL, relayTo, RESET, run, withPython } from './relay-bench.ts';

withPython(
  'a reset by the client reaches the server as a reset, behind the bytes before it (needs python3)',
  async () => {
    const server = await pythonServer('print(s.recv(5)); s.sendall(b"x"); print(*read_all(s))');
    const relay = await relayTo(server.port);
    run(
      `s = socket.create_connection(('127.0.0.1', ${relay.port})); s.sendall(b'hello'); s.recv(1); ${RESET}`,
    );
    expect(await server.output).toBe("b'hello'\nb'' reset\n");
    expect(story(relay.first())).toEqual(['client open', 'client: hello', 'server: x', 'client rst']);
  },
);

withPython('a reset by the server reaches the client as a reset, not as an end (needs python3)', async () => {
  const server = await pythonServer(`s.recv(5); ${RESET}`);
  const relay = await relayTo(server.port);
  const client = run(`${READ_ALL}
s = socket.create_connection(('127.0.0.1', ${relay.port})); s.sendall(b'hello'); print(*read_all(s))`);
  expect(await textOf(client.stdout)).toBe("b'' reset\n");
  expect(story(relay.first())).toEqual(['client open', 'client: hello', 'server rst']);
});

withPython(
  'a program that closes with bytes unread resets, as the kernel has it (needs python3)',
  async () => {
    const server = await pythonServer('s.recv(1); s.close()');
    const relay = await relayTo(server.port);
    const client = run(`${READ_ALL}
s = socket.create_connection(('127.0.0.1', ${relay.port})); s.sendall(b'hello'); print(*read_all(s))`);
    expect(await textOf(client.stdout)).toBe("b'' reset\n");
    expect(story(relay.first()).at(-1)).toBe('server rst');
  },
);

withPython(
  'a reset that comes together with the last bytes is a reset behind them (needs python3)',
  async () => {
    const server = await pythonServer(`s.recv(5); s.sendall(b'HELLO'); ${RESET}`);
    const relay = await relayTo(server.port);
    const client = run(`${READ_ALL}
s = socket.create_connection(('127.0.0.1', ${relay.port})); s.sendall(b'hello'); print(*read_all(s))`);
    expect(await textOf(client.stdout)).toMatch(/^b'(HELLO)?' reset\n$/);
    expect(story(relay.first())).toEqual(['client open', 'client: hello', 'server: HELLO', 'server rst']);
  },
);

withPython(
  'bytes for a client that has closed are answered with a reset, which reaches the server (needs python3)',
  async () => {
    const server = await pythonServer(`import select
s.recv(5); s.recv(1); s.sendall(b'late')
hang_up = select.poll(); hang_up.register(s, 0); hang_up.poll(); print('reset')`);
    const relay = await relayTo(server.port);
    run(`s = socket.create_connection(('127.0.0.1', ${relay.port})); s.sendall(b'hello'); s.close()`);
    expect(await server.output).toBe('reset\n');
    expect(story(relay.first())).toEqual([
      'client open',
      'client: hello',
      'client fin',
      'server: late',
      'client rst',
    ]);
  },
);
