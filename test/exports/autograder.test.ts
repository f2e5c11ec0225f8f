/**
 * The zip of `grade export gradescope`, unpacked, set up and run as platforms do: by root, in a container with the rights that
 * Docker leaves. The recipes of docs/platforms are what is run.
 *
 * The container has this system's programs. `SOCKMARK_CLEAN_ROOT=/var/tmp/root npx vitest run test/exports/autograder` takes a
 * Debian of its own there, makes it first if need be (mmdebstrap; some minutes), and lets the zip install what it needs.
 */
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../../harness/submission/tools.ts';
import { root } from '../commands/grade.ts';
import { handIn, UPPERCASE } from '../commands/submissions.ts';
import { makeImage, startJob, whyNot, type Image, type Job } from './image.ts';
import { CLASSROOM_50 } from './readers.ts';
import { refusedBy } from './schemas.ts';

const samples = join(root, 'submissions/uppercase');
const right = join(samples, 'py-textbook');
const recipe = (file: string) => join(root, 'docs/platforms', file);

let image: Image;

beforeAll(async () => {
  if (whyNot === '') image = await makeImage();
}, 1_800_000);

afterAll(async () => {
  if (whyNot === '') await image[Symbol.asyncDispose]();
});

interface Report {
  score: number;
  output: string;
  tests: { name: string; score?: number; output: string; status: string; visibility: string }[];
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

/** What stands in Gradescope's results.json when Gradescope goes on. */
async function graded(name: string, submission: string, replaced: Job['replaced'] = {}) {
  const autograder = join(image.folder, name);
  await cp(join(image.source, 'run_autograder'), join(autograder, 'run_autograder'));
  await mkdir(join(autograder, 'results'));
  const run = await startJob(image, ['/autograder/run_autograder'], {
    at: [autograder, '/autograder'],
    submission,
    handedInAs: 'submission',
    files: { 'submission_metadata.json': METADATA },
    replaced,
  });
  const file = await readFile(join(autograder, 'results/results.json'), 'utf8');
  expect(refusedBy('gradescope-results', file), name).toEqual([]);
  expect(run.code, run.stderr).toBe(0);
  return { report: JSON.parse(file) as Report, ...run };
}

/** Right, unless it gets at what is not its own: then it says what that was. */
const THIEF = `import os
source = '/autograder/source/'
taken = []
def take(what, how):
    try:
        how()
        taken.append(what)
    except PermissionError:
        pass
for folder in [source + 'task', source + 'sockmark/specs', source + 'sockmark/dist/reference', '/autograder/results']:
    take(folder, lambda: os.listdir(folder))
take('results', lambda: open('/autograder/results/results.json', 'w').write('{"score": 1000}'))
take('memory', lambda: open('/proc/%d/mem' % os.getppid(), 'rb'))
if taken:
    raise SystemExit(' '.join(taken))
`;

const texts = ({ tests }: Report) => tests.map(({ output }) => output).join('\n');

describe.skipIf(whyNot !== '').concurrent(`Gradescope${whyNot}`, { timeout: 300_000 }, () => {
  it('gets a zip with everything in it, and its two scripts at the root', () => {
    const { exported, names, setUp } = image;
    expect(exported.stdout).toMatch(/autograder points +10$/m);
    const needed = ['setup.sh', 'run_autograder', 'sockmark/dist/grade.js', 'task/files/words.txt'];
    expect(names).toEqual(expect.arrayContaining(needed));
    expect(names.filter((name) => /node_modules\/(?:vitest|eslint|typescript)\//.test(name))).toEqual([]);
    expect(setUp.code, setUp.stderr).toBe(0);
  });

  it.each([
    ['right', 'py-textbook', 10, /^$/],
    ['hangs', 'py-until-eof', undefined, /wait/],
    ['does not compile', 'c-does-not-compile', undefined, /compile/],
  ])('has one graded that %s', async (name, sample, score, said) => {
    const { report } = await graded(name.replaceAll(' ', '-'), join(samples, sample));
    expect(texts(report).trim()).toMatch(said);
    if (score === undefined) expect(report.score).toBeLessThan(10);
    else expect(report.score).toBe(score);
    expect(report.tests.map(({ visibility }) => visibility)).not.toContain('hidden');
  });

  it('has an empty one graded', async () => {
    const empty = join(image.folder, 'nothing');
    await mkdir(empty);
    const { report } = await graded('empty', empty);
    expect(report.score).toBe(0);
    expect(texts(report)).toMatch(/^No program was found/);
  });

  it('has specs, references and results kept from the programs that are graded', async () => {
    const files = Object.entries(UPPERCASE).map(([name, text]) => [name, THIEF + text]);
    const thief = await handIn(
      join(image.folder, 'handed-in'),
      Object.fromEntries(files) as typeof UPPERCASE,
    );
    const { report, stdout } = await graded('thief', thief);
    expect(report.score, stdout).toBe(10);
  });

  it('is told that it is not the student’s trouble where the harness cannot do its work', async () => {
    const { report } = await graded('trouble', right, {
      'autograder.conf': 'WHAT=no-such-task\nTIMEOUT=600\n',
    });
    expect(report.output).toContain('no fault of yours');
    const [forStaff] = report.tests.filter(({ visibility }) => visibility === 'hidden');
    expect(forStaff?.output).toContain('no-such-task');
  });

  it('has been told so by then, where the harness is killed', async () => {
    const { report } = await graded('killed', right, {
      'sockmark/dist/grade.js': 'process.kill(process.pid, "SIGKILL");\n',
    });
    expect(report.output).toContain('no fault of yours');
    expect(report.tests.some(({ visibility }) => visibility === 'hidden')).toBe(true);
  });
});

const noMake = (await findTool('make')) === undefined ? ' (no make here)' : '';

describe.skipIf(whyNot !== '').concurrent(`the recipes${whyNot}`, { timeout: 300_000 }, () => {
  it('PrairieLearn: the entrypoint of info.json', async () => {
    const info = JSON.parse(await readFile(recipe('prairielearn/info.json'), 'utf8')) as {
      externalGradingOptions: { entrypoint: string };
    };
    const here = join(image.folder, 'grade');
    await startJob(image, info.externalGradingOptions.entrypoint.split(' '), {
      at: [here, '/grade'],
      submission: right,
      handedInAs: 'student',
    });
    const file = await readFile(join(here, 'results/results.json'), 'utf8');
    expect(refusedBy('prairielearn', file)).toEqual([]);
    expect(JSON.parse(file)).toMatchObject({ gradable: true, score: 1 });
  });

  it.skipIf(noMake !== '')(`Autolab: its Makefile, with an archive that was handed in${noMake}`, async () => {
    const here = join(image.folder, 'autolab');
    await mkdir(here);
    const archive = join(image.folder, 'handin.tar');
    await execa('tar', ['-cf', archive, '-C', right, '.']);
    // As it was unpacked, not as it was set up: in Autolab another user unpacks it again.
    const asUnpacked = ['--exclude=node', '--exclude=stand-ins', '--transform=s/^source/autograder/'];
    const from = ['-C', join(image.folder, 'image'), 'source'];
    await execa('tar', ['-cf', join(here, 'autograde.tar'), ...asUnpacked, ...from]);
    await cp(recipe('autolab/autograde-Makefile'), join(here, 'Makefile'));
    const { stdout, stderr } = await startJob(image, ['make', 'HANDIN=handin.tar'], {
      at: [here, '/home/autograde/autolab'],
      submission: archive,
      handedInAs: 'handin.tar',
    });
    expect(refusedBy('autolab', stdout), stderr).toEqual([]);
    const last = stdout.split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toEqual({ scores: { capitals: 10 }, scoreboard: [10] });
  });

  it('Classroom 50: autograder.py', async () => {
    const here = join(image.folder, 'checkout');
    const bundle = join(image.folder, 'bundle');
    await cp(recipe('classroom-50/autograder.py'), join(bundle, 'autograder.py'));
    await cp(join(image.folder, 'autograder.zip'), join(bundle, 'autograder.zip'));
    const { code, stderr } = await startJob(image, ['python3', '/home/runner/bundle/autograder.py'], {
      at: [here, '/home/runner/work'],
      submission: right,
      handedInAs: '.',
      also: [[bundle, '/home/runner/bundle']],
      env: CLASSROOM_50,
    });
    expect(code, stderr).toBe(0);
    const file = await readFile(join(here, 'result.json'), 'utf8');
    expect(refusedBy('classroom-50', file)).toEqual([]);
    expect(JSON.parse(file)).toMatchObject({ score: 1000, 'max-score': 1000 });
  });

  it('GitHub Classroom: the output of a step', async () => {
    const step = 'echo "result=$(/autograder/source/autograde github-classroom .)" >> "$GITHUB_OUTPUT"';
    const here = join(image.folder, 'classroom');
    await startJob(image, ['bash', '-e', '-c', step], {
      at: [here, '/home/runner/work'],
      submission: right,
      handedInAs: '.',
      env: { GITHUB_OUTPUT: 'output' },
    });
    const output = await readFile(join(here, 'output'), 'utf8');
    const result = /^result=(\S+)$/m.exec(output)?.[1] ?? '';
    expect(refusedBy('github-classroom', result)).toEqual([]);
    const decoded = JSON.parse(Buffer.from(result, 'base64').toString()) as object;
    expect(decoded).toMatchObject({ status: 'pass', max_score: 10 });
  });
});
