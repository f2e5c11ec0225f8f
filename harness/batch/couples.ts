/** Whose client meets whose server. */
import { seededRandom } from '../spec/random.ts';
import type { Submission } from '../submission/submission.ts';

export interface Couple {
  client: Submission;
  server: Submission;
}

/** `works`: all checks hold. `flawed`: they understood each other, and something else was lost. */
type Outcome = 'works' | 'flawed' | 'fails' | 'inconclusive';

export interface Pair {
  /** Ids of the submissions whose programs met. */
  client: string;
  server: string;
  outcome: Outcome;
  /** What was lost first: the check's id, and what was seen. */
  check?: string;
  message?: string;
}

/** Up to so many runs everybody meets everybody: a class of forty. */
const MOST_COUPLES = 1600;
/** Else each client meets so many servers besides its own, and each server as many clients. */
const PARTNERS = 8;

/** In the order of the clients. A client or a server that is not there meets nobody. */
export function couplesOf(
  submissions: readonly Submission[],
  seed: number,
  most = MOST_COUPLES,
): { couples: Couple[]; complete: boolean } {
  const clients = submissions.filter(({ programs }) => programs.client !== undefined);
  const servers = submissions.filter(({ programs }) => programs.server !== undefined);
  const complete = clients.length * servers.length <= most;
  const met = complete ? () => servers : sampleOf(submissions, servers, seed);
  return {
    couples: clients.flatMap((client) => met(client).map((server) => ({ client, server }))),
    complete,
  };
}

/**
 * Everybody stands in a circle, in seeded order: a client meets its own server and those behind it, so that each server
 * meets as many clients as each client meets servers.
 */
function sampleOf(
  submissions: readonly Submission[],
  servers: readonly Submission[],
  seed: number,
): (client: Submission) => Submission[] {
  const circle = shuffled(submissions, seed);
  const hasServer = new Set(servers);
  return (client) => {
    const at = circle.indexOf(client);
    const behind = [...circle.slice(at + 1), ...circle.slice(0, at)].filter((one) => hasServer.has(one));
    const own = hasServer.has(client) ? [client] : [];
    return [...own, ...behind.slice(0, PARTNERS)];
  };
}

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const random = seededRandom(seed, 'cross-play');
  const rest = [...list];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(random.below(rest.length), 1));
  return order;
}
