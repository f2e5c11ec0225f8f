/** How the two sides meet: `listens`, `port`, `connects`, and what they hide. */
import { describe, expect, test } from 'vitest';
import { hello, messages, scenario, task } from './build.ts';
import { Play, lost } from './play.ts';

const SERVER_CHECKS = ['listens', 'port', 'connects', 'message-1', 'message-2', 'closes', 'survives'];

describe('a right run keeps all points', () => {
  test.each(['server', 'client', 'both'] as const)('%s', (student) => {
    const result = new Play(hello(student)).right().judge();
    expect(lost(result)).toEqual({});
    expect(result).toMatchObject({ status: 'passed', score: 10, maxScore: 10 });
  });

  test('the checks follow from the spec', () => {
    const ids = new Play(hello('server'))
      .right()
      .judge()
      .checks.map(({ id }) => id);
    expect(ids).toEqual(SERVER_CHECKS);
    const both = new Play(hello('both'))
      .right()
      .judge()
      .checks.map(({ id }) => id);
    expect(both).toEqual(['connects', 'message-1', 'message-2', 'closes', 'survives']);
  });

  test('a weight of 0 leaves a check out, and the others share its points', () => {
    const weights = { listens: 0, connects: 1, port: 1, message: 1, ends: 1, closes: 0, survives: 1 };
    const result = new Play(hello('server', { weights })).right().judge();
    expect(result.checks.map(({ id }) => id)).toEqual([
      'port',
      'connects',
      'message-1',
      'message-2',
      'survives',
    ]);
    expect(result.score).toBe(10);
  });
});

describe('nothing listens', () => {
  test('costs listens, and all that could not be seen; the program itself survived', () => {
    const result = new Play(hello('server')).ends('server', { kind: 'exited', code: 1 }).judge();
    expect(lost(result)).toEqual({
      listens: 'failed: nothing-listens',
      port: 'skipped',
      connects: 'skipped',
      'message-1': 'skipped',
      'message-2': 'skipped',
      closes: 'skipped',
    });
    expect(result.checks[0]?.message).toContain('its program has ended');
  });

  test('a server that dials is told to wait', () => {
    const result = new Play(hello('server')).dials(53, 'refused').judge();
    expect(result.checks[0]).toMatchObject({ cause: 'nothing-listens', hintId: 'server-connects' });
  });

  test('a server that asks for something first is told so', () => {
    const result = new Play(hello('server')).rests('server', 'keyboard').judge();
    expect(result.checks[0]).toMatchObject({ hintId: 'server-waits-for-typing' });
  });

  test('a crash before that is the reason, and is charged once', () => {
    const stderr =
      'Traceback (most recent call last):\n  File "/x/server.py", line 4, in <module>\n    foo()\nNameError: name \'foo\' is not defined\n';
    const result = new Play(hello('server')).ends('server', { kind: 'exited', code: 1 }, { stderr }).judge();
    expect(lost(result)).toMatchObject({ listens: 'failed: crash', survives: 'skipped' });
    expect(result.checks[0]).toMatchObject({ where: { file: 'server.py', line: 4, source: 'foo()' } });
  });

  test('a server that accepted and closed before anybody could look did listen', () => {
    const result = new Play(hello('server')).connects().talk().fin('client', 'server').judge();
    expect(lost(result)).toMatchObject({ port: 'skipped' });
    expect(lost(result)).not.toHaveProperty('listens');
  });

  test('UDP where TCP is asked for', () => {
    const result = new Play(hello('server')).listens(53, { transport: 'udp' }).judge();
    expect(lost(result)).toMatchObject({ listens: 'failed: other-transport' });
    expect(result.checks[0]?.hintId).toBe('udp-for-tcp');
  });
});

describe('the wrong port costs the port alone', () => {
  test('server', () => {
    const result = new Play(hello('server')).right(9999).judge();
    expect(lost(result)).toEqual({ port: 'failed: wrong-port' });
    expect(result.checks[1]?.message).toContain('listens on port 9999; the task asks for port 53');
    expect(result.checks[1]?.hintId).toBe('wrong-port-server');
  });

  test('client: the reference listens where it dialled', () => {
    const result = new Play(hello('client')).right(9999).judge();
    expect(lost(result)).toEqual({ port: 'failed: wrong-port' });
    expect(result.checks[1]).toMatchObject({ hintId: 'wrong-port-client', at: { connection: 1 } });
  });

  test('client, first refused there and then met', () => {
    const result = new Play(hello('client')).dials(9999, 'refused').right(9999).judge();
    expect(lost(result)).toEqual({ port: 'failed: wrong-port' });
  });

  test('between two programs of the student a port of their own costs nothing', () => {
    expect(lost(new Play(hello('both')).right(9999).judge())).toEqual({});
  });

  test('where the sheet leaves the port open there is no such check', () => {
    const result = new Play(hello('server', { port: 'any' })).right(4711).judge();
    expect(result.checks.map(({ id }) => id)).not.toContain('port');
    expect(result.score).toBe(10);
  });

  test('a server with a second port beside the right one listens on the right one', () => {
    const result = new Play(hello('server')).listens(8080).right(53).judge();
    expect(lost(result)).toEqual({});
  });

  test('a client that tries the right port and another one first dials the right one', () => {
    const result = new Play(hello('client')).dials(9999, 'refused').right(53).judge();
    expect(lost(result)).toEqual({});
  });
});

