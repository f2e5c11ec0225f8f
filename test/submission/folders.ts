/** Submissions made for a test, and gone after it. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { prepareSubmission, type PrepareOptions } from '../../harness/submission/prepare.ts';
import { copyStage } from '../../harness/submission/stage.ts';
import type { Program, Submission } from '../../harness/submission/submission.ts';

export type Files = Record<string, string | Buffer>;

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function folderWith(files: Files): Promise<string> {
  const folder = join(await temporaryFolder(), 'submission');
  await mkdir(folder);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

/** The submission of a student who hands in `files`. */
export async function prepare(
  files: Files | string,
  options: Partial<PrepareOptions> = {},
): Promise<Submission> {
  const path = typeof files === 'string' ? files : await folderWith(files);
  const scratch = await temporaryFolder();
  return prepareSubmission(path, { id: 'student', scratch, wanted: ['server', 'client'], ...options });
}

/** Which file plays which role, and the codes of what was found. */
export function summary({ programs, findings }: Submission) {
  return {
    server: programs.server?.file,
    client: programs.client?.file,
    findings: findings.map(({ code }) => code),
  };
}

/** Starts a built program in a copy of its own, as a run does, until it ends or has printed `until`. */
export async function start(
  submission: Submission,
  program: Program | undefined,
  options: { until?: string; port?: number; env?: Record<string, string> } = {},
): Promise<string> {
  if (program === undefined) throw new Error(JSON.stringify(submission.findings, undefined, 2));
  const folder = await temporaryFolder();
  await chmod(folder, 0o700);
  await copyStage(submission, folder);
  const words = program.argv.map((word) =>
    word.replaceAll('{port}', String(options.port ?? 0)).replaceAll('{host}', '127.0.0.1'),
  );
  const [file = '', ...args] = words;
  const running = execa(file, args, {
    cwd: join(folder, program.cwd),
    env: { PATH: process.env.PATH ?? '', ...program.env, ...options.env },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    all: true,
    timeout: 30_000,
  });
  let printed = '';
  for await (const chunk of running.iterable({ from: 'all' })) {
    printed += `${chunk}\n`;
    if (options.until !== undefined && printed.includes(options.until)) running.kill('SIGKILL');
  }
  return printed;
}
