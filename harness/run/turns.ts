/** Where in a scenario's conversation a reference's next message has its place. */
import { messagesOf, placeOf, speaksFreely } from '../spec/clients.ts';
import type { Role, Scenario } from '../spec/task.ts';

/**
 * True where a reference may not say all that it has to say as soon as it can: somebody else has to speak before. In question and
 * answer hearing the other side is what gives it its turn; so a server of many clients answers each at once.
 */
export function speaksInTurn(scenario: Scenario, role: Role): boolean {
  const { clients } = scenario;
  const queues = role === 'client' && clients.count > 1 && clients.at === 'once';
  return queues || speaksFreely(scenario);
}

/** `said`: how many messages it has said in the conversation with this client. */
export function placeOfNext(scenario: Scenario, role: Role, { client, said }: Speaker): number {
  const next = messagesOf(scenario, client).filter(({ from }) => from === role)[said];
  return next === undefined ? Infinity : placeOf(scenario, next.id, client);
}

interface Speaker {
  client: number;
  said: number;
}
