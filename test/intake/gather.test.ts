import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFiles, writeTarGz, writeZip } from '../../bench/classes/archives.ts';
import { gatherAnyhow } from '../../harness/intake/gather.ts';
import type { HandedIn } from '../../harness/intake/handed-in.ts';
import { safeSteps } from '../../harness/intake/unpack/safe-steps.ts';
import { unpack } from '../../harness/intake/unpack/unpack.ts';

const TASKS = [
  { id: 'uppercase', title: 'Upper case' },
  { id: 'chat', title: 'Chat' },
];

let folder: string;
let into: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
  into = join(folder, 'into');
  await mkdir(into);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function handedIn(...names: string[]): HandedIn {
  const parts = names.map((name) => ({ path: join(folder, name), name: basename(name) }));
  return { id: 'alice', path: folder, parts, people: [], markedLate: false, remarks: [], task: 'uppercase' };
}

/** What is in the gathered folder, and what was said on the way. */
async function gathered(entry: HandedIn) {
  const { handIns, findings = [], doubt } = await gatherAnyhow(entry, TASKS, into);
  const from = handIns[0]?.folder ?? '';
  const files = await readdir(from, { recursive: true, withFileTypes: true });
  const names = files.filter((entry) => entry.isFile()).map((one) => join(one.parentPath, one.name));
  return {
    names: names.map((name) => name.slice(from.length + 1)).sort(),
    said: findings.map(({ message }) => message),
    doubt,
  };
}

