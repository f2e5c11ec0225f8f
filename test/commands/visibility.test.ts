import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { grade, root } from './grade.ts';
import { FIXED_REPLY, handIn, UPPERCASE } from './submissions.ts';

let folder: string;
let alice: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sockmark-test-')));
  alice = await handIn(join(folder, 'class', 'alice'), UPPERCASE);
  await spec('secrets', 'uppercase', {
    scenarios: [
      { id: 'later', student: 'server', visibility: 'after-due', share: 3 },
      { id: 'never', student: 'client', visibility: 'hidden', share: 2 },
    ],
  });
  await spec('all-hidden', 'uppercase', { visibility: 'hidden' });
  await spec('withheld', 'uppercase', { details: 'actual-only' });
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** One of Sockmark's own specs with changes, in a folder of its own. */
async function spec(name: string, id: string, changes: object): Promise<void> {
  const own = JSON.parse(await readFile(join(root, 'specs', `${id}.json`), 'utf8')) as object;
  const at = await handIn(join(folder, name), { [`${id}.json`]: '' });
  await writeFile(join(at, `${id}.json`), JSON.stringify({ ...own, $schema: undefined, ...changes }));
}

async function assignment(due: string): Promise<string> {
  const at = join(folder, `due-${due.slice(0, 4)}`, 'lab');
  const content = { id: 'lab', title: 'Lab', due, tasks: [{ task: 'uppercase', points: 10 }] };
  await handIn(at, { 'assignment.json': JSON.stringify(content) });
  return join(at, 'assignment.json');
}

const check = async (name: string, ...words: string[]) => {
  const { code, stdout, stderr } = await grade(['check', name, alice, ...words, '--json', '-']);
  if (stdout === '') return { code, stderr, ids: [], max: 0 };
  const read = JSON.parse(stdout) as Result | { results: Result[] };
  const [result] = 'results' in read ? read.results : [read];
  return { code, stderr, ids: result!.scenarios.map(({ id }) => id), max: result!.maxScore };
};

const secrets = () => ['--specs', join(folder, 'secrets')];

describe('scenarios that students do not see', () => {
  it('are left to the teacher by check, which says what they are worth', async () => {
    const { code, stdout } = await grade(['check', 'uppercase', alice, ...secrets()]);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/later|never/);
    expect(stdout).toMatch(/uppercase: 1 more scenario is graded only by your teacher, and 1 more/);
    const seen = await check('uppercase', ...secrets());
    expect(seen.ids).toEqual(['server', 'client', 'both']);
    expect(seen.max).toBeLessThan(10);
    expect(stdout).toContain(`${seen.max} / ${seen.max} points`);
    expect(stdout).toContain(`(${Math.round((10 - seen.max) * 100) / 100} points in all)`);
  });

  it('are seen after the due date, where they are only kept until then', async () => {
    const [before, after] = await Promise.all(
      ['2999-01-01T12:00:00Z', '2001-01-01T12:00:00Z'].map(async (due) =>
        check(await assignment(due), ...secrets()),
      ),
    );
    expect(before?.ids).toEqual(['server', 'client', 'both']);
    expect(after?.ids).toEqual(['server', 'client', 'both', 'later']);
  });

  it('are carried out with --all, and in a class, where each says who sees it', async () => {
    expect(await check('uppercase', ...secrets(), '--all')).toMatchObject({
      ids: ['server', 'client', 'both', 'later', 'never'],
      max: 10,
    });
    const out = join(folder, 'grades');
    const back = join(folder, 'back');
    const batch = ['batch', join(folder, 'class'), '--task', 'uppercase', ...secrets(), '--out', out];
    const { stdout } = await grade([...batch, '--pcap', join(folder, 'caps'), '--for-students', back]);
    const graded = JSON.parse(await readFile(join(out, 'submissions', 'alice.json'), 'utf8')) as Result;
    expect(graded.maxScore).toBe(10);
    expect(graded.scenarios.map(({ visibility }) => visibility)).toEqual([
      ...['visible', 'visible', 'visible', 'after-due', 'hidden'],
    ]);
    expect(stdout).toContain('The pages for students: ');
    const [own, handedBack] = await Promise.all(
      [join(out, 'submissions'), back].map((at) => readFile(join(at, 'alice.html'), 'utf8')),
    );
    const spoken = graded.scenarios.map(({ conversation: { connections } }) =>
      connections.flatMap(({ events }) =>
        events.flatMap((one) => (one.kind === 'data' ? one.bytes.text : [])),
      ),
    );
    const isThere = (page = '') => spoken.map((texts) => texts.some((text) => page.includes(text)));
    expect(isThere(own)).toEqual([true, true, true, true, true]);
    expect(isThere(handedBack)).toEqual([true, true, true, false, false]);
    expect(own).toMatch(/\.pcapng[^]*grade replay/);
    expect(handedBack).not.toMatch(/\.pcapng|report\.html|grade replay/);
    expect(handedBack).toMatch(/1 more scenario is graded only by your teacher.* not on this page/);
  });

  it('may be all that there are: then there is nothing to check', async () => {
    const { code, stderr } = await check('uppercase', '--specs', join(folder, 'all-hidden'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing that a student may check[^]*--all/);
  });
});

describe('what is expected, where it is kept from students', () => {
  /** All that a student gets: the terminal, the JSON, the captures. */
  async function gets(wrong: string, ...words: string[]) {
    const json = join(wrong, '..', 'result.json');
    const caps = join(wrong, '..', 'caps');
    const { stdout } = await grade(['check', 'uppercase', wrong, ...words, '--json', json, '--pcap', caps]);
    const result = JSON.parse(await readFile(json, 'utf8')) as Result;
    const captures = result.scenarios.flatMap(({ capture }) =>
      capture === undefined ? [] : [readFile(capture, 'latin1')],
    );
    return { result, texts: [stdout, JSON.stringify(result), (await Promise.all(captures)).join('')] };
  }

  it('stands neither on the terminal, nor in the JSON, nor in the captures', async () => {
    const wrong = await handIn(join(folder, 'fixed', 'bob'), { 'server.py': FIXED_REPLY['server.py'] });
    const told = await gets(wrong);
    const [said] = told.result.scenarios[0]!.conversation.connections[0]!.events.flatMap((event) =>
      event.kind === 'data' ? [event.bytes.text.toUpperCase()] : [],
    );
    expect(told.texts.map((text) => text.includes(said!))).toEqual([true, true, true]);
    const withheld = await gets(wrong, '--specs', join(folder, 'withheld'));
    expect(withheld.texts[0]).toContain('The server said "HELLO", which is not what the task asks for.');
    expect(withheld.texts.map((text) => text.includes(said!))).toEqual([false, false, false]);
  });
});
