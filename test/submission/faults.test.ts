import { describe, expect, test } from 'vitest';
import { prepare, summary } from './folders.ts';
import * as programs from './programs.ts';

describe('a program that does not parse or compile: the file, the line, and the student’s own words', () => {
  test('Python', async () => {
    const server = programs.PYTHON_SERVER.replace("s.bind(('', PORT))", "s.bind(('', PORT)");
    const found = await prepare({ 'server.py': server, 'client.py': programs.PYTHON_CLIENT });
    expect(summary(found)).toEqual({ server: undefined, client: 'client.py', findings: ['does-not-parse'] });
    expect(found.findings[0]).toMatchObject({
      role: 'server',
      file: 'server.py',
      line: 4,
      source: "s.bind(('', PORT)",
      message: "server.py does not parse: line 4: '(' was never closed",
    });
  });

  test('Python, in a module that the program uses', async () => {
    const found = await prepare(
      { 'server.py': `import util\n${programs.PYTHON_SERVER}`, 'util.py': 'def f(:\n  pass\n' },
      { wanted: ['server'] },
    );
    expect(found.findings[0]).toMatchObject({
      code: 'does-not-parse',
      role: 'server',
      file: 'util.py',
      line: 1,
    });
    expect(found.findings[0]?.message).toContain('util.py');
  });

  test('a Python file that has nothing to do with it may be broken', async () => {
    const found = await prepare(
      { 'server.py': programs.PYTHON_SERVER, 'old.py': 'def f(:\n' },
      { wanted: ['server'] },
    );
    expect(summary(found)).toEqual({ server: 'server.py', client: undefined, findings: [] });
  });

  test('C', async () => {
    const broken = programs.C_SERVER.replace('listen(fd, 3);', 'listen(fd, 3)');
    const found = await prepare({ 'lab/server.c': broken, 'lab/client.c': programs.C_CLIENT });
    expect(summary(found)).toEqual({
      server: undefined,
      client: 'lab/client.c',
      findings: ['does-not-compile'],
    });
    expect(found.findings[0]).toMatchObject({
      role: 'server',
      file: 'lab/server.c',
      line: 16,
      source: 'listen(fd, 3)',
    });
    expect(found.findings[0]?.message).toMatch(
      /^lab\/server\.c does not compile: line 16: expected .;. before/,
    );
  });

  test('C that calls what is nowhere', async () => {
    const broken = programs.C_SERVER.replace('pause();', 'wait_for_client(fd);');
    const found = await prepare({ 'server.c': broken }, { wanted: ['server'] });
    expect(found.findings).toMatchObject([{ code: 'does-not-compile', file: 'server.c', line: 19 }]);
    expect(found.findings[0]?.message).toContain('wait_for_client');
  });

  test('C without main', async () => {
    const broken = programs.C_SERVER.replace('int main()', 'int start()');
    const found = await prepare({ 'server.c': broken }, { wanted: ['server'] });
    expect(found.findings).toMatchObject([{ code: 'does-not-compile' }]);
    expect(found.findings[0]?.message).toContain('it has no function `main`');
  });

  test('C for Windows', async () => {
    const found = await prepare(
      { 'server.c': `#include <winsock2.h>\n${programs.C_SERVER}` },
      { wanted: ['server'] },
    );
    expect(found.findings[0]).toMatchObject({ code: 'does-not-compile', line: 1 });
    expect(found.findings[0]?.message).toContain('a header of Windows');
  });

  test('C that includes a file of somebody else’s: nothing of it is repeated', async () => {
    const found = await prepare(
      { 'server.c': `#include "/etc/passwd"\n${programs.C_SERVER}` },
      { wanted: ['server'] },
    );
    expect(found.findings[0]?.code).toBe('does-not-compile');
    expect(JSON.stringify(found.findings)).not.toMatch(/root|daemon|nobody/);
  });

  test('Java, each program with its own errors', async () => {
    const broken = programs.JAVA_SERVER.replace('"server up");', '"server up")');
    const unknown = programs.JAVA_CLIENT.replace('args.length > 5', 'arguments.length > 5');
    const found = await prepare({ 'src/app/Server.java': broken, 'src/app/Client.java': unknown });
    expect(found.findings).toMatchObject([
      { code: 'does-not-compile', role: 'server', file: 'src/app/Server.java', line: 12 },
      { code: 'does-not-compile', role: 'client', file: 'src/app/Client.java', line: 9 },
    ]);
    expect(found.findings[0]?.message).toContain("';' expected");
    expect(found.findings[1]?.message).toContain('cannot find variable arguments');
  });

  test('Java with one program broken: the other is graded', async () => {
    const broken = programs.JAVA_SERVER.replace('"server up");', '"server up")');
    const found = await prepare({ 'app/Server.java': broken, 'app/Client.java': programs.JAVA_CLIENT });
    expect(summary(found)).toEqual({
      server: undefined,
      client: 'app/Client.java',
      findings: ['does-not-compile'],
    });
  });

  test('Java with the wrong public class', async () => {
    const found = await prepare({ 'server.java': programs.JAVA_SERVER }, { wanted: ['server'] });
    expect(found.findings).toMatchObject([{ code: 'does-not-compile', file: 'server.java', line: 10 }]);
    expect(found.findings[0]?.message).toContain('should be declared in a file named Server.java');
  });

  test.each([
    ['server.js', programs.JAVASCRIPT_SERVER.replace("up');", "up';"), 3],
    ['server.mjs', "import net from 'net';\nnet.createServer();\nlet a = ;\n", 3],
    ['server.js', "import net from 'net';\nnet.createServer();\n\nlet a = ;\n", 4],
  ])('JavaScript (%#: %s)', async (file, text, line) => {
    const found = await prepare({ [file]: text }, { wanted: ['server'] });
    expect(found.findings).toMatchObject([{ code: 'does-not-parse', role: 'server', file, line }]);
    expect(found.findings[0]?.source).toBe(text.split('\n')[line - 1]?.trim());
  });

  test('only the first errors are listed', async () => {
    const broken = programs.C_SERVER.replace(
      '    pause();',
      Array.from({ length: 9 }, (_, n) => `    u${n} = 1;`).join('\n'),
    );
    const found = await prepare({ 'server.c': broken }, { wanted: ['server'] });
    expect(found.findings).toHaveLength(5);
    expect(found.findings[4]?.message).toContain('(and 4 more errors)');
  });

  test('a file saved as UTF-16', async () => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(programs.PYTHON_SERVER, 'utf16le')]);
    const found = await prepare({ 'server.py': text }, { wanted: ['server'] });
    expect(found.findings).toMatchObject([{ code: 'does-not-parse', file: 'server.py' }]);
  });
});

