/** Patterns, the time, files; what a student may not see; framing and datagrams. */
import { describe, expect, test } from 'vitest';
import { hello, messages, scenario, task } from './build.ts';
import { Play, lost } from './play.ts';

describe('other kinds of message', () => {
  const says = (kind: Parameters<typeof messages>[0][1], said: string): Record<string, string> =>
    lost(
      new Play(task([scenario('server', messages(['server', kind]))]))
        .listens()
        .connects()
        .says('server', said)
        .fin('server', 'client')
        .judge(),
    );

  test('a pattern is searched for, as the schema says', () => {
    const pattern = { kind: 'pattern', pattern: '^id=\\d+$', example: 'id=7' } as const;
    expect(says(pattern, 'id=42\n')).toEqual({});
    expect(says(pattern, 'my id=42')).toEqual({ 'message-1': 'failed: wrong-text' });
    expect(says({ ...pattern, pattern: 'id=\\d+' }, 'my id=42')).toEqual({});
  });

  test('any text but none', () => {
    expect(says({ kind: 'any', example: 'hi' }, 'whatever')).toEqual({});
    expect(says({ kind: 'any', example: 'hi' }, '\n')).toEqual({ 'message-1': 'failed: not-said' });
  });

  // The runs of these tests begin at 14:05:00 with an hour's offset from UTC.
  const time = { kind: 'time', format: '%d/%m/%Y %H:%M:%S', withinSeconds: 5 } as const;
  test.each([
    ['now', '01/03/2026 14:05:00', {}],
    ['in UTC', '01/03/2026 13:05:00', {}],
    ['a few seconds off', '01/03/2026 14:05:04', {}],
    ['too far off', '01/03/2026 14:05:20', { 'message-1': 'failed: time-off' }],
    ['yesterday', '28/02/2026 14:05:00', { 'message-1': 'failed: time-off' }],
    ['with a label', 'Time: 01/03/2026 14:05:00', { 'message-1': 'half: extra-text' }],
    ['as ctime has it', 'Sun Mar  1 14:05:00 2026', { 'message-1': 'half: time-form' }],
    ['with microseconds', '2026-03-01 14:05:00.123456', { 'message-1': 'half: time-form' }],
    ['day and month exchanged', '03/01/2026 14:05:00', { 'message-1': 'failed: time-off' }],
    ['no time at all', 'hello', { 'message-1': 'failed: wrong-text' }],
  ])('the time, %s', (_, said, expected) => {
    expect(says(time, said)).toEqual(expected);
  });

  test('the time without a date, over midnight', () => {
    const play = new Play(task([scenario('server', messages(['server', { ...time, format: '%T' }]))]));
    play.listens().connects().says('server', '23:59:58').fin('server', 'client');
    expect(lost(play.judge({ startedAt: '2026-03-02T00:00:01.000+00:00' }))).toEqual({});
  });

  test('a file, byte by byte', () => {
    const bytes = Buffer.from([1, 0, 0, 255, 10, 0]);
    const file = { name: 'a.bin', bytes: () => bytes };
    const of = task([scenario('server', messages(['server', { kind: 'file', file }]))]);
    const sent = (what: Buffer): Play =>
      new Play(of).listens().connects().says('server', what).fin('server', 'client');
    expect(lost(sent(bytes).judge())).toEqual({});
    expect(lost(sent(bytes.subarray(0, 3)).judge())).toEqual({ 'message-1': 'failed: truncated' });
  });
});

describe('what a student may not see', () => {
  const said = (details: 'actual-only' | 'none', text: string) => {
    const of = task([
      scenario('server', messages(['client', 'hi'], ['server', 'XYZZY-SECRET', { details }])),
    ]);
    const play = new Play(of).listens().connects().says('client', 'hi');
    if (text !== '') play.says('server', text);
    play.fin('client', 'server');
    const expected = new Play(of).right().record();
    return play.judge({}, undefined, expected);
  };

  test.each(['actual-only', 'none'] as const)('%s: the expected text is nowhere', (details) => {
    for (const text of ['xyzzy-secret', 'Server: nothing', 'XYZZY', '']) {
      const json = JSON.stringify(said(details, text).checks);
      expect(json).not.toContain('XYZZY-SECRET');
      expect(said(details, text).expected).toBeUndefined();
    }
  });

  test('not even how near it is', () => {
    const check = said('actual-only', 'xyzzy-secret').checks[4];
    expect(check).toMatchObject({ status: 'failed', cause: 'withheld' });
    expect(check?.message).toBe(
      'The server said "xyzzy-secret", which is only partly what the task asks for.',
    );
    expect(check).not.toHaveProperty('hint');
    expect(check).not.toHaveProperty('difference');
    const [near, far] = ['XYZZY-SECREX', 'AYZZY-SECREX'].map((text) => {
      return JSON.stringify(said('actual-only', text).checks[4]).replace(text, '');
    });
    expect(near).toBe(far);
  });

  test('none: what was said is not shown either', () => {
    const check = said('none', 'plugh').checks[4];
    expect(check).not.toHaveProperty('difference');
    expect(check?.message).toBe('What the server said is not what the task asks for.');
  });

  test('full: both are there, and the reference’s conversation', () => {
    const of = hello('server');
    const expected = new Play(of).right().record();
    const result = new Play(of)
      .listens()
      .connects()
      .says('client', 'HELLO')
      .says('server', 'NO')
      .judge({}, undefined, expected);
    expect(result.checks[4]?.difference?.expected?.text).toBe('HELLO');
    expect(result.expected?.connections).toHaveLength(1);
  });
});

