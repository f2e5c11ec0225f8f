import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepare, start, summary, type Files } from './folders.ts';
import * as programs from './programs.ts';

function isThere(tool: string): boolean {
  try {
    execFileSync('which', [tool]);
    return true;
  } catch {
    return false;
  }
}

const hasGo = isThere('go');
const runsTypeScript = 'stripTypeScriptTypes' in process.getBuiltinModule('node:module');
const hasStdbuf = existsSync('/usr/libexec/coreutils/libstdbuf.so');

/** Builds both programs, starts them in copies of their own, and sees them print. */
async function bothPrint(files: Files) {
  const found = await prepare(files);
  expect(found.findings).toEqual([]);
  expect(await start(found, found.programs.server, { until: 'server up' })).toContain('server up');
  expect(await start(found, found.programs.client, { until: 'client up' })).toContain('client up');
  return found;
}

test('Python, by the interpreter itself and not its launcher', async () => {
  const server = programs.PYTHON_SERVER.replace('PORT = 12000', 'PORT = 0');
  const found = await bothPrint({ 'server.py': server, 'client.py': programs.PYTHON_CLIENT });
  const { argv, shown } = found.programs.server ?? {};
  expect(shown).toEqual(['python3', 'server.py']);
  const executable = execFileSync(argv?.[0] ?? '', ['-c', 'import sys; print(sys.executable)'], {
    encoding: 'utf8',
  });
  expect(argv).toEqual([executable.trim(), 'server.py']);
});

test('C, each program by itself', async () => {
  const found = await bothPrint({ 'server.c': programs.C_SERVER, 'client.c': programs.C_CLIENT });
  expect(found.programs.server).toMatchObject({ shown: ['./server'], writtenPorts: [8080], language: 'c' });
});

test.skipIf(!hasStdbuf)('C: what a killed program has printed is not lost (needs libstdbuf.so)', async () => {
  const found = await prepare({ 'server.c': programs.C_SERVER }, { wanted: ['server'] });
  // The program waits for ever after printing; it is killed once the line is here.
  expect(await start(found, found.programs.server, { until: 'server up' })).toBe('server up\n');
});

test('C in several files, with a header in a folder of its own', async () => {
  const call = programs.C_SERVER.replace('int main() {', '#include "say.h"\nint main() {\n    say();');
  const found = await prepare(
    {
      'src/server.c': call,
      'src/say.c': '#include <stdio.h>\nvoid say(void) { printf("said\\n"); fflush(stdout); }\n',
      'include/say.h': 'void say(void);\n',
    },
    { wanted: ['server'] },
  );
  expect(summary(found)).toEqual({ server: 'src/server.c', client: undefined, findings: [] });
  expect(await start(found, found.programs.server, { until: 'said' })).toContain('said');
});

test('C++ and a name with blanks and brackets', async () => {
  const server = programs.C_SERVER.replace('#include <stdio.h>', '#include <cstdio>\n#include <iostream>');
  await bothPrint({ 'my (server) [1].cpp': server, 'my (client) [1].cc': programs.C_CLIENT });
});

test('Java in a package, compiled once for both', async () => {
  const found = await bothPrint({
    'chat/src/app/Server.java': programs.JAVA_SERVER,
    'chat/src/app/Client.java': programs.JAVA_CLIENT,
  });
  expect(found.programs.server).toMatchObject({
    shown: ['java', 'app.Server'],
    cwd: 'chat',
    writtenPorts: [3000],
    readsLines: true,
  });
  expect(existsSync(join(found.stage, '.sockmark/java/app/Server.class'))).toBe(true);
  expect(existsSync(join(found.stage, '.sockmark/java/app/Client.class'))).toBe(true);
});

test('Java with byte order marks, line ends of Windows, and a main that is not in the first class', async () => {
  const windows = (text: string) => `\uFEFF${text.replace('package app;\n', '').replaceAll('\n', '\r\n')}`;
  const found = await bothPrint({
    'Server.java': windows(programs.JAVA_SERVER),
    'Client.java': windows(programs.JAVA_CLIENT),
  });
  expect(found.programs.server?.shown).toEqual(['java', 'Server']);
});

test('Java whose two programs cannot be compiled together', async () => {
  const helper = 'class Helper { }\n';
  await bothPrint({
    'Server.java': programs.JAVA_SERVER.replace('package app;\n', ''),
    'Client.java': programs.JAVA_CLIENT.replace('package app;\n', '') + helper,
  });
});

test('Java with a class that does not lie in the file of its name', async () => {
  const server = programs.JAVA_SERVER.replace('System.out.println("server up")', 'Speech.say()');
  const found = await prepare(
    {
      'app/Server.java': server,
      'app/Words.java':
        'package app; class Speech { static void say() { System.out.println("server up"); } }',
    },
    { wanted: ['server'] },
  );
  expect(summary(found)).toEqual({ server: 'app/Server.java', client: undefined, findings: [] });
  expect(await start(found, found.programs.server)).toBe('server up\n');
});

