/** An image of a platform, made once for the tests of a file: the zip of `grade export gradescope`, unpacked and set up. */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { findTool } from '../../harness/submission/tools.ts';
import { grade, root, type Answer } from '../commands/grade.ts';
import { handIn } from '../commands/submissions.ts';
import { inContainer, systemIn, THIS_SYSTEM, unzip, type Container } from './container.ts';

const cleanRoot = process.env.SOCKMARK_CLEAN_ROOT;
const isRoot = process.getuid?.() === 0;
const hasWalls = (await findTool('bwrap')) !== undefined;

/** Why no image can be made here, for the title of a test; empty where one can. */
export const whyNot = isRoot ? (hasWalls ? '' : ' (no bubblewrap here)') : ' (takes root)';

export interface Image extends AsyncDisposable {
  /** A folder for the tests. */
  folder: string;
  /** The folder that the image has as /autograder/source. */
  source: string;
  container: Container;
  /** What was in the zip. */
  names: string[];
  exported: Answer;
  setUp: Awaited<ReturnType<typeof inContainer>>;
}

export async function makeImage(): Promise<Image> {
  const folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
  const source = join(folder, 'image/source');
  const zip = join(folder, 'autograder.zip');
  const what = ['capitals', '--specs', join(await ownTask(folder), 'specs')];
  const node = cleanRoot === undefined ? [] : ['--node', await packedNode(folder)];
  const exported = await grade(['export', 'gradescope', ...what, '--out', zip, ...node]);
  const names = await unzip(zip, source);
  const container = cleanRoot === undefined ? THIS_SYSTEM : await debianIn(cleanRoot);
  if (cleanRoot === undefined) await standIns(source);
  const setUp = await inContainer(['bash', '/autograder/source/setup.sh'], {
    container,
    mounted: [[join(folder, 'image'), '/autograder']],
    building: true,
    path: ['/autograder/source/stand-ins'],
  });
  const away = () => rm(folder, { recursive: true });
  return { folder, source, container, names, exported, setUp, [Symbol.asyncDispose]: away };
}

/** A teacher's own: `uppercase` by another name, with references in JavaScript and a file that it only names. */
async function ownTask(folder: string): Promise<string> {
  const spec = JSON.parse(await readFile(join(root, 'specs/uppercase.json'), 'utf8')) as object;
  const reference = async (role: string) =>
    readFile(join(root, 'dist/reference/uppercase', `${role}.js`), 'utf8');
  return handIn(join(folder, 'course'), {
    'specs/capitals.json': JSON.stringify({ ...spec, id: 'capitals', files: ['../files/words.txt'] }),
    'files/words.txt': 'tender kettle window\n',
    'reference/capitals/server.mjs': await reference('server'),
    'reference/capitals/client.mjs': await reference('client'),
  });
}

/** This very Node.js, as an archive of nodejs.org has it. */
async function packedNode(folder: string): Promise<string> {
  const bin = join(folder, 'node-v0-linux-x64/bin');
  await mkdir(bin, { recursive: true });
  await cp(process.execPath, join(bin, 'node'));
  await execa('tar', ['-czf', 'node.tar.gz', 'node-v0-linux-x64'], { cwd: folder });
  return join(folder, 'node.tar.gz');
}

async function debianIn(folder: string): Promise<Container> {
  if (!existsSync(join(folder, 'etc'))) {
    // What Autolab runs is in its image.
    await execa('mmdebstrap', ['--variant=minbase', '--include=make', 'bookworm', folder]);
  }
  return systemIn(folder);
}

/** What setup.sh looks for. Where this system lacks one, there is a name of it: nothing is installed here. */
const TOOLS = ['python3', 'gcc', 'c++', 'javac', 'go', 'bwrap', 'unshare', 'strace', 'xz'];

async function standIns(source: string): Promise<void> {
  await mkdir(join(source, 'stand-ins'));
  for (const name of TOOLS) {
    if ((await findTool(name)) === undefined) await symlink('/bin/true', join(source, 'stand-ins', name));
  }
}

export interface Job {
  /** A folder of this machine that the platform mounts, its place in the container, and what is in it by then. */
  at: [string, string];
  submission: string;
  /** In that folder, or the name that a single file gets there. */
  handedInAs: string;
  files?: Record<string, string>;
  /** What is in a file of the image instead. */
  replaced?: Record<string, string>;
  /** Other folders of this machine, and where they are. */
  also?: [string, string][];
  env?: Record<string, string>;
}

/** Starts what a platform starts for one submission. */
export async function startJob({ source, container }: Image, words: string[], job: Job) {
  const [here, there] = job.at;
  await cp(job.submission, join(here, job.handedInAs), { recursive: true });
  await handIn(here, job.files ?? {});
  const others = Object.entries(job.replaced ?? {}).map(async ([file, text]): Promise<[string, string]> => {
    const other = join(`${here}-replaced`, file.replaceAll('/', '-'));
    await mkdir(`${here}-replaced`, { recursive: true });
    await writeFile(other, text, { mode: 0o755 });
    return [other, `/autograder/source/${file}`];
  });
  const mounted: [string, string][] = [
    [here, there],
    [source, '/autograder/source'],
    ...(await Promise.all(others)),
    ...(job.also ?? []),
  ];
  const path = ['/autograder/source/node/bin'];
  return inContainer(words, { container, mounted, path, env: job.env ?? {} });
}
