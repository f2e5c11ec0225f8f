/** What a batch and its workers say to each other, over Node's channel between parent and child. */
import type { HandedIn } from '../../intake/handed-in.ts';
import type { Result } from '../../judge/result.ts';

/** In the environment of a worker: how many runs it may have at once. */
export const WORKER_VARIABLE = 'SOCKMARK_WORKER_JOBS';

export interface Question {
  number: number;
  entry: HandedIn;
}

/** `isUsers`: the failure is the user's to mend. Classes of errors do not come through the channel. */
export type Answer =
  { number: number; results: Result[] } | { number: number; message: string; isUsers: boolean };
