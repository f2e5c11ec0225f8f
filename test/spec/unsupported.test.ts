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

test.each<[object, string[]]>([
  [{ roles: ['client'] }, []],
  [{ roles: ['client'], family: 'ipv6' }, ['ICMP over the family "ipv6" cannot be run yet, only "ipv4".']],
  [{}, ['A server over ICMP cannot be run yet, only a client: "roles" is to be ["client"].']],
  [
    { roles: ['client'], messages: [{ from: 'client', icmp: 'time-exceeded' }] },
    ['The ICMP message "time-exceeded" from the client cannot be run yet.'],
  ],
])('over ICMP with %j', async (changes, sentences) => {
  const messages = [
    { from: 'client', icmp: 'echo-request' },
    { from: 'server', icmp: 'echo-reply' },
  ];
  const task = await taskOf({ ...sample, transport: 'icmp', port: undefined, messages, ...changes });
  expect(unsupported(task)).toEqual(sentences);
});
