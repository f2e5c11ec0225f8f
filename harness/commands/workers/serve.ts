/** The side of a worker: grades what its parent sends until that hangs up. */
import type { HandedIn } from '../../intake/handed-in.ts';
import type { Result } from '../../judge/result.ts';
import { UserError } from '../../spec/user-error.ts';
import { WORKER_VARIABLE, type Answer, type Question } from './protocol.ts';

/** Runs at once of this process where it is a worker; undefined where it is none. */
export function jobsOfWorker(): number | undefined {
  const jobs = Number(process.env[WORKER_VARIABLE]);
  return process.send === undefined || !(jobs >= 1) ? undefined : jobs;
}

type Grade = (entry: HandedIn) => Promise<Result[]>;

/** Resolves once the parent has hung up, which aborts `signal`, and all that was in hand has ended. */
export async function serve(gradeUntil: (signal: AbortSignal) => Grade): Promise<void> {
  const hungUp = new AbortController();
  const grade = gradeUntil(hungUp.signal);
  const inHand = new Set<Promise<void>>();
  const answer = async ({ number, entry }: Question) => {
    try {
      tell({ number, results: await grade(entry) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      tell({ number, message, isUsers: error instanceof UserError });
    }
  };
  process.on('message', (question) => {
    const work = answer(question as Question).finally(() => inHand.delete(work));
    inHand.add(work);
  });
  await new Promise<void>((resolve) => process.once('disconnect', resolve));
  hungUp.abort(new Error('Nobody waits for this grading any more.'));
  await Promise.all(inHand);
}

/** A parent that has gone needs no answer. */
function tell(answer: Answer): void {
  if (process.connected) process.send?.(answer, undefined, undefined, () => undefined);
}
