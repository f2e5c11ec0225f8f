/** The line in which a compiled program hangs, or is ended by a signal. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProgramRecord, RunRecord } from '../../harness/capture/record.ts';
import { crashOf } from '../../harness/judge/crash.ts';
import { lineAtRest, ownFiles, type SourceLine } from '../../harness/judge/traceback.ts';
import { runScenario } from '../../harness/run/run-scenario.ts';
import { loadTask } from '../../harness/spec/load.ts';
import { prepareSubmission } from '../../harness/submission/prepare.ts';
import type { Submission } from '../../harness/submission/submission.ts';
import { findTool } from '../../harness/submission/tools.ts';
import { network, noPrivateNetwork } from './play.ts';

const fixtures = join(import.meta.dirname, '../fixtures/lines');
const noC =
  noPrivateNetwork ?? ((await findTool('cc', 'gcc')) && (await findTool('addr2line')) ? '' : 'no C');
const noGo = noPrivateNetwork ?? ((await findTool('go')) ? '' : 'no Go');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Played {
  record: RunRecord;
  server: ProgramRecord;
  submission: Submission;
  /** The text of a line of the server. */
  source: (place: SourceLine | undefined) => string | undefined;
}

async function play(name: string, text: string): Promise<Played> {
  const own = await mkdtemp(join(folder, 'submission-'));
  await mkdir(join(own, 'src'));
  await writeFile(join(own, 'src', name), text);
  const task = await loadTask('uppercase');
  const scenario = task.scenarios.find(({ id }) => id === 'server')!;
  const { confine } = network();
  const options = { id: 'x', scratch: join(folder, 'scratch'), wanted: ['server'] as const, task };
  const submission = await prepareSubmission(own, { ...options, ...(confine && { confine }) });
  const { signal } = new AbortController();
  const record = await runScenario({ task, scenario, submission, network: network(), signal });
  const server = record.programs.find(({ by }) => by === 'student')!;
  const source = (place: SourceLine | undefined) => {
    if (place === undefined) return undefined;
    expect(place.file).toBe(`src/${name}`);
    return text.split('\n')[place.line - 1]?.trim();
  };
  return { record, server, submission, source };
}

/** The source of the line that the server waits in. */
async function whereItHangs(fixture: string): Promise<string | undefined> {
  const text = await readFile(join(fixtures, fixture), 'utf8');
  const { server, submission, source } = await play(fixture.replace(/^.*\./, 'server.'), text);
  return source(lineAtRest(server.stacks, ownFiles(submission, submission.programs.server)));
}

describe.skipIf(noC !== '')(`a C program that hangs (${noC || 'skipped where there is no compiler'})`, () => {
  test('is found in the call that it is blocked in, not in the one that called its function', async () => {
    expect(await whereItHangs('reads-to-the-end.c')).toContain('recv(c, buf + total');
  });

  test('is not found where an older call has left its traces', async () => {
    expect(await whereItHangs('accepts-again.c')).toBe('int second = accept(s, 0, 0);');
  });
});

describe.skipIf(noGo !== '')(`a Go program (${noGo || 'skipped where there is no compiler'})`, () => {
  test('prints where it stands as it is ended', async () => {
    expect(await whereItHangs('reads-to-a-mark.go')).toContain("ReadString('!')");
  });
});

/** Functions that are called with the connection and what was received, and die in the line marked. */
const FAULTS: Record<string, { code: string; error: string; fault: string; name?: string }> = {
  'a recursion without end': {
    // Which of its instructions finds the stack full is a matter of luck.
    code: 'int fault(int c, char *text) { char more[500]; more[0] = c; return fault(c + 1, more) + more[0]; } // here',
    error: 'SIGSEGV',
    fault: 'stack',
  },
  'a pointer to nowhere, in a function of the library': {
    code: 'void fault(int c, char *text) {\n char *missing = strtok(text, "h");\n missing = strtok(0, "e");\n while (1) missing[strlen(strtok(0, "l"))] = 0; // here\n}',
    error: 'SIGSEGV',
    fault: 'address',
  },
  'a division by zero': {
    code: 'void fault(int c, char *text) {\n int none = text[0] - text[0];\n text[0] = text[1] / none; // here\n}',
    error: 'SIGFPE',
    fault: 'division',
  },
  'memory freed that is none': {
    code: 'void fault(int c, char *text) {\n free(text + 1); // here\n}',
    error: 'SIGABRT',
    fault: 'heap',
  },
  'a send to somebody who has gone': {
    code: 'void fault(int c, char *text) {\n shutdown(c, SHUT_WR);\n send(c, text, 1, 0); // here\n}',
    error: 'SIGPIPE',
    fault: 'other',
  },
  'a child': {
    code: 'void fault(int c, char *text) {\n if (fork()) { wait(0); return; }\n *(char *)0 = 1; // here\n}',
    error: 'SIGSEGV',
    fault: 'address',
  },
  'an exception of C++': {
    code: '#include <vector>\nvoid fault(int c, char *text) {\n std::vector<int> none;\n text[0] = none.at(0); // here\n}',
    error: 'SIGABRT',
    fault: 'exception',
    name: 'server.cpp',
  },
};

const OWN_HANDLER = `static void mine(int n) { write(1, "mine", 4); _exit(3); }
void fault(int c, char *text) { signal(SIGSEGV, mine); raise(SIGSEGV); }`;

describe.skipIf(noC !== '')(
  `a C program that a signal ends (${noC || 'skipped where there is no compiler'})`,
  () => {
    test.concurrent.each(Object.entries(FAULTS))('tells the line: %s', async (_, fault) => {
      const template = await readFile(join(fixtures, 'crashes.c'), 'utf8');
      const played = await play(fault.name ?? 'server.c', template.replace('FAULT', fault.code));
      const { server, submission, source } = played;
      const crash = crashOf(server, submission);
      expect(crash).toMatchObject({ error: fault.error, fault: fault.fault });
      expect(source(crash?.where)).toMatch(/ \/\/ here$/);
      expect(server.stderr).not.toMatch(/last|words|Ended/);
    });

    test('ends as it wants to where it has a handler of its own', async () => {
      const template = await readFile(join(fixtures, 'crashes.c'), 'utf8');
      const { server, submission } = await play('server.c', template.replace('FAULT', OWN_HANDLER));
      expect(server).toMatchObject({ ending: { kind: 'exited', code: 3 }, stdout: 'mine' });
      expect(crashOf(server, submission)).toBeUndefined();
    });
  },
);
