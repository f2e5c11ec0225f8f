import { describe, expect, test } from 'vitest';
import { prepare, summary } from './folders.ts';
import {
  C_CLIENT,
  C_SERVER,
  PYTHON_CLIENT,
  PYTHON_SERVER,
  PYTHON_UDP_CLIENT,
  PYTHON_UDP_SERVER,
} from './programs.ts';

describe('programs are found by what they do', () => {
  test('a plain pair', async () => {
    const found = await prepare({
      'server.py': PYTHON_SERVER,
      'client.py': PYTHON_CLIENT,
      'notes.txt': 'hi',
    });
    expect(summary(found)).toEqual({ server: 'server.py', client: 'client.py', findings: [] });
  });

  test('names that are exchanged: the one that listens is the server, and the student is told', async () => {
    const found = await prepare({ 'client.py': PYTHON_SERVER, 'server.py': PYTHON_CLIENT });
    expect(summary(found)).toEqual({
      server: 'client.py',
      client: 'server.py',
      findings: ['roles-exchanged', 'roles-exchanged'],
    });
    expect(found.findings[0]).toMatchObject({ role: 'server', file: 'client.py', line: 5 });
    expect(found.findings[0]?.message).toContain('client.py listens (line 5)');
  });

  test('names that say nothing', async () => {
    const found = await prepare({ 'ex1.py': PYTHON_SERVER, 'ex2.py': PYTHON_CLIENT });
    expect(summary(found)).toEqual({ server: 'ex1.py', client: 'ex2.py', findings: [] });
  });

  test('a UDP pair: the one that binds and receives is the server', async () => {
    const found = await prepare({ 'a.py': PYTHON_UDP_SERVER, 'b.py': PYTHON_UDP_CLIENT });
    expect(summary(found)).toEqual({ server: 'a.py', client: 'b.py', findings: [] });
  });

  test('a UDP client that binds too, told apart by its name', async () => {
    const client = PYTHON_UDP_CLIENT.replace(
      'clientSocket.sendto',
      "clientSocket.bind(('', 13000))\nclientSocket.sendto",
    );
    const found = await prepare({ 'udp_server.py': PYTHON_UDP_SERVER, 'udp_client.py': client });
    expect(summary(found)).toEqual({ server: 'udp_server.py', client: 'udp_client.py', findings: [] });
  });

  test.each([
    [
      'client.py',
      `# s.listen(5)\n"""\ns.bind(('', 1))\ns.listen(5)\n"""\n${PYTHON_CLIENT}print("s.listen(1)")\n`,
    ],
    ['client.c', `/* listen(fd, 3); */ // accept(fd)\n#if 0\nlisten(fd, 3);\n#endif\n${C_CLIENT}`],
    [
      'client.js',
      "const net = require('net');\n// server.listen(1)\n/* net.createServer() */\nconst t = `server.listen(2)`;\nconst r = /['\"]/;\nnet.connect(3);\n",
    ],
    [
      'Client.java',
      'import java.net.*;\n// new ServerSocket(1)\nclass Client { public static void main(String[] a) throws Exception { String s = "new ServerSocket(2)"; if (a.length > 1) new Socket("localhost", 3); } }\n',
    ],
  ])('what stands in comments and strings of %s is no sign', async (file, text) => {
    const found = await prepare({ [file]: text }, { wanted: ['client'] });
    expect(summary(found)).toEqual({ server: undefined, client: file, findings: [] });
  });

  test('a server that asks another address for its own is no client', async () => {
    const server = PYTHON_SERVER.replace(
      's.bind',
      "p = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\np.connect(('8.8.8.8', 80))\ns.bind",
    );
    const found = await prepare({ 'server.py': server, 'client.py': PYTHON_CLIENT });
    expect(summary(found)).toEqual({ server: 'server.py', client: 'client.py', findings: [] });
    expect(found.programs.server?.writtenPorts[0]).toBe(12000);
  });

  test('a method of the program that is called listen does not make a client a server', async () => {
    const client = `import socket\nclass Chat:\n    def listen(self):\n        self.sock.recv(10)\n    def run(self):\n        self.sock = socket.socket()\n        self.sock.connect(('localhost', 12000))\n        self.listen()\nif len('') > 1:\n    Chat().run()\n`;
    const found = await prepare({ 'program.py': client, 'other.py': PYTHON_SERVER });
    expect(summary(found)).toEqual({ server: 'other.py', client: 'program.py', findings: [] });
  });

  test('sockets in a module of its own: the program that uses it is the one', async () => {
    const found = await prepare({
      'net/wire.py': `import socket\nPORT = 5050\ndef serve():\n    s = socket.socket()\n    s.bind(('', PORT))\n    s.listen()\n`,
      'main.py': 'from net.wire import serve\nserve()\n',
      'client.py': PYTHON_CLIENT,
    });
    expect(summary(found)).toEqual({ server: 'main.py', client: 'client.py', findings: [] });
    expect(found.programs.server?.writtenPorts).toEqual([5050]);
  });

  test('a program whose library shows no sign is taken by its name', async () => {
    const found = await prepare({ 'cilent.py': 'import mysockets\nmysockets.go()\n', 'x.py': PYTHON_SERVER });
    expect(summary(found)).toEqual({ server: 'x.py', client: 'cilent.py', findings: [] });
  });
});

