import { chmod, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '../../bench/classes/archives.ts';
import type { Result } from '../../harness/judge/result.ts';
import { entry, grade } from './grade.ts';
import { FIXED_REPLY, handIn, UPPERCASE } from './submissions.ts';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  await Promise.all([handIn(join(folder, 'bob'), FIXED_REPLY), handIn(join(folder, 'mended'), UPPERCASE)]);
  await handIn(join(folder, 'bin'), { grade: `#!/bin/sh\nexec '${process.execPath}' '${entry}' "$@"\n` });
  await chmod(join(folder, 'bin', 'grade'), 0o755);
  await writeZip(join(folder, 'hw.zip'), FIXED_REPLY);
  await writeZip(join(folder, 'class.zip'), {
    'down loads/doejohn_12_345_server.py': FIXED_REPLY['server.py'],
    'down loads/doejohn_12_346_client.py': UPPERCASE['client.py'],
    'down loads/roejane_13_347_hw.zip': await readFile(join(folder, 'hw.zip')),
  });
  const words = ['check', 'uppercase', 'bob', '--seed', '77'];
  const [{ stdout }] = await Promise.all([
    grade([...words, '--html', 'bob.html', '--json', '-'], { cwd: folder }),
    grade([...words, '--json', 'saved.json'], { cwd: folder }),
    grade(['batch', 'class.zip', '--task', 'uppercase', '--out', 'grades #1'], { cwd: folder }),
  ]);
  await writeFile(join(folder, 'bob.json'), stdout);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

const replay = (...words: string[]) => grade(['replay', 'saved.json', ...words], { cwd: folder });

/** What was said over the wire, in the order of the connections. */
function saidIn({ scenarios }: Result): string[] {
  return scenarios.flatMap(({ conversation }) =>
    conversation.connections.flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === 'data' ? [event.bytes.text] : [])),
    ),
  );
}

describe('grade replay', () => {
  it('types and says what was typed and said by then, and comes to the same', async () => {
    const saved = JSON.parse(await readFile(join(folder, 'saved.json'), 'utf8')) as Result;
    const { code, stdout } = await replay('--json', '-');
    const again = JSON.parse(stdout) as Result;
    expect(code).toBe(1);
    expect(again.graded.seed).toBe(77);
    expect(saidIn(again)).toEqual(saidIn(saved));
    expect([again.score, again.maxScore]).toEqual([saved.score, saved.maxScore]);
  });

  it('plays one scenario, and says that nothing has changed', async () => {
    const { code, stdout } = await replay('--scenario', 'server');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Since the saved result: nothing changed, [\d.]+ \/ 4 points as before$/m);
    expect(stdout).not.toContain('Your client with the reference server');
  });

  it('says what has changed where the programs have', async () => {
    const { code, stdout } = await replay('--submission', 'mended');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Since the saved result: \+[\d.]+ points/m);
    expect(stdout).toMatch(/^ +won +message-2 in server/m);
  });

  it('does not play a scenario that is not there', async () => {
    const { code, stderr } = await replay('--scenario', 'sever');
    expect(code).toBe(2);
    expect(stderr).toContain('server');
  });
});

/** As a shell with `grade` on its path runs it. */
async function typed(command: string): Promise<{ code: number | undefined; stdout: string }> {
  const { exitCode, stdout } = await execa('sh', ['-c', command], {
    cwd: folder,
    reject: false,
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}` },
  });
  return { code: exitCode, stdout };
}

/** The commands that a page shows, the last of which is for the whole of it. */
async function commandsOn(page: string): Promise<string[]> {
  const html = await readFile(join(folder, page), 'utf8');
  return [...html.matchAll(/<pre class="command to-type">(.*?)<\/pre>/gs)].map(([, text = '']) =>
    text.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '&'),
  );
}

describe.skipIf(process.platform === 'win32')('the commands that are shown', () => {
  it('play what a class handed in: from files side by side in an archive, and from an archive among them', async () => {
    const [doe = [], roe = []] = await Promise.all(
      ['doejohn', 'roejane'].map((id) => commandsOn(`grades #1/submissions/${id}.html`)),
    );
    const [one, all] = await Promise.all([typed(doe[1] ?? ''), typed(roe.at(-1) ?? '')]);
    const unchanged = /^Since the saved result: nothing changed, [\d.]+ \/ \d+ points as before$/m;
    const played = /^ +(?:PASS|FAIL) {2}Your /gm;
    expect(one.stdout).toMatch(unchanged);
    expect(one.stdout.match(played)).toHaveLength(1);
    expect(all.stdout).toMatch(unchanged);
    expect(all.stdout.match(played)).toHaveLength(roe.length - 1);
  });

  it('are those of the terminal, too, and of a page whose result is not saved', async () => {
    const told = /^To play one run again:\n {2}(grade replay .*)$/m;
    const { stdout } = await grade(['show', 'saved.json'], { cwd: folder });
    const [command = '', ...others] = await commandsOn('bob.html');
    expect(others).toEqual([]);
    const [replayed, again] = await Promise.all([
      typed(told.exec(stdout)?.[1] ?? ''),
      typed(`${command} --json again.json`),
    ]);
    expect(replayed.stdout).toContain('nothing changed');
    expect(again.code).toBe(1);
    const [before, after] = await Promise.all(
      ['bob.json', 'again.json'].map(
        async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Result,
      ),
    );
    expect(saidIn(after!)).toEqual(saidIn(before!));
  });
});
