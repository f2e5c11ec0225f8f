import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeZip } from '../../bench/classes/archives.ts';
import type { Result } from '../../harness/judge/result.ts';
import { OBEYED_BY_TERMINALS } from '../report/hostile-text.ts';
import { grade } from './grade.ts';
import { FIXED_REPLY, handIn, UPPERCASE } from './submissions.ts';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('grade check', () => {
  it('gives a right submission full marks, and exits with 0', async () => {
    const right = await handIn(join(folder, 'right'), UPPERCASE);
    const { code, stdout, stderr } = await grade(['check', 'uppercase', right]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^PASS {2}uppercase .* 10 \/ 10 points$/m);
    expect(stdout).toMatch(/client\.py +server\.py/);
    expect(stdout).toContain('connects to port 12000');
  });

  it('grades the folder it is called in', async () => {
    const cwd = await handIn(join(folder, 'here'), UPPERCASE);
    expect(await grade(['check', 'uppercase'], { cwd })).toMatchObject({ code: 0 });
    expect((await readdir(cwd)).sort()).toEqual(['client.py', 'server.py']);
  });

  it('reads a download as a class is read: an archive, a notebook, a Markdown file', async () => {
    const cells = Object.values(UPPERCASE).map((source) => ({ cell_type: 'code', source }));
    await Promise.all([
      writeZip(join(folder, 'alice.zip'), {
        'my homework/server.py': UPPERCASE['server.py'],
        'my homework/client.py': UPPERCASE['client.py'],
        '__MACOSX/._server.py': 'x',
      }),
      handIn(folder, {
        'bob.ipynb': JSON.stringify({ cells, nbformat: 4 }),
        'carol.md': Object.entries(UPPERCASE)
          .map(([name, text]) => `## ${name}\n\n\`\`\`python\n${text}\`\`\`\n`)
          .join('\n'),
        'dave.rar': 'Rar!',
      }),
    ]);
    const names = ['alice.zip', 'bob.ipynb', 'carol.md', 'dave.rar'];
    const answers = await Promise.all(
      names.map((name) => grade(['check', 'uppercase', name, '--json', '-'], { cwd: folder })),
    );
    const results = answers.map(({ stdout }) => JSON.parse(stdout) as Result);
    expect(results.map(({ submission, status }) => [submission.id, status])).toEqual([
      ['alice', 'passed'],
      ['bob', 'passed'],
      ['carol', 'passed'],
      ['dave', 'inconclusive'],
    ]);
    expect(results[3]?.scenarios[0]?.reason).toContain('dave.rar is an archive of a kind');
  });

  it('says what was lost and why, and exits with 1', async () => {
    const wrong = await handIn(join(folder, 'wrong'), FIXED_REPLY);
    const { code, stdout } = await grade(['check', 'uppercase', wrong]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}uppercase/m);
    expect(stdout).toMatch(/"HELLO" {2}5 bytes .*✗ message-2/);
    expect(stdout).toMatch(/FAIL {2}message-2/);
  });

  it('takes an empty folder for lost points, not for a fault of its own', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'));
    const { code, stdout } = await grade(['check', 'uppercase', empty]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/ 0 \/ 10 points/);
    expect(stdout).toMatch(/No program was found/);
  });

  it('writes the result, and nothing but it on standard output where the file is -', async () => {
    const wrong = await handIn(join(folder, 'json'), FIXED_REPLY);
    const pure = await grade(['check', 'uppercase', wrong, '--json', '-']);
    const result = JSON.parse(pure.stdout) as Result;
    expect(result).toMatchObject({
      schemaVersion: 1,
      submission: { id: 'json', path: wrong },
      task: { id: 'uppercase' },
      status: 'failed',
      maxScore: 10,
    });
    const file = join(folder, 'result.json');
    const both = await grade(['check', 'uppercase', wrong, '--json', file]);
    expect(both.stdout).toMatch(/^FAIL {2}uppercase/m);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ score: result.score });
  });

  it('grades the tasks of an assignment, each in its folder, and one that is not there is lost', async () => {
    const files = Object.fromEntries(
      Object.entries(UPPERCASE).map(([name, text]) => [`Upper Case/${name}`, text]),
    );
    const alice = await handIn(join(folder, 'alice'), files);
    const { code, stdout } = await grade(['check', 'lab-1', alice, '--json', '-']);
    const { results } = JSON.parse(stdout) as { results: Result[] };
    expect(code).toBe(1);
    expect(results.map(({ task, status, score }) => [task.id, status, score])).toEqual([
      ['hello-one-way', 'failed', 0],
      ['hello-both-ways', 'failed', 0],
      ['uppercase', 'passed', 10],
      ['chat', 'failed', 0],
    ]);
    expect(results[0]?.findings).toMatchObject([{ code: 'nothing-found' }]);
  });

  it('types and says something else with another seed, and the same with the same', async () => {
    const right = await handIn(join(folder, 'seeded'), UPPERCASE);
    const typed = async (seed: string) => {
      const { stdout } = await grade(['check', 'uppercase', right, '--seed', seed, '--json', '-']);
      const { scenarios } = JSON.parse(stdout) as Result;
      return scenarios.flatMap(({ programs }) =>
        programs.flatMap((program) => program.typed.map(({ text }) => text)),
      );
    };
    const first = await typed('7');
    expect(first.length).toBeGreaterThan(0);
    expect(await typed('7')).toEqual(first);
    expect(await typed('8')).not.toEqual(first);
  });

  it('shows hostile output and hostile names as text', async () => {
    const hostile = await handIn(join(folder, 'hostile'), {
      'client.py': UPPERCASE['client.py'],
      'ser\u001b[2Jver.py': UPPERCASE['server.py'].replace(
        'connection.close()',
        "connection.send(b'\\x1b]0;owned\\x07\\r\\nPASS')\nimport sys\nsys.stderr.write('\\x1b[31m\\u202e')\nsys.exit(3)",
      ),
    });
    const { code, stdout } = await grade(['check', 'uppercase', hostile]);
    expect(code).toBe(1);
    expect(stdout).toContain('ser␛[2Jver.py');
    expect(stdout).not.toMatch(OBEYED_BY_TERMINALS);
  });

  it('leaves nothing among the temporary files', async () => {
    const temporary = await mkdtemp(join(folder, 'tmp-'));
    const right = await handIn(join(folder, 'clean'), UPPERCASE);
    expect(await grade(['check', 'uppercase', right], { env: { TMPDIR: temporary } })).toMatchObject({
      code: 0,
    });
    expect(await readdir(temporary)).toEqual([]);
  });
});