describe('wherever they lie', () => {
  test('folders in folders, names with spaces and brackets, line ends and byte order marks of Windows', async () => {
    const found = await prepare({
      'Jane Doe/Lab 3/Task 05 [greet_server).py': PYTHON_SERVER.replaceAll('\n', '\r\n'),
      'Jane Doe/Lab 3/Task 05 [greet_client).py': `\uFEFF${PYTHON_CLIENT}`,
      '__MACOSX/Jane Doe/Lab 3/._Task 05 [greet_server).py': Buffer.from([0, 5, 22, 7]),
    });
    expect(summary(found)).toEqual({
      server: 'Jane Doe/Lab 3/Task 05 [greet_server).py',
      client: 'Jane Doe/Lab 3/Task 05 [greet_client).py',
      findings: [],
    });
    expect(found.programs.server?.cwd).toBe('Jane Doe/Lab 3');
  });

  test('one file by itself', async () => {
    const folder = await prepare({ 'my server.py': PYTHON_SERVER });
    const found = await prepare(`${folder.path}/my server.py`, { wanted: ['server'] });
    expect(summary(found)).toEqual({ server: 'my server.py', client: undefined, findings: [] });
  });

  test('a copy of a program is the same program', async () => {
    const found = await prepare({
      'server.py': PYTHON_SERVER,
      'backup/server (1).py': PYTHON_SERVER,
      'client.py': PYTHON_CLIENT,
    });
    expect(summary(found)).toEqual({ server: 'server.py', client: 'client.py', findings: [] });
  });
});

describe('of several, the one that the task means', () => {
  const both = {
    'TCPServer.py': PYTHON_SERVER,
    'TCPClient.py': PYTHON_CLIENT,
    'UDPServer.py': PYTHON_UDP_SERVER,
    'UDPClient.py': PYTHON_UDP_CLIENT,
  };

  test.each(['tcp', 'udp'] as const)('by its transport (%s)', async (transport) => {
    const found = await prepare(both, { task: { transport } });
    const name = transport.toUpperCase();
    expect(summary(found)).toEqual({ server: `${name}Server.py`, client: `${name}Client.py`, findings: [] });
  });

  test('by words of its name', async () => {
    const echo = `${PYTHON_SERVER}# another\n`.replace('server up', 'echo');
    const found = await prepare(
      { 'chat/server.py': PYTHON_SERVER, 'echo/server.py': echo, 'client.py': PYTHON_CLIENT },
      { task: { id: 'tcp-echo' } },
    );
    expect(summary(found)).toEqual({ server: 'echo/server.py', client: 'client.py', findings: [] });
  });

  test('by the name of the role, and the student is told', async () => {
    const old = PYTHON_SERVER.replace('server up', 'old');
    const found = await prepare({
      'server.py': PYTHON_SERVER,
      'server_old.py': old,
      'client.py': PYTHON_CLIENT,
    });
    expect(summary(found)).toEqual({ server: 'server.py', client: 'client.py', findings: ['two-servers'] });
    expect(found.findings[0]?.message).toBe(
      'Found 2 servers: server.py listens (line 5), server_old.py listens (line 5). server.py was taken for its name; if that is wrong, say in sockmark.json which one is meant.',
    );
  });
});

describe('what is not there is said, with what was found instead', () => {
  test('an empty folder', async () => {
    const found = await prepare({});
    expect(summary(found)).toEqual({ server: undefined, client: undefined, findings: ['nothing-found'] });
    expect(found.findings[0]?.message).toContain('The folder is empty.');
  });

  test('a report and no program', async () => {
    const found = await prepare({ 'report.docx': 'x', 'hw.zip': 'x' });
    expect(summary(found).findings).toEqual(['nothing-found']);
    expect(found.findings[0]?.message).toContain('Found instead: hw.zip, report.docx.');
  });

  test('two servers and no client', async () => {
    const found = await prepare({ 'server.py': PYTHON_SERVER, 'client.py': `${PYTHON_SERVER}print(1)\n` });
    expect(summary(found)).toEqual({
      server: 'server.py',
      client: undefined,
      findings: ['two-servers', 'no-client'],
    });
    expect(found.findings[1]).toMatchObject({ role: 'client' });
    expect(found.findings[1]?.message).toContain('client.py listens (line 5)');
  });

  test('two servers that cannot be told apart: neither is guessed', async () => {
    const found = await prepare({
      'a.py': PYTHON_SERVER,
      'b.py': `# changed\n${PYTHON_SERVER}`,
      'client.py': PYTHON_CLIENT,
    });
    expect(summary(found)).toEqual({ server: undefined, client: 'client.py', findings: ['two-servers'] });
    expect(found.findings[0]?.message).toBe(
      'Found 2 servers: a.py listens (line 5), b.py listens (line 6). None was taken; say in sockmark.json which one is meant.',
    );
  });

  test('only the role that is wanted is missed', async () => {
    const found = await prepare({ 'client.c': C_CLIENT }, { wanted: ['client'] });
    expect(summary(found)).toEqual({ server: undefined, client: 'client.c', findings: [] });
    const other = await prepare({ 'server.c': C_SERVER }, { wanted: ['client'] });
    expect(summary(other)).toEqual({ server: undefined, client: undefined, findings: ['no-client'] });
  });

  test('a path with nothing there is the caller’s error', async () => {
    await expect(prepare('/no/such/submission')).rejects.toThrow('There is no submission to grade.');
  });

  test('a window where there is no display', async () => {
    const found = await prepare({
      'server.py': PYTHON_SERVER,
      'client.py': `import tkinter as tk\n${PYTHON_CLIENT}`,
    });
    expect(summary(found)).toEqual({ server: 'server.py', client: 'client.py', findings: ['needs-display'] });
    expect(found.findings[0]).toMatchObject({ role: 'client', line: 1, source: 'import tkinter as tk' });
  });
});