describe('the client does not get through', () => {
  const hidden = { 'message-1': 'skipped', 'message-2': 'skipped', closes: 'skipped' };

  test('refused on the wrong port, and not met there: the port is the fault', () => {
    const result = new Play(hello('client')).listens().dials(9999, 'refused').judge();
    expect(lost(result)).toEqual({ port: 'failed: wrong-port', connects: 'skipped', ...hidden });
  });

  test('refused on the right port', () => {
    const result = new Play(hello('client')).listens(54).dials(53, 'refused').judge();
    expect(lost(result)).toEqual({ connects: 'failed: refused', ...hidden });
    expect(result.checks[0]).toMatchObject({ at: { connection: 1 }, hintId: 'refused' });
  });

  test('refused at one address, and heard at another', () => {
    const play = new Play(hello('client')).listens(53, { address: '10.0.0.9' });
    const result = play.dials(53, 'refused').judge();
    expect(result.checks[0]).toMatchObject({ cause: 'refused', hintId: 'bound-elsewhere' });
    expect(result.checks[0]?.hint).toContain('10.0.0.9:53');
  });

  test('a crash that says so costs nothing more', () => {
    const stderr =
      'Traceback (most recent call last):\n  File "client.py", line 3, in <module>\n    s.connect(a)\nConnectionRefusedError: [Errno 111] Connection refused\n';
    const play = new Play(hello('client')).dials(53, 'refused');
    const result = play.ends('client', { kind: 'exited', code: 1 }, { stderr }).judge();
    expect(lost(result)).toEqual({ connects: 'failed: refused', ...hidden });
  });

  test('never answered', () => {
    const result = new Play(hello('client')).listens().dials(53, 'unanswered').judge();
    expect(lost(result)).toEqual({ connects: 'failed: unanswered', ...hidden });
  });

  test('never dialled', () => {
    const result = new Play(hello('client')).listens().rests('client', 'keyboard').judge();
    expect(lost(result)).toEqual({ connects: 'failed: never-dials', port: 'skipped', ...hidden });
    expect(result.checks[0]?.hintId).toBe('client-waits-for-typing');
  });

  test('listens in place of dialling', () => {
    const listens = { role: 'client', by: 'student' } as const;
    const result = new Play(hello('client')).listens().listens(54, listens).judge();
    expect(result.checks[0]).toMatchObject({ cause: 'never-dials', hintId: 'client-listens' });
  });

  test('a name that nobody has', () => {
    const stderr =
      'Traceback (most recent call last):\n  File "client.py", line 3, in <module>\n    s.connect(a)\nsocket.gaierror: [Errno -2] Name or service not known\n';
    const play = new Play(hello('client')).listens().ends('client', { kind: 'exited', code: 1 }, { stderr });
    expect(lost(play.judge())).toEqual({
      connects: 'failed: crash',
      port: 'skipped',
      ...hidden,
      survives: 'skipped',
    });
    expect(play.judge().checks[0]?.hintId).toBe('crash-name-not-found');
  });

  test('the student’s two programs do not agree on the port', () => {
    const result = new Play(hello('both')).listens(1200).dials(12001, 'refused').judge();
    expect(lost(result)).toEqual({ connects: 'failed: ports-differ', ...hidden });
    expect(result.checks[0]?.message).toBe('The server listens on port 1200, the client dials port 12001.');
  });

  test('the student’s server does not listen for the student’s client', () => {
    const result = new Play(hello('both')).ends('server', { kind: 'exited', code: 0 }).judge();
    expect(lost(result)).toMatchObject({ connects: 'failed: nothing-listens' });
  });

  test('that the reference did not try is no fault of the student', () => {
    const result = new Play(hello('server')).listens().judge();
    expect(result.status).toBe('inconclusive');
  });
});

describe('several clients', () => {
  const two = scenario('server', messages(['client', 'HELLO'], ['server', 'HELLO']), {
    clients: { count: 2, at: 'one-after-another' },
  });

  test('each has the conversation', () => {
    const play = new Play(task([two])).right();
    expect(lost(play.connects().talk().fin('client', 'server').judge())).toEqual({});
  });

  test('a server that ends after one client', () => {
    const result = new Play(task([two])).right().dials(53, 'refused').judge();
    expect(lost(result)).toEqual({ connects: 'failed: not-accepted' });
    expect(result.checks[2]).toMatchObject({ hintId: 'one-client-only' });
  });

  test('the kernel connects a client that the server never accepts', () => {
    const play = new Play(task([two]))
      .right()
      .connects()
      .says('client', 'HELLO')
      .gaveUp('client')
      .fin('client');
    const unaccepted = [play.connection.client];
    const result = play.rests('server', 'receive').judge({ unaccepted });
    expect(lost(result)).toMatchObject({ connects: 'failed: not-accepted' });
  });

  test('the worst of what the clients saw counts', () => {
    const play = new Play(task([two])).right().connects();
    const result = play
      .talk((text, one) => (one.from === 'server' ? 'Hello' : text))
      .fin('client', 'server')
      .judge();
    expect(lost(result)).toEqual({ 'message-2': 'half: wrong-case' });
    expect(result.checks[4]?.at?.connection).toBe(2);
  });
});
