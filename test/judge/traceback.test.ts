/** Stack traces as the interpreters on this machine really print them, and as others do. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { crashOf } from '../../harness/judge/crash.ts';
import { lineAtRest, ownFiles, readTraces } from '../../harness/judge/traceback.ts';
import { python as interpreter } from '../network/programs.ts';
import { hello, program, submission } from './build.ts';
import { Play } from './play.ts';

const folder = mkdtempSync(join(tmpdir(), 'traceback-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const has = (tool: string, ...args: string[]): boolean => spawnSync(tool, args).status === 0;
const own = ownFiles({ ...submission(), stage: folder }, program('client'));

/** Runs a program that fails, and returns what it printed on stderr. */
function run(
  file: string,
  source: string,
  tool: string,
  ...args: string[]
): { stderr: string; code: number } {
  writeFileSync(join(folder, file), source);
  const { stderr, status } = spawnSync(tool, [...args, join(folder, file)], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { stderr, code: status ?? 0 };
}

function crash(ran: { stderr: string; code: number }) {
  const play = new Play(hello('client')).ends(
    'client',
    { kind: 'exited', code: ran.code },
    { stderr: ran.stderr },
  );
  return crashOf(play.programs.get('client')!, { ...submission(), stage: folder });
}

const PYTHON = interpreter !== undefined;
describe.skipIf(!PYTHON)(`Python${PYTHON ? '' : ' (skipped: no python3 here)'}`, () => {
  const python = (source: string) => run('client.py', source, interpreter ?? 'python3');

  test('the innermost line of the student’s own, with its source', () => {
    const ran = python('import json\n\ndef talk():\n    json.loads("{")\n\ntalk()\n');
    expect(crash(ran)).toMatchObject({
      error: 'json.decoder.JSONDecodeError',
      where: { file: 'client.py', line: 4, source: 'json.loads("{")' },
    });
  });

  test('refused', () => {
    const ran = python("import socket\ns = socket.socket()\ns.connect(('127.0.0.1', 1))\n");
    expect(crash(ran)).toMatchObject({
      error: 'ConnectionRefusedError',
      reason: 'refused',
      where: { line: 3 },
    });
  });

  test('text where bytes are due', () => {
    const ran = python("import socket\na, b = socket.socketpair()\na.send('HELLO')\n");
    expect(crash(ran)).toMatchObject({ error: 'TypeError', reason: 'bytes-or-text', where: { line: 3 } });
  });

  test('not connected', () => {
    const ran = python("import socket\ns = socket.socket()\ns.send(b'HELLO')\n");
    expect(['not-connected', 'broken-pipe']).toContain(crash(ran)?.reason);
  });

  test('the port taken', () => {
    const ran = python(
      "import socket\na = socket.socket(); a.bind(('127.0.0.1', 0)); a.listen()\nb = socket.socket(); b.bind(a.getsockname())\n",
    );
    expect(crash(ran)).toMatchObject({ reason: 'address-in-use', where: { line: 3 } });
  });

  test('an address of another machine', () => {
    const ran = python("import socket\ns = socket.socket()\ns.bind(('192.0.2.1', 0))\n");
    expect(crash(ran)).toMatchObject({ reason: 'address-not-here', where: { line: 3 } });
  });

  test('a file that does not parse has no traceback line, and is read all the same', () => {
    expect(crash(python('x = 1\nprint "hello"\n'))).toMatchObject({
      reason: 'does-not-parse',
      where: { line: 2 },
    });
  });

  test('an exception in a thread, with the program ending well', () => {
    const ran = python('import threading\nthreading.Thread(target=lambda: 1 / 0).start()\n');
    expect(ran.code).toBe(0);
    expect(crash(ran)).toMatchObject({ error: 'ZeroDivisionError', where: { file: 'client.py', line: 2 } });
  });

  test('a caught one that is printed is no crash', () => {
    const ran = python('import traceback\ntry:\n    1 / 0\nexcept Exception:\n    traceback.print_exc()\n');
    expect(ran.stderr).toContain('ZeroDivisionError');
    expect(crash(ran)).toBeUndefined();
  });

  test('of a chain the last', () => {
    const ran = python('try:\n    1 / 0\nexcept Exception:\n    int("x")\n');
    expect(crash(ran)).toMatchObject({ error: 'ValueError', where: { line: 4 } });
  });

  test('where it stood when it was ended', () => {
    const source =
      'import os, signal, time\n\ndef wait():\n    os.kill(os.getpid(), signal.SIGABRT)\n    time.sleep(9)\n\nwait()\n';
    writeFileSync(join(folder, 'client.py'), source);
    const env = { ...process.env, PYTHONFAULTHANDLER: '1' };
    const { stderr } = spawnSync(interpreter ?? 'python3', [join(folder, 'client.py')], {
      encoding: 'utf8',
      env,
    });
    expect(lineAtRest(stderr, own)).toEqual({ file: 'client.py', line: 4 });
  });
});

describe('Node', () => {
  const node = (source: string) => run('client.cjs', source, process.execPath);
  const nodeOwn = { ...submission(), stage: folder };
  const crashed = (ran: { stderr: string; code: number }) => {
    const play = new Play(hello('client')).ends(
      'client',
      { kind: 'exited', code: ran.code },
      { stderr: ran.stderr },
    );
    return crashOf(play.programs.get('client')!, {
      ...nodeOwn,
      programs: { client: program('client', { file: 'client.cjs', language: 'javascript' }) },
    });
  };

  test('the line of an exception', () => {
    const ran = node('function talk() {\n  undefined.send();\n}\ntalk();\n');
    expect(crashed(ran)).toMatchObject({ error: 'TypeError', where: { file: 'client.cjs', line: 2 } });
  });

  test('an unhandled error event has a code, and no line of the student’s', () => {
    const ran = node("require('net').connect(1, '127.0.0.1');\n");
    expect(crashed(ran)).toMatchObject({ error: 'ECONNREFUSED', reason: 'refused', where: undefined });
  });

  test('a file that does not parse', () => {
    const ran = node('const x = ;\n');
    expect(crashed(ran)).toMatchObject({ reason: 'does-not-parse', where: { file: 'client.cjs', line: 1 } });
  });

  test('what a program prints itself is no crash', () => {
    expect(crashed(node("console.error(new Error('no'));\n"))).toBeUndefined();
  });
});

const JAVA = has('java', '-version');
describe.skipIf(!JAVA)(`Java${JAVA ? '' : ' (skipped: no java here)'}`, () => {
  const ofJava = {
    ...submission(),
    stage: folder,
    programs: { client: program('client', { file: 'Client.java' }) },
  };

  test('the first line of the student’s own', () => {
    const ran = run(
      'Client.java',
      'public class Client {\n  public static void main(String[] a) throws Exception {\n    new java.net.Socket("127.0.0.1", 1);\n  }\n}\n',
      'java',
    );
    const play = new Play(hello('client')).ends(
      'client',
      { kind: 'exited', code: ran.code },
      { stderr: ran.stderr },
    );
    expect(crashOf(play.programs.get('client')!, ofJava)).toMatchObject({
      error: 'java.net.ConnectException',
      reason: 'refused',
      where: { file: 'Client.java', line: 3 },
    });
  });
});

describe('others', () => {
  test('Go', () => {
    const stderr =
      'panic: runtime error: index out of range [3] with length 2\n\ngoroutine 1 [running]:\nmain.main()\n\t/scratch/ada/server.go:12 +0x1d\nexit status 2\n';
    const goOwn = ownFiles(submission(), program('server', { file: 'server.go' }));
    expect(readTraces(stderr, goOwn)).toMatchObject([
      { language: 'go', where: { file: 'server.go', line: 12 } },
    ]);
  });

  test('Go where all wait for each other, and where nobody answers', () => {
    const stack = '\n\ngoroutine 1 [chan receive]:\nmain.main()\n\t/scratch/ada/server.go:7 +0x1d\n';
    const play = new Play(hello('server'));
    const went = (stderr: string) => {
      play.ends('server', { kind: 'exited', code: 2 }, { stderr: stderr + stack });
      return crashOf(play.programs.get('server')!, {
        ...submission(),
        programs: { server: program('server', { file: 'server.go' }) },
      });
    };
    const where = { file: 'server.go', line: 7 };
    expect(went('fatal error: all goroutines are asleep - deadlock!')).toMatchObject({
      reason: 'other',
      where,
    });
    const refused = 'panic: dial tcp 127.0.0.1:9999: connect: connection refused';
    expect(went(refused)).toMatchObject({ reason: 'refused', where });
  });

  test('a thread dump of Java: the main thread’s own line', () => {
    const dump =
      'Full thread dump OpenJDK\n\n"Reference Handler" #2 daemon\n   java.lang.Thread.State: RUNNABLE\n\tat java.lang.ref.Reference.x(Reference.java:1)\n\n"main" #1 prio=5\n   java.lang.Thread.State: RUNNABLE\n\tat sun.nio.ch.Net.accept(java.base@17/Native Method)\n\tat java.net.ServerSocket.accept(java.base@17/ServerSocket.java:1)\n\tat Client.main(Client.java:10)\n';
    const javaOwn = ownFiles(submission(), program('client', { file: 'src/Client.java' }));
    expect(lineAtRest(dump, javaOwn)).toEqual({ file: 'src/Client.java', line: 10 });
  });

  test('frames of the libraries are left out, and no path of this machine is shown', () => {
    for (const path of [
      '/usr/lib/python3.11/socket.py',
      '<frozen runpy>',
      'node:net',
      '/x/site-packages/a.py',
    ]) {
      expect(own(path)).toBeUndefined();
    }
    expect(own('/somewhere/else/helper.py')).toBe('helper.py');
    expect(own(`${folder}/net/helper.py`)).toBe('net/helper.py');
    expect(own('/private/run-7/client.py')).toBe('client.py');
  });

  test('a hostile output is read in no time', () => {
    const hostile = `${' at ('.repeat(200_000)}\nTraceback (most recent call last):\n${'File "'.repeat(100_000)}`;
    expect(readTraces(hostile, own)).toEqual([]);
  });
});
