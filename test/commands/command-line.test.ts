import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OVERVIEW } from '../../harness/commands/overview.ts';
import { grade, root } from './grade.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('help', () => {
  it.each([[['--help']], [['-h']], [['help']]])('%j lists the commands', async (words) => {
    const { code, stdout, stderr } = await grade(words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { usage } of OVERVIEW) expect(stdout).toContain(`grade ${usage}`);
  });

  it('goes to standard error, with exit code 2, where no command is given', async () => {
    const { code, stdout, stderr } = await grade([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Commands');
  });

  it.each(OVERVIEW.map(({ name, usage }) => [name, usage]))(
    'of %s shows its arguments and options',
    async (name, usage) => {
      const { code, stdout, stderr } = await grade([name, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`grade ${usage}`);
      expect(stdout).toContain('--no-color');
    },
  );

  it('comes without the argument parser, and without any command', async () => {
    const { stderr } = await grade(['--help'], { env: { NODE_DEBUG: 'esm' } });
    expect(stderr).toMatch(/commands\/overview\.js/);
    expect(stderr).not.toMatch(/yargs|commands\/main/);
  });

  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(await grade(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('a command line that cannot be understood', () => {
  it.each([
    [['chekc', 'uppercase'], /no such command[\s\S]*did you mean "check"/],
    [['list', '--jsn', 'x'], /no such option[\s\S]*--jsn[\s\S]*did you mean "--json"/],
    [['list', 'surplus'], /argument too many[\s\S]*"surplus"/],
    [['list', '--json'], /json/],
    [['list', '--json', 'a', '--json', 'b'], /more than once/],
    [['check'], /needs a task or an assignment/],
    [['check', 'uppercas'], /did you mean "uppercase"/],
    [['check', 'uppercase', '/nowhere/at/all'], /nothing of this name/],
    [['check', 'uppercase', '.', '--network', 'privat'], /did you mean "private"/],
    [['check', 'uppercase', '.', '--jobs', '0'], /whole number from 1/],
    [['check', 'uppercase', '.', '--seed', 'abc'], /whole number from 0/],
    [['batch', '.'], /either an assignment or tasks[\s\S]*neither/],
    [['batch', '.', '--task', 'chat', '--assignment', 'lab-1'], /both/],
    [['batch', '--task', 'chat'], /needs the folder/],
    [['batch', '.', '--assignment', 'lab-11'], /did you mean "lab-1"/],
    [['reference', 'chat', 'servr'], /did you mean "server"/],
    [['reference', 'chat', 'server', '--port', '70000'], /1 to 65535/],
  ])('%j exits with 2 and says what to do', async (words, message) => {
    const { code, stdout, stderr } = await grade(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^grade: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('grade list', () => {
  it('shows the tasks and the assignments', async () => {
    const { code, stdout } = await grade(['list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}uppercase +Upper case, tcp 12000, 10 points$/m);
    expect(stdout).toMatch(/^ {2}lab-1 +.*hello-one-way/m);
  });

  it('shows a wrong spec as wrong, the others beside it, and exits with 2', async () => {
    await writeFile(join(folder, 'mine.json'), '{ "id": "mine" ');
    const { code, stdout } = await grade(['list', '--specs', folder]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/mine +its spec is wrong/);
    expect(stdout).toContain('Upper case');
  });

  it('writes JSON, and nothing else on standard output where the file is -', async () => {
    const pure = await grade(['list', '--json', '-']);
    const { tasks } = JSON.parse(pure.stdout) as { tasks: { id: string }[] };
    expect(tasks.map(({ id }) => id)).toContain('chat');
    const file = join(folder, 'deep', 'list.json');
    const both = await grade(['list', '--json', file]);
    expect(both.stdout).toContain('Assignments');
    expect(await readFile(file, 'utf8')).toBe(pure.stdout);
  });

  it('says so where the JSON cannot be written', async () => {
    const { code, stderr } = await grade(['list', '--json', folder]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot be written there/);
  });
});

describe('colours', () => {
  it.each([
    ['a pipe', {}, [], false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['FORCE_COLOR and NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['FORCE_COLOR and --no-color', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ])('%s', async (_what, env, words, coloured) => {
    const { stdout } = await grade(['list', ...words], { env });
    expect(stdout.includes('\u001b[')).toBe(coloured);
  });
});
