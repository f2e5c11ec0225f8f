/** Where in a scenario's conversation a reference's next message has its place. */
import { messagesOf, placeOf, speaksFreely } from '../spec/clients.ts';
import type { Role, Scenario } from '../spec/task.ts';

/**
 * True where a reference may not say all that it has to say as soon as it can: somebody else has to speak before. In question and
 * answer hearing the other side is what gives it its turn.
 */
export function speaksInTurn(scenario: Scenario): boolean {
  const { clients } = scenario;
  return (clients.count > 1 && clients.at === 'once') || speaksFreely(scenario);
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
