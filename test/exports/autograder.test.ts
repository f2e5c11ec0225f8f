/**
 * The zip of `grade export gradescope`, unpacked, set up and run as Gradescope does: by root, in /autograder, in a container
 * with the rights that Docker leaves.
 *
 * The container has this system's programs. `SOCKMARK_CLEAN_ROOT=/var/tmp/root npx vitest run test/exports/autograder` takes a
 * Debian of its own there, makes it first if need be (mmdebstrap; some minutes), and lets the zip install what it needs.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../../harness/submission/tools.ts';
import { grade } from '../commands/grade.ts';
import { handIn, UPPERCASE } from '../commands/submissions.ts';
import { inContainer, systemIn, THIS_SYSTEM, unzip, type Container } from './container.ts';
import { refusedBy } from './schemas.ts';

const samples = join(import.meta.dirname, '../../submissions/uppercase');
const cleanRoot = process.env.SOCKMARK_CLEAN_ROOT;
const isRoot = process.getuid?.() === 0;
const hasWalls = (await findTool('bwrap')) !== undefined;
const why = isRoot ? (hasWalls ? '' : ' (no bubblewrap here)') : ' (takes root)';

/** What the scripts look for; where this system lacks one, the container has a name of it, since nothing is installed there. */
const TOOLS = ['python3', 'gcc', 'c++', 'javac', 'go', 'bwrap', 'unshare', 'strace', 'xz'];

let folder: string;
let image: string;
let container: Container = THIS_SYSTEM;
let names: string[];

beforeAll(async () => {
  if (why !== '') return;
  folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
  image = join(folder, 'image');
  const zip = join(folder, 'autograder.zip');
  const node = cleanRoot === undefined ? [] : ['--node', await packedNode()];
  const made = await grade(['export', 'gradescope', 'uppercase', '--out', zip, ...node]);
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/autograder points +10$/m) as string });
  names = await unzip(zip, join(image, 'source'));
  if (cleanRoot !== undefined) container = await debianIn(cleanRoot);
  else await standIns();
  const setUp = await inContainer(['bash', '/autograder/source/setup.sh'], {
    container,
    mounted: [[image, '/autograder']],
    building: true,
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/autograder/source/stand-ins',
    },
  });
  expect(setUp, setUp.stderr).toMatchObject({ code: 0 });
}, 1_800_000);

afterAll(async () => {
  if (why === '') await rm(folder, { recursive: true });
});

/** This very Node.js, as an archive of nodejs.org has it. */
async function packedNode(): Promise<string> {
  const bin = join(folder, 'node-v0-linux-x64/bin');
  await mkdir(bin, { recursive: true });
  await cp(process.execPath, join(bin, 'node'));
  await execa('tar', ['-czf', 'node.tar.gz', 'node-v0-linux-x64'], { cwd: folder });
  return join(folder, 'node.tar.gz');
}

async function debianIn(root: string): Promise<Container> {
  if (!existsSync(join(root, 'etc'))) await execa('mmdebstrap', ['--variant=minbase', 'bookworm', root]);
  return systemIn(root);
}

async function standIns(): Promise<void> {
  const at = join(image, 'source/stand-ins');
  await mkdir(at);
  for (const name of TOOLS) {
    if ((await findTool(name)) === undefined) await symlink('/bin/true', join(at, name));
  }
}

interface Report {
  score: number;
  output: string;
  tests: { name: string; score?: number; output: string; status: string; visibility: string }[];
}

/** What stands in results.json when Gradescope goes on. `replaced`: what is in a file of the image in its place. */
async function graded(name: string, submission: string, replaced: Record<string, string> = {}) {
  const autograder = join(folder, name);
  await cp(submission, join(autograder, 'submission'), { recursive: true });
  await mkdir(join(autograder, 'results'));
  await cp(join(image, 'source/run_autograder'), join(autograder, 'run_autograder'));
  await writeFile(join(autograder, 'submission_metadata.json'), METADATA);
  const others = Object.entries(replaced).map(async ([file, text], index): Promise<[string, string]> => {
    await writeFile(join(autograder, `replaced-${index}`), text, { mode: 0o755 });
    return [join(autograder, `replaced-${index}`), `/autograder/source/${file}`];
  });
  const run = await inContainer(['/autograder/run_autograder'], {
    container,
    mounted: [
      [autograder, '/autograder'],
      [join(image, 'source'), '/autograder/source'],
      ...(await Promise.all(others)),
    ],
  });
  const file = await readFile(join(autograder, 'results/results.json'), 'utf8');
  expect(refusedBy('gradescope-results', file), name).toEqual([]);
  expect(run.code, run.stderr).toBe(0);
  return { report: JSON.parse(file) as Report, ...run };
}

