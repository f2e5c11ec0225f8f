/** Two submissions as one, of which each gives a program. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from '../spec/task.ts';
import { copyStage } from '../submission/stage.ts';
import type { Program, Submission } from '../submission/submission.ts';

/**
 * The client of one and the server of the other, in the new folder `stage`. Each keeps a home of its own, so that
 * neither program can read what the other student has written.
 */
export async function marry(client: Submission, server: Submission, stage: string): Promise<Submission> {
  await Promise.all([moveIn(client, 'client', stage), moveIn(server, 'server', stage)]);
  const programs = { ...housed(client, 'client'), ...housed(server, 'server') };
  return { id: `${client.id} with ${server.id}`, path: stage, stage, programs, findings: [] };
}

async function moveIn(submission: Submission, role: Role, stage: string): Promise<void> {
  const home = join(stage, role);
  await mkdir(home, { recursive: true });
  await copyStage(submission, home);
}

function housed({ programs }: Submission, role: Role): Partial<Record<Role, Program>> {
  const program = programs[role];
  return program === undefined ? {} : { [role]: { ...program, home: role } };
}
