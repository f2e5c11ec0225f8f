/** `grade ci` in a folder of its own, with the environment that a runner gives. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { grade, type Answer } from '../commands/grade.ts';
import { complaints } from '../commands/published.ts';
import { FIXED_REPLY, handIn, UPPERCASE } from '../commands/submissions.ts';
import { walled, why } from '../network/walls.ts';
import { obeyed } from './obeyed.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-ci-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const SHA = 'c0ffee'.repeat(6) + 'c0ff';
const SECRET = 'ghs_secret-of-the-runner';
const TASK = JSON.stringify({ task: 'uppercase', folder: 'src' });

interface Job {
  answer: Answer;
  read: (name: string) => Promise<string>;
}

/** The step of a job: a checkout with `files`, and a runner's environment and files. */
async function job(name: string, files: Record<string, string>, words: string[] = []): Promise<Job> {
  const checkout = join(folder, name, 'lab-alice');
  await mkdir(checkout, { recursive: true });
  await handIn(checkout, files);
  const event = join(folder, name, 'event.json');
  await writeFile(event, JSON.stringify({ pull_request: { head: { sha: SHA } }, secret: SECRET }));
  const answer = await grade(['ci', checkout, '--out', join(folder, name, 'out'), ...words], {
    cwd: checkout,
    env: {
      GITHUB_ACTIONS: 'true',
      GITHUB_SHA: 'f'.repeat(40),
      GITHUB_EVENT_PATH: event,
      GITHUB_OUTPUT: join(folder, name, 'outputs'),
      GITHUB_STEP_SUMMARY: join(folder, name, 'step-summary'),
      GITHUB_TOKEN: SECRET,
      ACTIONS_RUNTIME_TOKEN: SECRET,
    },
  });
  return { answer, read: (file) => readFile(join(folder, name, file), 'utf8') };
}

/** A client that sends what it finds, and says what a runner obeys. */
function spying(what: string): Record<string, string> {
  const spy = `import os, glob
from socket import *
def tried(path, mode, text):
    try:
        with open(path, mode) as file:
            return file.write(text) if text else file.read()
    except OSError as error:
        return str(type(error))
def look(folder):
    for name in ('outputs', 'step-summary', 'event.json'):
        tried(folder + '/' + name, 'a', 'forged')
    files = glob.glob('/proc/[0-9]*/environ') + glob.glob(folder + '/*')
    return [str(tried(folder + '/event.json', 'r', None))] + [tried(file, 'r', None) for file in files]
print('::error::forged')
s = socket(AF_INET, SOCK_STREAM)
s.connect(('localhost', 12000))
s.send(('\\n::error::forged ' + str(${what}) + '\\n##[error]forged\\n').encode())
print('\\r\\n::set-output name=score::100')
raise SystemError('::error::forged\\n::error::forged')
`;
  return { '.sockmark.json': TASK, ...inSrc({ ...UPPERCASE, 'client.py': spy }) };
}

const inSrc = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`src/${name}`, text]));

describe('grade ci', () => {
  it('writes its files, appends to the summary, sets outputs, and stamps the commit that was pushed', async () => {
    const { answer, read } = await job('right', { '.sockmark.json': TASK, ...inSrc(UPPERCASE) });
    expect(answer.code, answer.stderr).toBe(0);
    const result = JSON.parse(await read('out/results.json')) as Result;
    expect(await complaints('result', result)).toEqual([]);
    expect(result).toMatchObject({
      status: 'passed',
      submission: { id: 'lab-alice' },
      graded: { commit: SHA },
    });
    expect(await read('out/junit.xml')).toMatch(/^<\?xml/);
    expect(await read('out/report.html')).toMatch(/^<!doctype html>/i);
    expect(await read('step-summary')).toBe(`${await read('out/summary.md')}\n`);
    const outputs = await read('outputs');
    expect(outputs).toMatch(/^score<<([\w-]+)\n10\n\1$/m);
    expect(outputs).toMatch(/^status<<([\w-]+)\npassed\n\1$/m);
    expect(obeyed(answer.stdout)).toEqual([]);
  });

  it('shows a program none of the runner’s variables, and obeys nothing that it says', async () => {
    const { answer, read } = await job('spy', spying('str(dict(os.environ))'));
    expect(answer.code, answer.stderr).toBe(1);
    const all = [answer.stdout, await read('out/results.json'), await read('out/summary.md')].join();
    expect(all).toContain('PATH');
    expect(all).not.toContain(SECRET);
    expect(all).not.toContain('GITHUB_');
    const commands = obeyed(answer.stdout);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(command).toMatch(/^::error file=src\/(?:client|server)\.py,line=/);
  });

  it.skipIf(!walled)(
    `shows a program none of the runner’s files, nor lets it write there${why}`,
    async () => {
      const at = join(folder, 'files');
      const look = `[os.path.exists(${JSON.stringify(at)}), look(${JSON.stringify(at)})]`;
      const { answer, read } = await job('files', spying(look));
      expect(answer.code, answer.stderr).toBe(1);
      const results = await read('out/results.json');
      expect(results).toMatch(/\[False, \[.{1,3}<class 'FileNotFoundError'>/);
      expect(results).not.toContain(SECRET);
      expect(await read('outputs')).not.toContain('forged');
      expect(await read('event.json')).toContain(SECRET);
      expect(await read('step-summary')).toBe(`${await read('out/summary.md')}\n`);
    },
  );

  it.each([
    [['--exit-zero'], 0],
    [['--fail-under', '50'], 0],
    [['--fail-under', '100'], 1],
    [['--exit-zero', '--fail-under', '5'], 2],
  ] as const)('ends by its rule: %j with %i', async (words, code) => {
    const files = { '.sockmark.json': TASK, ...inSrc(FIXED_REPLY) };
    const { answer } = await job(`rule${words.join('')}`, files, [...words]);
    expect(answer.code, answer.stdout).toBe(code);
  });

  it.each([
    ['nothing at all', undefined, /does not know what to grade[\s\S]*"assignment": "lab-1"/],
    ['neither', '{}', /exactly\s+one of "assignment" and "task"/],
    ['a slip of the pen', '{ "taks": "uppercase" }', /did you mean "task"\?/],
    ['a task that is not there', '{ "task": "uppercas" }', /did you mean "uppercase"\?/],
    [
      'a folder elsewhere',
      '{ "task": "uppercase", "folder": "../.." }',
      /\$\.folder[\s\S]*a folder of the repository/,
    ],
  ])('says what is wrong with its file: %s', async (name, config, message) => {
    const { answer } = await job(name, config === undefined ? {} : { '.sockmark.json': config });
    expect(answer.code).toBe(2);
    expect(answer.stderr).toMatch(message);
  });
});