describe('Python 2', () => {
  test.each([
    ['print without brackets', `${programs.PYTHON_SERVER}print "ready"\n`, 7],
    ['except with a comma', `${programs.PYTHON_SERVER}try:\n    pass\nexcept Exception, e:\n    pass\n`, 9],
    ['print of a value', `${programs.PYTHON_SERVER}print s\n`, 7],
  ])('that Python 3 does not parse: %s', async (_, text, line) => {
    const found = await prepare({ 'server.py': text }, { wanted: ['server'] });
    expect(summary(found)).toEqual({ server: undefined, client: undefined, findings: ['python-2'] });
    expect(found.findings[0]).toMatchObject({ role: 'server', file: 'server.py', line });
    expect(found.findings[0]?.message).toMatch(
      /^server\.py is a Python 2 program \(line \d+: .+\), and programs are run with Python 3\.\d+\.$/,
    );
  });

  test('that Python 3 starts and that fails when it gets there: it is run, and the student is told', async () => {
    const found = await prepare(
      { 'client.py': `${programs.PYTHON_CLIENT}s = raw_input('text: ')\n` },
      { wanted: ['client'] },
    );
    expect(summary(found)).toEqual({ server: undefined, client: 'client.py', findings: ['python-2'] });
    expect(found.findings[0]).toMatchObject({ line: 7, source: "s = raw_input('text: ')" });
  });

  test.each([
    ['a name of its own', `raw_input = input\nx = raw_input\n${programs.PYTHON_CLIENT}raw_input('x')\n`],
    ['a word in a text', `${programs.PYTHON_CLIENT}print('raw_input(1)', """\nprint "x"\n""")\n`],
  ])('is not seen in %s', async (_, text) => {
    const found = await prepare({ 'client.py': text }, { wanted: ['client'] });
    expect(summary(found)).toEqual({ server: undefined, client: 'client.py', findings: [] });
  });

  test('another syntax error is not called Python 2', async () => {
    const found = await prepare(
      { 'client.py': `${programs.PYTHON_CLIENT}print('x'\nx = = 1\n` },
      { wanted: ['client'] },
    );
    expect(summary(found).findings).toEqual(['does-not-parse']);
  });
});