/** One entry of a tar (POSIX.1-2001), written by hand, since no tool packs such names. */
function tarEntry(
  path: string,
  content: Buffer,
  more: { type?: 'SymbolicLink' | 'Link'; linkpath?: string } = {},
) {
  const block = Buffer.alloc(512);
  const { type = 'File', ...rest } = more;
  new Header({ path, mode: 0o644, size: content.length, type, mtime: new Date(0), ...rest }).encode(block);
  return Buffer.concat([block, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const END = Buffer.alloc(1024);

describe('what was handed in', () => {
  it('as one archive is what is in it; junk is passed over, and archives in it are unpacked', async () => {
    await writeZip(join(folder, 'inner.zip'), { 'client.py': 'c' });
    const inner = await readFile(join(folder, 'inner.zip'), 'latin1');
    await writeTarGz(join(folder, 'hw.tar.gz'), { 'hw/server.py': 's', '.git/config': 'x', 'hw/._x': 'x' });
    expect(await gathered(handedIn('hw.tar.gz'))).toMatchObject({ names: ['hw/server.py'], said: [] });
    expect(inner.length).toBeGreaterThan(0);
  });

  it('as an archive in an archive', async () => {
    await writeZip(join(folder, 'inner.zip'), { 'client.py': 'c' });
    await writeFiles(join(folder, 'hw'), { 'server.py': 's' });
    await writeFile(join(folder, 'hw', 'inner.zip'), await readFile(join(folder, 'inner.zip')));
    const plain = { ...handedIn(), parts: [{ path: join(folder, 'hw') }] };
    expect(await gathered(plain)).toEqual({
      names: ['inner/client.py', 'server.py'],
      said: [],
      doubt: undefined,
    });
    expect(await readdir(join(folder, 'hw'))).toEqual(['inner.zip', 'server.py']);
  });

  it('as single files is put together', async () => {
    await writeFiles(folder, { 'a/server.py': 's', 'a/client.py': 'c' });
    expect((await gathered(handedIn('a/server.py', 'a/client.py'))).names).toEqual([
      'client.py',
      'server.py',
    ]);
  });

  it('holds a folder a task, inside of what an archive puts around it', async () => {
    await writeZip(join(folder, 'all.zip'), {
      'Alice/lab/uppercase/server.py': 's',
      'Alice/lab/notes.txt': 'n',
    });
    const entry = { ...handedIn('all.zip'), task: undefined };
    const { handIns } = await gatherAnyhow(entry, TASKS, into);
    expect(handIns).toEqual([
      { task: 'uppercase', folder: join(into, 'Alice/lab/uppercase') },
      { task: 'chat', folder: undefined },
    ]);
  });

  it.each([
    ['hw.rar', 'Rar!', /hw\.rar is an archive of a kind that Sockmark cannot read/],
    ['hw.zip', 'PK no zip', /hw\.zip cannot be unpacked/],
    ['hw.tar.gz', 'no gzip, no tar, nothing at all', /hw\.tar\.gz cannot be unpacked/],
  ])('as %s that cannot be read is doubted, not failed', async (name, content, doubt) => {
    await writeFile(join(folder, name), content.padEnd(600, ' '));
    const { doubt: found, said } = await gathered(handedIn(name));
    expect(found).toMatch(doubt);
    expect(said).toHaveLength(1);
  });

  it('that has gone is doubted', async () => {
    const { doubt, handIns } = await gatherAnyhow(handedIn('gone.zip'), TASKS, into);
    expect(doubt).toMatch(/could not read what was handed in: ENOENT/);
    expect(handIns).toEqual([{ task: 'uppercase', folder: undefined }]);
  });

  it('as a link is left out', async () => {
    await symlink('/etc/passwd', join(folder, 'server.py'));
    expect(await gathered(handedIn('server.py'))).toMatchObject({
      names: [],
      said: [expect.stringContaining('is a link')],
    });
  });
});

describe('hostile archives', () => {
  const room = () => ({ entries: 20, bytes: 10_000 });

  it('cannot write outside of their folder, nor through a link', async () => {
    const evil = Buffer.from('evil');
    const tar = Buffer.concat([
      tarEntry('../escaped.py', evil),
      tarEntry('/tmp/sockmark-escaped.py', evil),
      tarEntry('a/../../escaped.py', evil),
      tarEntry('link', Buffer.alloc(0), { type: 'SymbolicLink', linkpath: '..' }),
      tarEntry('link/escaped.py', evil),
      tarEntry('hard', Buffer.alloc(0), { type: 'Link', linkpath: '/etc/passwd' }),
      tarEntry('server.py', Buffer.from('fine')),
      END,
    ]);
    await writeFile(join(folder, 'evil.tar'), tar);
    const { complaints, damage } = await unpack(join(folder, 'evil.tar'), into, room());
    expect(damage).toBeUndefined();
    expect(complaints).toEqual([
      '"../escaped.py" leads out of the folder, and was left out',
      '"/tmp/sockmark-escaped.py" has an absolute path, and was left out',
      '"a/../../escaped.py" leads out of the folder, and was left out',
      '"link" is a link, and was left out',
      '"hard" is a link, and was left out',
    ]);
    expect((await readdir(into, { recursive: true })).sort()).toEqual([
      'link',
      'link/escaped.py',
      'server.py',
    ]);
    expect((await lstat(join(into, 'link'))).isDirectory()).toBe(true);
    expect(await readdir(folder)).toEqual(['evil.tar', 'into']);
  });

  it('as zip with such names are refused entry by entry', async () => {
    await writeZip(join(folder, 'evil.zip'), { 'xx/escaped.py': 'evil', 'server.py': 'fine' });
    const bytes = await readFile(join(folder, 'evil.zip'), 'latin1');
    await writeFile(join(folder, 'evil.zip'), bytes.replaceAll('xx/escaped.py', '../escaped.py'), 'latin1');
    const { complaints } = await unpack(join(folder, 'evil.zip'), into, room());
    expect(complaints).toEqual(['"../escaped.py" leads out of the folder, and was left out']);
    expect(await readdir(into)).toEqual(['server.py']);
  });

  it('that unpack to very much are stopped', async () => {
    const zeros = '0'.repeat(50_000_000);
    await writeZip(join(folder, 'bomb.zip'), { 'server.py': 'fine', 'zeros.txt': zeros });
    await writeFile(
      join(folder, 'bomb.tar.gz'),
      gzipSync(Buffer.concat([tarEntry('zeros.txt', Buffer.alloc(50_000_000)), END])),
    );
    for (const name of ['bomb.zip', 'bomb.tar.gz']) {
      const { complaints } = await unpack(join(folder, name), into, room());
      expect(complaints).toEqual(['unpacks to more than there is room for; the rest was left out']);
      expect((await lstat(join(into, 'zeros.txt'))).size).toBe(0);
    }
  });

  it('of very many entries are stopped', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index}`, '']));
    await writeZip(join(folder, 'many.zip'), files);
    const { complaints } = await unpack(join(folder, 'many.zip'), into, room());
    expect(complaints).toEqual(['holds too many files and folders; the rest was left out']);
    expect(await readdir(into)).toHaveLength(20);
  });

  it('that are cut off keep what came before', async () => {
    const whole = gzipSync(
      Buffer.concat([
        tarEntry('server.py', Buffer.from('fine')),
        tarEntry('big', Buffer.alloc(200_000, 7)),
        END,
      ]),
    );
    await writeFile(join(folder, 'cut.tar.gz'), whole.subarray(0, whole.length - 30));
    const { damage } = await unpack(join(folder, 'cut.tar.gz'), into, { entries: 20, bytes: 1_000_000 });
    expect(damage).toBeTruthy();
    expect(await readdir(into)).toContain('server.py');
  });
});

it.each([
  ['a\\b\\server.py', ['a', 'b', 'server.py']],
  ['./a//b/', ['a', 'b']],
  ['cafe\u0301.py', ['caf\u00e9.py']],
  ['C:\\x', 'has an absolute path'],
  ['a\\..\\..\\x', 'leads out of the folder'],
  ['a\0b', 'has a name with a NUL in it'],
  ['x'.repeat(300), 'has a name that is too long'],
])('the name %j is read as %j', (name, steps) => {
  expect(safeSteps(name)).toEqual(steps);
});
