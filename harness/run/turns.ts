/** Where in a scenario's conversation a reference's next message has its place. */
import { messagesOf, placeOf, speaksFreely } from '../spec/clients.ts';
import { seededRandom } from '../spec/random.ts';
import type { Role, Scenario, Task } from '../spec/task.ts';

/**
 * True where a reference may not say all that it has to say as soon as it can: somebody else has to speak before. In question and
 * answer hearing the other side is what gives it its turn; so a server of many clients answers each at once. A server that speaks first
 * hears nobody: it waits whether its client, which should be listening, says something unasked. If both spoke at once, it would be luck
 * which of the two came first on the wire.
 */
export function speaksInTurn(scenario: Scenario, role: Role): boolean {
  const { clients, conditions, messages } = scenario;
  if (role === 'client' && conditions.includes('one-more-client')) return true;
  if (role === 'server' && messages[0]?.from === 'server') return true;
  const queues = role === 'client' && clients.count > 1 && clients.at === 'once';
  return queues || speaksFreely(scenario);
}

/** `said`: how many messages it has said in the conversation with this client. */
export function placeOfNext(scenario: Scenario, role: Role, { client, said }: Speaker): number {
  const next = messagesOf(scenario, client).filter(({ from }) => from === role)[said];
  return next === undefined ? Infinity : placeOf(scenario, next.id, client);
}

/**
 * True where the scenario has one more client, and the first is in the middle of its conversation: it has said something, and not all,
 * where it has that much to say.
 */
export function isOneMoreDue(
  { scenario, task }: { scenario: Scenario; task: Pick<Task, 'seed'> },
  first: (Speaker & { holding: boolean }) | undefined,
): boolean {
  if (!scenario.conditions.includes('one-more-client') || first?.holding !== true) return false;
  const messages = messagesOf(scenario, 1).filter(({ from }) => from === 'client').length;
  const random = seededRandom(task.seed, `${scenario.id}/one-more`);
  return first.said === (messages < 2 ? 0 : 1 + random.below(messages - 1));
}

interface Speaker {
  client: number;
  said: number;
}