describe('framing', () => {
  const framed = (framing: Parameters<typeof task>[1]): Play =>
    new Play(
      task([scenario('server', messages(['client', 'hi'], ['server', 'ONE'], ['server', 'TWO']))], framing),
    )
      .listens()
      .connects();
  const line = { framing: { kind: 'line' } } as const;
  const prefix = { framing: { kind: 'length-prefix', bytes: 2, order: 'big' } } as const;

  test('lines', () => {
    const play = framed(line).says('client', 'hi\n').says('server', 'ONE\nT', 'WO\n').fin('client', 'server');
    expect(lost(play.judge())).toEqual({});
  });
  test('a line without its end', () => {
    const play = framed(line).says('client', 'hi\n').says('server', 'ONE\nTWO').fin('client', 'server');
    expect(lost(play.judge())).toEqual({ 'message-3': 'half: not-framed' });
  });
  test('length prefixes', () => {
    const play = framed(prefix)
      .says('client', '\0\x02hi')
      .says('server', '\0\x03ONE\0\x03TWO')
      .fin('client', 'server');
    expect(lost(play.judge())).toEqual({});
  });
  test('the length left out', () => {
    const play = framed(prefix)
      .says('client', '\0\x02hi')
      .says('server', '\0\x03ONETWO')
      .fin('client', 'server');
    expect(lost(play.judge())).toEqual({ 'message-3': 'half: not-framed' });
  });
  test('digits', () => {
    const digits = { framing: { kind: 'length-prefix', digits: 4, order: 'big' } } as const;
    const play = framed(digits)
      .says('client', '0002hi')
      .says('server', '0003ONE   3TWO')
      .fin('client', 'server');
    expect(lost(play.judge())).toEqual({});
  });
});

describe('datagrams', () => {
  const udp = (student: 'server' | 'client'): Play => new Play(hello(student, { transport: 'udp' }));
  const [client, server] = [{ port: 40000 }, { port: 53 }];

  test('each is a message', () => {
    const play = udp('server')
      .listens(53, { transport: 'udp' })
      .sends(client, server, 'HELLO')
      .sends(server, client, 'HELLO');
    expect(lost(play.judge())).toEqual({});
    expect(play.judge().checks.map(({ id }) => id)).not.toContain('closes');
  });
  test('a wrong answer', () => {
    const play = udp('server')
      .listens(53, { transport: 'udp' })
      .sends(client, server, 'HELLO')
      .sends(server, client, 'Hello');
    expect(lost(play.judge())).toEqual({ 'message-2': 'half: wrong-case' });
  });
  test('a client that sends where nobody is', () => {
    const play = udp('client').listens(53, { transport: 'udp' }).sends(client, { port: 9999 }, 'HELLO', true);
    expect(lost(play.judge())).toMatchObject({ port: 'failed: wrong-port', connects: 'skipped' });
  });
  test('a client that nothing ends: it asks for one more line, and crashes when its keyboard is closed', () => {
    const play = udp('client').listens(53, { transport: 'udp' });
    play.sends(client, server, 'HELLO').sends(server, client, 'HELLO');
    const stderr = `Traceback (most recent call last):\n  File "/x/client.py", line 7, in <module>\n    input()\nEOFError: EOF when reading a line\n`;
    const keyboard = { keyboardClosed: true, keyboardClosedAt: play.now + 1 };
    const result = play.ends('client', { kind: 'exited', code: 1 }, { stderr, ...keyboard }).judge();
    expect(lost(result)).toEqual({ closes: 'failed: never-closes' });
  });
  test('a server that waits for somebody to type, and ends at the word that it is let go with', () => {
    const play = udp('server').listens(53, { transport: 'udp' }).sends(client, server, 'HELLO');
    play.gaveUp('client').types('server', 'STOP', 'leave').ends('server', { kind: 'exited', code: 0 });
    const check = play.judge().checks.find(({ id }) => id === 'message-2');
    expect(check).toMatchObject({ cause: 'not-said', hintId: 'waits-for-typing' });
  });
  test('a client that does not end', () => {
    const play = udp('client')
      .listens(53, { transport: 'udp' })
      .sends(client, server, 'HELLO')
      .sends(server, client, 'HELLO');
    expect(lost(play.rests('client', 'receive').judge())).toEqual({ closes: 'failed: never-closes' });
  });
});
