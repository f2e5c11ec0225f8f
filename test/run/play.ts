/** Plays one scenario with programs of `test/fixtures/programs`, on a private network. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../harness/capture/record.ts';
import type { Network } from '../../harness/network/network.ts';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { Run } from '../../harness/run/run.ts';
import { referencesOf } from '../../harness/run/references.ts';
import { loadTask } from '../../harness/spec/load.ts';
import type { Role } from '../../harness/spec/task.ts';
import { prepareSubmission } from '../../harness/submission/prepare.ts';
import type { Program } from '../../harness/submission/submission.ts';

const programs = join(import.meta.dirname, '../fixtures/programs');

const probe = privateNetwork();

/** Why tests on a private network cannot run here; undefined where they can. */
export const noPrivateNetwork =
  probe.kind === 'available' ? undefined : `no private network here (${probe.kind})`;

export function network(): Network {
  if (probe.kind !== 'available') throw new Error(noPrivateNetwork);
  return probe.network;
}

export interface Play {
  task: string;
  scenario: string;
  /** File names in `test/fixtures/programs`, for the roles that the student plays. */
  files: Partial<Record<Role, string>>;
  timeLimitMs?: number;
}

export async function play({ task: id, scenario: scenarioId, files, timeLimitMs }: Play): Promise<RunRecord> {
  const loaded = await loadTask(id);
  const task = { ...loaded, timeLimitMs: timeLimitMs ?? loaded.timeLimitMs };
  const scenario = task.scenarios.find((one) => one.id === scenarioId);
  if (scenario === undefined) throw new Error(`${id} has no scenario ${scenarioId}`);
  const scratch = await mkdtemp(join(tmpdir(), 'sockmark-test-'));
  try {
    const folder = join(scratch, 'folder');
    const found = await programsOf(files, scratch);
    const student = found.map(({ role }) => role);
    await cp(programs, folder, { recursive: true });
    const port = task.port === 'any' ? 12_000 : task.port;
    await using place = await network().open({
      transport: 'tcp',
      family: 'ipv4',
      port,
      folder,
      programs: found,
    });
    const submission = {
      id: 'play',
      path: folder,
      stage: folder,
      programs: Object.fromEntries(found.map((program) => [program.role, program])),
      findings: [],
    };
    const signal = new AbortController().signal;
    const run = new Run({
      task,
      scenario,
      submission,
      references: await referencesOf(task),
      student,
      port,
      place,
      signal,
    });
    return await run.play();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function programsOf(files: Play['files'], scratch: string): Promise<Program[]> {
  const roles = Object.entries(files) as [Role, string][];
  return Promise.all(
    roles.map(async ([role, file]) => {
      const one = await prepareSubmission(join(programs, file), { id: file, scratch, wanted: [role] });
      const program = one.programs.server ?? one.programs.client;
      if (program === undefined)
        throw new Error(`${file} was not taken for a program: ${JSON.stringify(one.findings)}`);
      return { ...program, role };
    }),
  );
}
