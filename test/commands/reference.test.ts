import { once } from 'node:events';
import { createSocket } from 'node:dgram';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import getPort from 'get-port';
import { describe, expect, it } from 'vitest';
import { grade, startGrade } from './grade.ts';

/** A reference server that listens, and the lines it prints. */
async function startServer(task: string, ...words: string[]) {
  const port = await getPort();
  const reference = startGrade(['reference', task, 'server', '--port', String(port), ...words], {
    buffer: false,
  });
  const lines: string[] = [];
  const reader = createInterface(reference.stdout as NodeJS.ReadableStream);
  reader.on('line', (line) => lines.push(line));
  while (!lines.some((line) => line.includes('Ctrl-C'))) await once(reader, 'line');
  return { reference, port, lines, reader };
}

async function hear(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString();
}

describe('grade reference', () => {
  it('answers datagrams, where the task is over UDP', async () => {
    const { reference, port, lines } = await startServer('udp-uppercase');
    const socket = createSocket('udp4');
    socket.send('hello', port, '127.0.0.1');
    const [answer] = (await once(socket, 'message')) as [Buffer];
    expect(answer.toString()).toBe('HELLO');
    socket.close();
    reference.kill('SIGINT');
    expect(await reference).toMatchObject({ exitCode: 130 });
    expect(lines[0]).toContain(`nc -u 127.0.0.1 ${port}`);
  });

  it('waits at a path of the folder that it is started in, where the task has one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sockmark-reference-'));
    const reference = startGrade(['reference', 'hello-unix', 'server'], { buffer: false, cwd: folder });
    const lines: string[] = [];
    const reader = createInterface(reference.stdout as NodeJS.ReadableStream);
    reader.on('line', (line) => lines.push(line));
    while (!lines.some((line) => line.includes('Ctrl-C'))) await once(reader, 'line');
    const { code, stdout } = await grade(['reference', 'hello-unix', 'client'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toContain('The reference client is connected to chat.sock.');
    expect(stdout).toContain('server: "HELLO"');
    reference.kill('SIGINT');
    expect(await reference).toMatchObject({ exitCode: 130 });
    expect(lines[0]).toBe('The reference server listens at chat.sock. Try: nc -U chat.sock');
    expect(lines).toContain('client 1 connects');
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
    expect(await grade(['reference', 'hello-unix', 'server', '--port', '9000'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('at a path') as string,
    });
  });

  it('serves one person after another, and tells what happens, until Ctrl-C', async () => {
    const { reference, port, lines } = await startServer('uppercase');
    for (const text of ['hello', 'and again']) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`${text}\n`);
      expect(await hear(socket)).toMatch(new RegExp(`^${text.toUpperCase()}\\r?\\n?$`));
      socket.end();
      await once(socket, 'close');
    }
    reference.kill('SIGINT');
    expect(await reference).toMatchObject({ exitCode: 130 });
    expect(lines[0]).toBe(
      `The reference server listens on 127.0.0.1 port ${port}. Try: nc 127.0.0.1 ${port}`,
    );
    expect(lines.filter((line) => line.endsWith('connects'))).toHaveLength(2);
    expect(lines).toContainEqual(expect.stringMatching(/: "hello␊"$/));
    expect(lines).toContainEqual(expect.stringMatching(/^reference: "HELLO/));
  });

  it('shows what is sent to it as text', async () => {
    const { reference, port, lines } = await startServer('uppercase');
    const socket = connect(port, '127.0.0.1');
    socket.end('\u001b[2J\n');
    socket.resume();
    await once(socket, 'close');
    reference.kill('SIGTERM');
    await reference;
    expect(lines.join('\n')).toContain('␛[2J␊');
    expect(lines.join('\n')).not.toContain('\u001b');
  });

  it('plays the client with the lines that it is given', async () => {
    const server = createServer((socket) => {
      void hear(socket).then((text) => socket.end(text.toUpperCase()));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stdout } = await grade([
      'reference',
      'uppercase',
      'client',
      '--port',
      String(port),
      '--line',
      'by hand',
    ]);
    server.close();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^reference: "by hand/m);
    expect(stdout).toMatch(/^server: "BY HAND"$/m);
    expect(stdout).toMatch(/^server closes its side \(FIN\)$/m);
  });

  it('says so where nobody listens, and where the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const taken = await grade(['reference', 'uppercase', 'server', '--port', String(port)]);
    server.close();
    await once(server, 'close');
    const nobody = await grade(['reference', 'uppercase', 'client', '--port', String(port)]);
    expect(taken).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('EADDRINUSE') as string,
    });
    expect(nobody).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('ECONNREFUSED') as string,
    });
  });
});
