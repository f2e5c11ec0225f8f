import { expect, test } from 'vitest';
import { sample, taskOf } from './helpers.ts';

test('a socket call that is only named is asked of the roles that make it in any right answer', async () => {
  const calls = [
    'listen',
    'connect',
    'close',
    'send',
    { by: 'client', call: 'bind', never: true, weight: 2 },
  ];
  const oneWay = [{ from: 'client', text: 'A' }];
  const task = await taskOf({ ...sample, calls, messages: oneWay });
  const asked = task.calls.map(({ by, call, never, weight }) => [by, call, never, weight]);
  expect(asked).toEqual([
    ['server', 'listen', false, 1],
    ['client', 'connect', false, 1],
    ['server', 'close', false, 1],
    ['client', 'close', false, 1],
    ['client', 'send', false, 1],
    ['client', 'bind', true, 2],
  ]);
});
