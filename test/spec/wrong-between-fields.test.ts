import { expect, test } from 'vitest';
import { sample, taskOf, userErrorOf } from './helpers.ts';
import { testWrong } from './wrong.ts';

testWrong('a fault between fields is named', [
  {
    what: 'no port where TCP needs one',
    changes: { port: undefined },
    path: '$.port',
    found: 'nothing',
    allowed: 'for tcp over ipv4',
    remedy: 'add "port"',
  },
  {
    what: 'a port for a unix socket',
    changes: { family: 'unix', path: 'a.sock' },
    path: '$.port',
    found: '4000',
    allowed: 'no "port" for tcp over unix',
  },
  {
    what: 'a path for an IP socket',
    changes: { path: 'a.sock' },
    path: '$.path',
    found: '"a.sock"',
    allowed: 'no "path" for tcp over ipv4',
  },
  {
    what: 'a reply before anybody has spoken',
    changes: { messages: [{ from: 'server', reply: 'upper' }] },
    path: '$.messages[0].reply',
    found: '"upper"',
    allowed: 'only after the other side has said something',
  },
  {
    what: 'the last word as a message too',
    changes: { messages: [{ from: 'client', text: 'BYE' }], ends: { when: 'BYE' } },
    path: '$.messages[0].text',
    found: '"BYE"',
    allowed: 'said behind the messages',
    remedy: 'take the message out',
  },
  {
    what: 'a regular expression that is none',
    changes: { messages: [{ from: 'client', pattern: '(', example: '(' }] },
    path: '$.messages[0].pattern',
    found: 'Unterminated group',
    allowed: 'a regular expression',
  },
  {
    what: 'an example that the pattern does not match',
    changes: { messages: [{ from: 'client', pattern: '^\\d+$', example: 'x' }] },
    path: '$.messages[0].example',
    found: '"x"',
    allowed: 'a text that the pattern "^\\\\d+$" matches',
  },
  {
    what: 'a letter that times do not have',
    changes: { messages: [{ from: 'client', time: '%H:%M:%Q' }] },
    path: '$.messages[0].time',
    found: '"%Q"',
    allowed: '"%H"',
  },
  {
    what: 'a file that is not there',
    changes: { messages: [{ from: 'client', file: 'missing.bin' }] },
    path: '$.messages[0].file',
    found: '"missing.bin"',
    allowed: 'the path of a file that is there',
  },
  {
    what: 'one more client in the middle of the conversation of a student’s client',
    changes: { scenarios: [{ id: 'x', student: 'client', conditions: ['one-more-client'] }] },
    path: '$.scenarios[0].conditions[0]',
    found: '"one-more-client"',
    allowed: 'where "student" is "server"',
  },
  {
    what: 'curl for a server that is no web server',
    changes: { scenarios: [{ id: 'x', student: 'server', clients: { program: 'curl' } }] },
    path: '$.scenarios[0].clients.program',
    found: '"curl"',
    allowed: 'with the framing "http"',
  },
  {
    what: 'an ICMP message over TCP',
    changes: { messages: [{ from: 'client', icmp: 'echo-request' }] },
    path: '$.messages[0].icmp',
    found: '"echo-request"',
    allowed: 'the transport is "tcp"',
  },
  {
    what: 'more rounds at the least than at the most',
    changes: { messages: [{ repeat: [{ from: 'client', typed: 'word' }], times: [3, 2] }] },
    path: '$.messages[0].times',
    found: '[3,2]',
    allowed: 'the least number of rounds first',
  },
  {
    what: 'a length prefix without a length',
    changes: { framing: { kind: 'length-prefix' } },
    path: '$.framing',
    found: '{"kind":"length-prefix"}',
    allowed: 'exactly one of "bytes" and "digits"',
  },
  {
    what: 'framing in datagrams',
    changes: { transport: 'udp', framing: { kind: 'line' } },
    path: '$.framing.kind',
    found: '"line"',
    allowed: 'each datagram is one message',
  },
  {
    what: 'a scenario with the name of a default one',
    changes: { scenarios: [{ id: 'server', student: 'server' }] },
    path: '$.scenarios[0].id',
    found: '"server"',
    allowed: 'an id that no other scenario has',
  },
  {
    what: 'a scenario of a program that is not handed in',
    changes: { roles: ['client'], scenarios: [{ id: 'x', student: 'both' }] },
    path: '$.scenarios[0].student',
    found: '"both"',
    allowed: '"client", since "roles" has no other',
  },
  {
    what: 'a speaker of the word where no word ends',
    changes: { scenarios: [{ id: 'x', student: 'both', endedBy: 'client' }] },
    path: '$.scenarios[0].endedBy',
    found: '"client"',
    allowed: 'no "endedBy"',
  },
  {
    what: 'a speaker who may not say the word',
    changes: {
      ends: { when: 'BYE', from: 'server' },
      scenarios: [{ id: 'x', student: 'both', endedBy: 'client' }],
    },
    path: '$.scenarios[0].endedBy',
    found: '"client"',
    allowed: '"server", since "ends.from"',
  },
  {
    what: 'no scenario at all',
    changes: { defaultScenarios: false },
    path: '$.scenarios',
    found: '[]',
    allowed: 'at least one scenario',
  },
  {
    what: 'points that hang on nothing',
    changes: { points: { shares: { server: 0, client: 0, both: 0 } } },
    path: '$.points.shares',
    found: '{"server":0,"client":0,"both":0}',
    allowed: 'a share above 0',
  },
  {
    what: 'a socket call of a program that is not handed in',
    changes: { roles: ['client'], calls: [{ by: 'server', call: 'bind' }] },
    path: '$.calls[0].by',
    found: '"server"',
    allowed: '"client", since "roles" has no other',
  },
  {
    what: 'a plain socket call that no program handed in makes',
    changes: { roles: ['client'], calls: ['socket', 'listen'] },
    path: '$.calls[1]',
    found: '"listen"',
    allowed: 'calls of "client", since "roles" has no other',
  },
]);

test('an id that is not the name of the file is named', async () => {
  const text = JSON.stringify({ ...sample, id: 'other' });
  const error = await userErrorOf(taskOf(text));
  expect(error).toMatchObject({ path: '$.id', found: '"other"', allowed: "the file's name without .json" });
});
