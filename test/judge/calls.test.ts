/** Socket calls that a task asks for, or forbids, as checks. */
import { describe, expect, test } from 'vitest';
import type { SocketCall as Seen, SocketCalls } from '../../harness/capture/calls/socket-calls.ts';
import { assembleResult } from '../../harness/judge/assemble.ts';
import type { Check, ScenarioResult } from '../../harness/judge/result.ts';
import type { SocketCall } from '../../harness/spec/task.ts';
import { hello, submission } from './build.ts';
import { lost, Play } from './play.ts';

const asked = (call: string, more: Partial<SocketCall> = {}): SocketCall => {
  return { by: 'server', call, with: undefined, never: false, weight: 1, ...more };
};
const seen = (call: string, more: Partial<Seen> = {}): Seen => {
  return { at: 1, call, descriptor: 3, about: '', arguments: '', ...more };
};
const calls = (...made: Seen[]): SocketCalls => ({ made, dropped: 0, neverClosed: [] });
const FAILED = { error: { name: 'EINVAL', text: 'Invalid argument' } };

/** A right run of the server, in which these calls were seen. */
function judged(asks: SocketCall[], calls: SocketCalls | undefined, callsUnseen?: string): ScenarioResult {
  const play = new Play(hello('server', { calls: asks })).right();
  if (calls !== undefined) play.programs.get('server')!.calls = calls;
  return play.judge(callsUnseen === undefined ? {} : { callsUnseen });
}

const checkOf = (result: ScenarioResult): Check => result.checks.at(-1)!;

describe('a call that is asked for', () => {
  const rows: [string, SocketCall, Seen[], string][] = [
    ['was made', asked('listen'), [seen('listen', { about: 'backlog 5' })], 'passed'],
    ['was made, and has not come back', asked('accept'), [seen('accept', { waiting: true })], 'passed'],
    ['was made on a socket that does not block', asked('accept'), [nonBlocking()], 'passed'],
    ['was made by another name', asked('recv'), [seen('read')], 'passed'],
    ['failed first and worked then', asked('bind'), [seen('bind', FAILED), seen('bind')], 'passed'],
    ['was never made', asked('listen'), [seen('bind')], 'failed: call-missing'],
    ['failed', asked('bind'), [seen('bind', FAILED)], 'failed: call-failed'],
    [
      'was made by Python only',
      asked('close'),
      [seen('close', { byRuntime: true })],
      'failed: call-by-runtime',
    ],
    [
      'was made with other arguments',
      reuse(),
      [seen('setsockopt', { arguments: '3, SO_KEEPALIVE' })],
      'failed: call-missing',
    ],
    [
      'was made with its arguments',
      reuse(),
      [seen('setsockopt', { arguments: '3, SO_REUSEADDR' })],
      'passed',
    ],
    ['is forbidden, and was made', asked('bind', { never: true }), [seen('bind')], 'failed: call-forbidden'],
    ['is forbidden, and its like was made', asked('send', { never: true }), [seen('write')], 'passed'],
  ];

  function nonBlocking(): Seen {
    return seen('accept', { error: { name: 'EAGAIN', text: 'Resource temporarily unavailable' } });
  }
  function reuse(): SocketCall {
    return asked('setsockopt', { with: 'SO_REUSEADDR' });
  }

  test.each(rows)('%s', (_, ask, made, outcome) => {
    const result = judged([ask], calls(...made));
    const { status, hintId, score, maxScore } = checkOf(result);
    expect(hintId === undefined ? status : `${status}: ${hintId}`).toBe(outcome);
    expect(score).toBe(status === 'passed' ? maxScore : 0);
    expect(result.maxScore).toBe(10);
  });
});

test('calls that are asked for share the points of a scenario by their weight, each under a name of its own', () => {
  const asks = [
    asked('setsockopt', { with: 'SO_REUSEADDR', weight: 8 }),
    asked('setsockopt', { with: 'SO_KEEPALIVE' }),
    asked('bind', { never: true }),
    asked('connect', { by: 'client' }),
    asked('listen', { weight: 0 }),
  ];
  const { checks } = judged(asks, calls());
  const ids = checks.map(({ id }) => id).filter((id) => id.startsWith('call-'));
  expect(ids).toEqual(['call-server-setsockopt', 'call-server-setsockopt-2', 'call-server-no-bind']);
  const worth = new Map(checks.map(({ id, maxScore }) => [id, maxScore]));
  expect(worth.get('call-server-setsockopt')).toBeCloseTo(8 * worth.get('call-server-no-bind')!, 1);
});

describe('where calls cannot be seen', () => {
  const reason = 'Socket calls cannot be seen without strace. Install it: apt-get install strace.';
  const asks = [asked('listen', { weight: 9 }), asked('bind', { never: true })];

  test('the checks on them are skipped with the reason, and nothing is lost', () => {
    const result = judged(asks, undefined, reason);
    expect(lost(result)).toEqual({ 'call-server-listen': 'skipped', 'call-server-no-bind': 'skipped' });
    expect(checkOf(result)).toMatchObject({ message: reason, score: 0, maxScore: 0 });
    expect(result.status).toBe('passed');
    expect(result.maxScore).toBeLessThan(10);
    const grader = { network: 'host', seed: 1, harnessVersion: '1', platform: '' } as const;
    const whole = assembleResult(hello('server'), submission(), [result], grader);
    expect(whole).toMatchObject({ status: 'passed', score: result.maxScore, maxScore: result.maxScore });
  });

  test('other faults count as ever', () => {
    const task = hello('server', { calls: asks });
    const result = new Play(task).listens().connects().talk().fin('client').rests('server', 'accept').judge();
    expect(result.status).toBe('failed');
    expect(lost(result).closes).toBe('failed: never-closes');
  });

  test.each([{ dropped: 3 }, { incomplete: true as const }])('there were too many of them: %j', (gap) => {
    const { status, checks } = judged(asks, { ...calls(), ...gap });
    expect({ status, last: checks.at(-1) }).toMatchObject({ status: 'passed', last: { status: 'skipped' } });
    expect(checkOf(judged([asked('listen')], { ...calls(seen('listen')), ...gap })).status).toBe('passed');
  });
});

describe('a call that was never reached is not charged as a fault of its own', () => {
  const task = hello('server', { calls: [asked('listen'), asked('close')] });
  const early = calls(seen('socket'), seen('bind'));

  test('the program crashed before it', () => {
    const play = new Play(task).ends('server', { kind: 'exited', code: 1 }, { calls: early, stderr: CRASH });
    expect(lost(play.judge())).toMatchObject({
      'call-server-listen': 'skipped',
      'call-server-close': 'skipped',
    });
  });

  test('both sides wait', () => {
    const play = new Play(task).listens().connects().says('client', 'HELLO').rests('server', 'receive');
    play.programs.get('server')!.calls = calls(...early.made, seen('listen'));
    const result = play.gaveUp('client').fin('client').judge();
    expect(lost(result)).toMatchObject({ 'call-server-close': 'skipped' });
    expect(lost(result)['call-server-listen']).toBeUndefined();
  });
});

const CRASH = `Traceback (most recent call last):
  File "server.py", line 4, in <module>
    s.bnid(('', 53))
AttributeError: 'socket' object has no attribute 'bnid'
`;
