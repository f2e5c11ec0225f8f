/** Whether a client that got a connection was served as well. */
import { waitsInBacklog, type Facts } from '../facts.ts';
import { isSameEnd } from '../words.ts';
import { isCutShort } from '../plan.ts';
import type { Talk } from '../speech/talk.ts';

/**
 * The kernel accepts connections for a server that does not (backlog, listen(2)): a later client counts as served if the server said
 * something to it, closed it, or at least accepted it and left nothing of what it said unread. The reference serves everybody.
 */
/** A conversation that took its course: its client was served, and the reference did not end it on purpose. */
export function isJudged(facts: Facts, talk: Talk): boolean {
  const { scenario } = facts;
  return isServed(facts, talk) && !(scenario.clients.count > 1 && isCutShort(scenario, talk.client));
}

export function isServed(facts: Facts, talk: Talk): boolean {
  if (talk === facts.talks[0] || !facts.students.includes('server')) return true;
  const [connection] = talk.connections;
  if (!connection) return true;
  const did = connection.events.flatMap(({ kind, from }) => (from === 'server' ? [kind] : []));
  if (did.includes('data') || did.includes('fin')) return true;
  const unread = facts.record.unread.some(
    (one) => one.role === 'server' && isSameEnd(one.peer, connection.client),
  );
  return !did.includes('rst') && !unread && !waitsInBacklog(facts.record, connection);
}
