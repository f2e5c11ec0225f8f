/** The tasks that are shipped: what is right has all points, and each fault loses one check. */
import { loadTask } from '../../harness/spec/load.ts';
import { sayText } from '../../harness/spec/say.ts';
import type { Role, Scenario, Task } from '../../harness/spec/task.ts';
import { assemble } from './published.ts';
import { describe, expect, test } from 'vitest';
import { Play, lost } from './play.ts';

describe('the tasks that are shipped', () => {
  const ids = ['hello-one-way', 'hello-both-ways', 'uppercase', 'chat'];
  const roleOf = ({ student }: Scenario): Role => (student === 'client' ? 'client' : 'server');

  test.each(ids)('%s: a right conversation has all points', async (id) => {
    const of = await loadTask(id);
    const port = of.port === 'any' ? 12000 : of.port;
    const result = assemble(
      of,
      of.scenarios.map((one) => new Play(of, one).right(port).judge()),
    );
    expect(result).toMatchObject({ status: 'passed', score: of.maxScore, maxScore: of.maxScore });
  });

  test.each(ids)('%s: each fault loses points, and one check', async (id) => {
    const of = await loadTask(id);
    for (const one of of.scenarios) {
      for (const [fault, faulty] of Object.entries(faultsIn(of, one))) {
        const result = faulty.judge();
        expect(Object.keys(lost(result)), `${one.id}: ${fault}`).toHaveLength(1);
        if (!one.advice) expect(result.score).toBeLessThan(result.maxScore);
      }
    }
  });

  function faultsIn(of: Task, one: Scenario): Record<string, Play> {
    const port = Number(of.port);
    const own = roleOf(one);
    const other = own === 'server' ? 'client' : 'server';
    const first = one.messages.find(({ from }) => from === own);
    const play = (): Play => new Play(of, one).listens(port).connects(port);
    const wrong = (text: string, { id }: { id: string }): string => (id === first?.id ? `${text}?!` : text);
    const typed = (before: Play): Play =>
      one.messages
        .filter(({ from, says }) => from === own && says.kind === 'typed')
        .reduce((so, { says }) => so.types(own, sayText(says, '', { now: new Date() })), before);
    return {
      'never closes': play().talk().fin(other).rests(own, 'accept'),
      crash: new Play(of, one).right(port).ends(own, { kind: 'signalled', signal: 'SIGSEGV' }),
      ...(one.student === 'both' ? {} : { 'wrong port': new Play(of, one).right(port + 1) }),
      ...(one.messages.at(-1)?.from === own ? { reset: play().talk().rst(own) } : {}),
      ...(first && { 'wrong text': typed(play()).talk(wrong).fin('client', 'server') }),
    };
  }
});