/** https://gradescope-autograders.readthedocs.io/en/latest/submission_metadata/ */
const METADATA = JSON.stringify({
  id: 123456,
  created_at: '2018-07-01T14:22:32.365935-07:00',
  assignment: { due_date: '2018-07-31T23:00:00.000000-07:00', id: 25828, total_points: '10.0' },
  submission_method: 'upload',
  users: [{ email: 'student@example.com', id: 1234, name: 'Student User' }],
  previous_submissions: [],
});

/** Right, unless it gets at what is not its own: then it says what that was. */
const THIEF = `import os, glob
taken = []
for path in ['/autograder/source/task', '/autograder/source/sockmark/specs', '/autograder/source/sockmark/dist/reference', '/autograder/results']:
    try:
        taken += [path] if os.listdir(path) is not None else []
    except PermissionError:
        pass
try:
    open('/autograder/results/results.json', 'w').write('{"score": 1000}')
    taken.append('results.json')
except PermissionError:
    pass
for memory in glob.glob('/proc/%d/mem' % os.getppid()):
    try:
        open(memory, 'rb')
        taken.append(memory)
    except PermissionError:
        pass
if taken:
    raise SystemExit('\\n'.join(taken))
`;

const texts = ({ tests }: Report) => tests.map(({ output }) => output).join('\n');

describe.skipIf(why !== '').concurrent(`the autograder of Gradescope${why}`, { timeout: 300_000 }, () => {
  it('has everything in it, and its two scripts at the root', () => {
    expect(names).toEqual(expect.arrayContaining(['setup.sh', 'run_autograder', 'sockmark/dist/grade.js']));
    expect(names.filter((name) => /node_modules\/(?:vitest|eslint|typescript)\//.test(name))).toEqual([]);
  });

  it.each([
    ['right', 'py-textbook', 10, /^$/],
    ['hangs', 'py-until-eof', undefined, /wait/],
    ['does not compile', 'c-does-not-compile', undefined, /compile/],
  ])('grades one that %s', async (name, sample, score, said) => {
    const { report } = await graded(name.replaceAll(' ', '-'), join(samples, sample));
    expect(texts(report).trim()).toMatch(said);
    if (score === undefined) expect(report.score).toBeLessThan(10);
    else expect(report.score).toBe(score);
    expect(report.tests.map(({ visibility }) => visibility)).not.toContain('hidden');
  });

  it('grades an empty one', async () => {
    const empty = join(folder, 'nothing');
    await mkdir(empty);
    const { report } = await graded('empty', empty);
    expect(report.score).toBe(0);
    expect(texts(report)).toMatch(/^No program was found/);
  });

  it('keeps its specs, its references and its results from the programs that it grades', async () => {
    const files = {
      'server.py': THIEF + UPPERCASE['server.py'],
      'client.py': THIEF + UPPERCASE['client.py'],
    };
    const { report, stdout } = await graded('thief', await handIn(join(folder, 'handed-in'), files));
    expect(report.score, stdout).toBe(10);
  });

  it('says that it is not the student’s trouble where the harness cannot do its work', async () => {
    const { report } = await graded('trouble', join(samples, 'py-textbook'), {
      'autograder.conf': 'WHAT=no-such-task\nTIMEOUT=600\n',
    });
    expect(report.output).toContain('no fault of yours');
    const [forStaff] = report.tests.filter(({ visibility }) => visibility === 'hidden');
    expect(forStaff?.output).toContain('no-such-task');
  });

  it('has said so by then, where it is killed', async () => {
    const { report } = await graded('killed', join(samples, 'py-textbook'), {
      'sockmark/dist/grade.js': 'process.kill(process.pid, "SIGKILL");\n',
    });
    expect(report.output).toContain('no fault of yours');
    expect(report.tests.some(({ visibility }) => visibility === 'hidden')).toBe(true);
  });
});
