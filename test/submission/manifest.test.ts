import { expect, test } from 'vitest';
import { prepare, start, summary, type Files } from './folders.ts';
import { C_SERVER, PYTHON_CLIENT, PYTHON_SERVER } from './programs.ts';

const ECHO_ARGUMENTS = 'import sys, os\nprint("arguments", *sys.argv[1:], os.environ.get("PORT"))\n';

function withManifest(manifest: unknown, files: Files = {}): Files {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest, undefined, 2);
  return { 'server.py': PYTHON_SERVER, 'client.py': PYTHON_CLIENT, ...files, 'sockmark.json': text };
}

test('what the manifest says overrules behaviour and names', async () => {
  const files = withManifest({ server: { file: 'lib/odd.py' } }, { 'lib/odd.py': 'print("server up")\n' });
  const found = await prepare(files);
  expect(summary(found)).toEqual({ server: 'lib/odd.py', client: 'client.py', findings: [] });
  expect(found.programs.server?.cwd).toBe('lib');
});

test('a manifest in the folder around the programs, with a byte order mark', async () => {
  const files = { 'hw/server.py': PYTHON_SERVER, 'hw/other.py': `# b\n${PYTHON_SERVER}` };
  const found = await prepare(
    { ...files, 'hw/sockmark.json': '\uFEFF{ "server": { "file": "other.py" } }' },
    { wanted: ['server'] },
  );
  expect(summary(found)).toEqual({ server: 'hw/other.py', client: undefined, findings: [] });
});

test('a command of the student’s own takes the port that the harness gives', async () => {
  const manifest = { server: { file: 'src/s.py', command: ['python3', 'src/s.py', '-p', '{port}'] } };
  const found = await prepare(withManifest(manifest, { 'src/s.py': ECHO_ARGUMENTS }));
  expect(found.findings).toEqual([]);
  expect(found.programs.server).toMatchObject({
    shown: ['python3', 'src/s.py', '-p', '{port}'],
    cwd: '.',
    takesPort: true,
  });
  expect(await start(found, found.programs.server, { port: 4711 })).toContain('arguments -p 4711 None');
});

test('{program} stands for what was built', async () => {
  const server = C_SERVER.replace('int main()', 'int main(int argc, char **argv)').replace(
    'printf("server up\\n")',
    'printf("port %s\\n", argv[1])',
  );
  const manifest = { server: { file: 'server.c', command: ['{program}', '{port}'] } };
  const found = await prepare(withManifest(manifest, { 'server.c': server }), { wanted: ['server'] });
  expect(found.programs.server).toMatchObject({ shown: ['./server', '{port}'], takesPort: true });
  expect(await start(found, found.programs.server, { port: 4711, until: 'port' })).toBe('port 4711\n');
});

test.each([
  ['server', 'argv', ['{port}'], true],
  ['client', 'argv', ['{host}', '{port}'], true],
  ['server', 'env', [], true],
  ['server', 'written', [], false],
] as const)('the port of a %s by %s', async (role, port, added, takesPort) => {
  const file = `${role}.py`;
  const found = await prepare(withManifest({ [role]: { file, port } }), { wanted: [role] });
  expect(found.findings).toEqual([]);
  expect(found.programs[role]).toMatchObject({ shown: ['python3', file, ...added], takesPort });
});

test.each([
  ['no JSON', '{ "server": ', undefined, /sockmark\.json is wrong \(line 1\): found the end of the file/],
  [
    'a wrong field',
    { sever: { file: 'server.py' } },
    undefined,
    /\$\.sever.*found "sever".*did you mean "server"\?/,
  ],
  [
    'a wrong word',
    { server: { file: 'server.py', port: 'environment' } },
    'server',
    /\$\.server\.port.*found "environment".*"env"/,
  ],
  ['a missing field', { client: { port: 'env' } }, 'client', /\$\.client\.file.*found nothing/],
  [
    'a file that is not there',
    { server: { file: 'sever.py' } },
    'server',
    /found "sever\.py".*did you mean "server\.py"\?/,
  ],
  [
    'a file outside of the folder',
    { server: { file: '../../../etc/x.py' } },
    'server',
    /found "\.\.\/\.\.\/\.\.\/etc\/x\.py"/,
  ],
  [
    'a port that has no place',
    { server: { file: 'server.py', port: 'argv', command: ['python3', 'server.py'] } },
    'server',
    /\{port\}/,
  ],
])('%s is said, and the programs are found all the same', async (_, manifest, role, message) => {
  const found = await prepare(withManifest(manifest));
  expect(summary(found)).toEqual({ server: 'server.py', client: 'client.py', findings: ['manifest-wrong'] });
  expect(found.findings[0]).toMatchObject({ role, file: 'sockmark.json' });
  expect(found.findings[0]?.line).toBeGreaterThan(0);
  expect(found.findings[0]?.message).toMatch(message);
  expect(found.findings[0]?.message).not.toContain(found.stage);
});

test('each fault of a manifest is a finding', async () => {
  const found = await prepare(withManifest({ server: { file: 3 }, client: { file: 'client.py', ports: 1 } }));
  expect(found.findings).toMatchObject([{ role: 'server' }, { role: 'client' }]);
});

test('a command that is on no machine: the tool is missing, which is nobody’s loss', async () => {
  const manifest = { server: { file: 'server.py', command: ['no-such-tool-at-all', 'server.py'] } };
  const found = await prepare(withManifest(manifest), { wanted: ['server'] });
  expect(summary(found)).toEqual({ server: undefined, client: undefined, findings: ['tool-missing'] });
});
