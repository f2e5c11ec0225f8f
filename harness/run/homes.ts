/** The folders that the programs of a run work in: copies of the student's, one for both, or one for each. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROLES, type Role, type Task } from '../spec/task.ts';
import { copyStage } from '../submission/stage.ts';
import type { Submission } from '../submission/submission.ts';

export interface Homes {
  /** Its programs say where in the run's folder their home is. */
  submission: Submission;
  /** The run's folder, or the part of it that is a copy of the stage for the program of this role. */
  copyFor: (role: Role) => string;
}

/** Programs that meet at a path have each a folder of their own: what lies there for the client is not what lies there for the server. */
export async function makeHomes(task: Task, submission: Submission, folder: string): Promise<Homes> {
  if (task.family !== 'unix') {
    await copyStage(submission, folder);
    return { submission, copyFor: () => folder };
  }
  const programs: Submission['programs'] = {};
  for (const role of ROLES) {
    const program = submission.programs[role];
    if (program === undefined) continue;
    await mkdir(join(folder, role));
    await copyStage(submission, join(folder, role));
    programs[role] = { ...program, home: join(role, program.home ?? '.') };
  }
  return { submission: { ...submission, programs }, copyFor: (role) => join(folder, role) };
}
