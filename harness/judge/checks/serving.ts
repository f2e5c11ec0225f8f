/** Whether a client that got a connection was served as well. */
import type { Facts } from '../facts.ts';
import type { Talk } from '../speech/talk.ts';

/**
 * The kernel accepts connections for a server that does not (backlog, listen(2)): a later client counts as served only if the server
 * said something to it, closed it, or left nothing of what it said unread. The reference serves everybody.
 */
export function isServed(facts: Facts, talk: Talk): boolean {
  if (talk === facts.talks[0] || !facts.students.includes('server')) return true;
  const [connection] = talk.connections;
  if (!connection) return true;
  const byServer = connection.events.some(
    ({ kind, from }) => from === 'server' && (kind === 'data' || kind === 'fin'),
  );
  const heard = talk.turns.some((turn) => turn.from === 'client');
  const unread = facts.record.unread.some(
    (one) => one.role === 'server' && one.peer.port === connection.client.port,
  );
  return byServer || (heard && !unread && facts.scenario.messages.every((one) => one.from === 'client'));
}