test('JavaScript, as CommonJS and as modules', async () => {
  const found = await bothPrint({
    'server.js': programs.JAVASCRIPT_SERVER,
    'client.mjs': programs.JAVASCRIPT_CLIENT,
  });
  expect(found.programs.client).toMatchObject({ shown: ['node', 'client.mjs'], writtenPorts: [33333] });
  await bothPrint({
    'server.cjs': programs.JAVASCRIPT_SERVER,
    'client.js': programs.JAVASCRIPT_CLIENT,
    'package.json': '{ "type": "module" }',
  });
});

test.skipIf(!runsTypeScript)(
  'TypeScript, by a Node that takes its types out (needs Node 22.13)',
  async () => {
    const found = await prepare({ 'server.ts': programs.TYPESCRIPT_SERVER }, { wanted: ['server'] });
    expect(found.findings).toEqual([]);
    expect(await start(found, found.programs.server)).toBe('server up\n');
  },
);

const runsEnums = process.allowedNodeEnvironmentFlags.has('--experimental-transform-types');

test.skipIf(!runsTypeScript)(
  'TypeScript with an enum, which only some Node can run (needs Node 22.13)',
  async () => {
    const server = `${programs.TYPESCRIPT_SERVER}enum Side { Left }\nconsole.log(Side.Left);\n`;
    const found = await prepare({ 'server.ts': server }, { wanted: ['server'] });
    expect(found.findings.map(({ code }) => code)).toEqual(runsEnums ? [] : ['tool-missing']);
    if (runsEnums) expect(await start(found, found.programs.server)).toBe('server up\n0\n');
  },
);

test.skipIf(!runsTypeScript)('TypeScript that does not parse (needs Node 22.13)', async () => {
  const found = await prepare(
    { 'server.ts': programs.TYPESCRIPT_SERVER.replace('= 33333', '= ') },
    { wanted: ['server'] },
  );
  expect(found.findings).toMatchObject([{ code: 'does-not-parse', file: 'server.ts', line: 2 }]);
});

test.skipIf(runsTypeScript)(
  'TypeScript where Node cannot run it: the tool is missing (needs Node 20)',
  async () => {
    const found = await prepare({ 'server.ts': programs.TYPESCRIPT_SERVER }, { wanted: ['server'] });
    expect(summary(found)).toEqual({ server: undefined, client: undefined, findings: ['tool-missing'] });
    expect(found.findings[0]?.message).toContain('Run Sockmark with Node 24');
  },
);

test.skipIf(!hasGo)('Go, two programs in one folder (needs go)', async () => {
  const found = await bothPrint({ 'server.go': programs.GO_SERVER, 'client.go': programs.GO_CLIENT });
  expect(found.programs.server).toMatchObject({ shown: ['go', 'run', 'server.go'], writtenPorts: [8082] });
});

test.skipIf(hasGo)(
  'Go where there is no compiler: the tool is missing (needs a machine without go)',
  async () => {
    const found = await prepare({ 'server.go': programs.GO_SERVER, 'client.go': programs.GO_CLIENT });
    expect(summary(found)).toEqual({
      server: undefined,
      client: undefined,
      findings: ['tool-missing', 'tool-missing'],
    });
    expect(found.findings[0]).toMatchObject({ role: 'server', file: 'server.go' });
  },
);

test('programs in two languages', async () => {
  await bothPrint({ 'server.c': programs.C_SERVER, 'client.py': programs.PYTHON_CLIENT });
});

test('many submissions at once', async () => {
  const some = Array.from({ length: 8 }, (_, index) =>
    prepare({
      'server.py': programs.PYTHON_SERVER.replace('12000', String(12000 + index)),
      'client.c': programs.C_CLIENT,
    }),
  );
  const found = await Promise.all(some);
  expect(found.map(({ programs: { server } }) => server?.writtenPorts)).toEqual(
    some.map((_, index) => [12000 + index]),
  );
  expect(found.every(({ programs: { client } }) => client !== undefined)).toBe(true);
});

test('compilers are started through what confines them, in the stage', async () => {
  const folders: string[] = [];
  const found = await prepare(
    { 'server.c': programs.C_SERVER, 'client.py': programs.PYTHON_CLIENT },
    {
      confine: (command, folder) => {
        folders.push(folder);
        return ['env', 'CONFINED=1', ...command];
      },
    },
  );
  expect(summary(found)).toEqual({ server: 'server.c', client: 'client.py', findings: [] });
  expect(new Set(folders)).toEqual(new Set([found.stage]));
});

test('a build is ended with the run', async () => {
  const reason = new Error('enough');
  const preparing = prepare({ 'server.c': programs.C_SERVER }, { signal: AbortSignal.abort(reason) });
  await expect(preparing).rejects.toBe(reason);
});

test('the student’s files are built as they are, and nothing is written into the folder handed in', async () => {
  const found = await prepare(
    { 'server.c': programs.C_SERVER.replaceAll('\n', '\r\n') },
    { wanted: ['server'] },
  );
  const handedIn = await readFile(join(found.path, 'server.c'));
  expect(await readFile(join(found.stage, 'server.c'))).toEqual(handedIn);
  expect(existsSync(join(found.path, '.sockmark'))).toBe(false);
});
