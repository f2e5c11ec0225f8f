/** Submissions where there is none: nothing was handed in, or what was could not be prepared. */
import type { ClassEntry } from '../intake/handed-in.ts';
import type { Task } from '../spec/task.ts';
import type { Submission } from '../submission/submission.ts';

/** The student's loss: no program, and a finding that says so. */
export function nothingHandedIn(task: Task, { id, path }: ClassEntry): Submission {
  const message = `Nothing was handed in for ${task.id}: there is no folder of that name.`;
  return {
    id,
    path,
    stage: path,
    programs: {},
    findings: [{ code: 'nothing-found', role: undefined, message }],
  };
}

/** For a result that is inconclusive as a whole. */
export function unprepared({ id }: ClassEntry, folder: string): Submission {
  return { id, path: folder, stage: folder, programs: {}, findings: [] };
}

/** As it was handed in: where that lies, and what was found wrong on the way to a folder. */
export function asHandedIn(prepared: Submission, { path, findings = [] }: ClassEntry): Submission {
  const moved = findings.length > 0 || !prepared.path.startsWith(path);
  return moved ? { ...prepared, path, findings: [...findings, ...prepared.findings] } : prepared;
}
