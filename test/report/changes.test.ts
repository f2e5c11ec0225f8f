import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../harness/report/changes.ts';
import { renderChanges } from '../../harness/report/terminal/changes.ts';
import { plain } from '../../harness/report/terminal/paint.ts';
import { HOSTILE_TEXTS, OBEYED_BY_TERMINALS } from './hostile-text.ts';
import { check, result, scenario } from './sample-results.ts';

const terminal = { columns: 80, paint: plain };
const failed = (cause: string) => check({ status: 'failed', score: 0, cause });

const graded = (score: number, server: Parameters<typeof check>[0], both = server, task = 'uppercase') =>
  result({
    score,
    task: { id: task, title: task },
    scenarios: [
      scenario({ id: 'server', checks: [check(server)] }),
      scenario({ id: 'both', checks: [check(both)] }),
    ],
  });

const said = (before: Parameters<typeof changesBetween>[0], after: typeof before) =>
  renderChanges(changesBetween(before, after), terminal);

describe('what a save changed', () => {
  it('is nothing where nothing did, whatever the messages say', () => {
    const changes = said([graded(5, failed('silent'))], [graded(5, { ...failed('silent'), message: 'x' })]);
    expect(changes).toBe('Since the save before: nothing changed, 5 / 5 points as before\n');
  });

  it('is told a check, with the scenarios in which the same became of it; what was lost first', () => {
    const other = { id: 'closes', title: 'The server closes' };
    const before = [
      result({
        score: 3,
        scenarios: [scenario({ id: 'server', checks: [failed('wrong-text'), check(other)] })],
      }),
    ];
    const after = [
      result({
        score: 1,
        scenarios: [scenario({ id: 'server', checks: [check(), check({ ...other, status: 'skipped' })] })],
      }),
    ];
    expect(said(before, after)).toBe(`Since the save before: −2 points, from 3 to 1 / 5
  lost  closes in server: The server closes
  won   message-2 in server: The server answers in upper case
`);
    expect(said([graded(0, failed('silent'))], [graded(5, {})])).toContain(
      'won  message-2 in server, both: The',
    );
  });

  it('is also another reason for the same loss, and names the task where there are several', () => {
    const before = [graded(1, failed('silent')), graded(1, failed('silent'), {}, 'chat')];
    const after = [graded(1, failed('wrong-text')), graded(1, {}, failed('silent'), 'chat')];
    expect(said(before, after)).toBe(`Since the save before: 2 / 10 points as before
  lost                      chat/message-2 in both: The server answers in upper…
  won                       chat/message-2 in server: The server answers in upp…
  fails for another reason  uppercase/message-2 in server, both: The server ans…
`);
  });

  it('does not count a check that is new, or a loss through what could not be judged', () => {
    const before = [result({ scenarios: [scenario({ id: 'server', checks: [] })] })];
    expect(changesBetween(before, [graded(5, {})]).checks).toEqual([]);
    expect(changesBetween([graded(5, {})], [graded(0, { status: 'inconclusive' })]).checks).toEqual([]);
  });

  it.each(HOSTILE_TEXTS)('shows %j as text', (text) => {
    const hostile = (status: 'passed' | 'failed') => [
      result({
        task: { id: text, title: text },
        scenarios: [scenario({ id: text, checks: [check({ id: text, title: text, status })] })],
      }),
    ];
    const changes = said(hostile('passed'), hostile('failed'));
    expect(changes).toMatch(/^ {2}lost/m);
    expect(changes.replace(/\n/g, '')).not.toMatch(OBEYED_BY_TERMINALS);
    expect(changes.split('\n')).toHaveLength(3);
  });
});
