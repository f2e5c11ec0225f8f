import { expect, test } from 'vitest';
import { listTasks } from '../../harness/spec/load.ts';
import { unsupported } from '../../harness/spec/unsupported.ts';
import { sample, taskOf } from './helpers.ts';

test('every task that comes with the package can be run', async () => {
  for (const listed of await listTasks()) {
    expect('task' in listed ? unsupported(listed.task) : listed.fault).toEqual([]);
  }
});

test.each<[object, string]>([
  [
    { transport: 'udp', family: 'unix', port: undefined, path: 'a.sock' },
    'Datagrams over the family "unix" cannot be run yet, only a stream: the transport "tcp".',
  ],
])('%j cannot be run yet, and that is said', async (changes, sentence) => {
  const task = await taskOf({ ...sample, ...changes }, 1, { 'a.bin': 'x' });
  expect(unsupported(task)).toEqual([sentence]);
});

test('a raw socket cannot be run yet', async () => {
  const messages = [{ from: 'client', icmp: 'echo-request' }];
  const task = await taskOf({ ...sample, transport: 'icmp', port: undefined, messages });
  expect(unsupported(task)).toEqual([
    'The transport "icmp" cannot be run yet, only "tcp" and "udp".',
    'ICMP messages cannot be run yet.',
  ]);
});
