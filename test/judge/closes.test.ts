/** How connections are closed, and peers that are difficult on purpose. */
import { describe, expect, test } from 'vitest';
import { hello, messages, scenario, task } from './build.ts';
import { Play, lost, type Script } from './play.ts';

describe('closing', () => {
  const rows: [string, 'server' | 'client', Script, Record<string, string>][] = [
    ['FIN from both', 'server', (play) => play.fin('client', 'server'), {}],
    ['the student first', 'server', (play) => play.fin('server', 'client'), {}],
    [
      'never, and the program waits for the next client',
      'server',
      (play) => play.fin('client').rests('server', 'accept'),
      { closes: 'failed: never-closes' },
    ],
    [
      'never, and the program sleeps',
      'server',
      (play) => play.fin('client').rests('server', 'pause'),
      { closes: 'failed: never-closes' },
    ],
    [
      'never, since it waits for more',
      'client',
      (play) => play.fin('server').rests('client', 'receive'),
      { closes: 'failed: never-closes' },
    ],
    [
      'never, though the program has ended (a child holds the socket)',
      'server',
      (play) => play.fin('client'),
      { closes: 'failed: never-closes' },
    ],
    ['RST in place of FIN', 'server', (play) => play.rst('server'), { closes: 'failed: reset' }],
    ['RST after its own FIN', 'server', (play) => play.fin('server', 'client').rst('server'), {}],
    ['RST of the peer', 'server', (play) => play.rst('client'), {}],
    [
      'only when it was told to leave',
      'client',
      (play) => play.types('client', 'exit', 'leave').fin('client', 'server'),
      {},
    ],
  ];
  test.each(rows)('%s', (_, student, script, expected) => {
    const play = new Play(hello(student)).listens().connects().talk();
    expect(lost(script(play).judge())).toEqual(expected);
  });

  test('the program and the place are named', () => {
    const play = new Play(hello('both')).listens().connects().talk().fin('client').rests('server', 'accept');
    const check = play.judge().checks.find(({ id }) => id === 'closes');
    expect(check).toMatchObject({ by: 'server', at: { connection: 1 }, hintId: 'never-closes' });
    expect(check?.message).toContain('though the other side had closed its own; it waits in accept');
  });

  test('one that nothing ends never closes, though it crashes when its keyboard is closed', () => {
    const stderr = `Traceback (most recent call last):\n  File "/x/client.py", line 7, in <module>\n    input()\nEOFError: EOF when reading a line\n`;
    const play = new Play(hello('client')).listens().connects().talk().fin('server');
    const keyboardClosedAt = play.now;
    const ending = { stderr, keyboardClosed: true, keyboardClosedAt };
    const result = play.fin('client').ends('client', { kind: 'exited', code: 1 }, ending).judge();
    expect(lost(result)).toEqual({ closes: 'failed: never-closes' });
    expect(result.checks.at(-2)?.hintId).toBe('asks-for-ever');
  });

  test('the end of its input is a good end, where it takes it for one', () => {
    const play = new Play(hello('client')).listens().connects().talk().fin('server');
    const ending = { keyboardClosed: true, keyboardClosedAt: play.now };
    const result = play.fin('client').ends('client', { kind: 'exited', code: 0 }, ending).judge();
    expect(lost(result)).toEqual({});
  });

  test('a client that still receives is told what the end of a stream looks like', () => {
    const play = new Play(hello('client'))
      .listens()
      .connects()
      .talk()
      .fin('server')
      .rests('client', 'receive');
    expect(play.judge().checks.at(-2)?.hintId).toBe('client-waits-for-more');
  });
});

describe('who closes first', () => {
  const closing = (
    closesFirst: 'server' | 'client' | 'either',
    student: 'server' | 'client' | 'both',
  ): Play => {
    const rule = { kind: 'last-message' } as const;
    return new Play(hello(student, { termination: { rule, closesFirst, serverThen: 'open' } }))
      .listens()
      .connects()
      .talk();
  };

  test('is not judged unless the sheet says so', () => {
    for (const first of ['server', 'client'] as const) {
      const second = first === 'server' ? 'client' : 'server';
      expect(lost(closing('either', 'both').fin(first, second).judge())).toEqual({});
    }
  });
  test('is judged where it does', () => {
    expect(lost(closing('client', 'server').fin('client', 'server').judge())).toEqual({});
    expect(lost(closing('client', 'server').fin('server', 'client').judge())).toEqual({
      closes: 'failed: closed-second',
    });
    expect(lost(closing('server', 'both').fin('client', 'server').judge())).toEqual({
      closes: 'failed: closed-second',
    });
  });
  test('the reference closes only where the student has let its chance pass', () => {
    expect(lost(closing('server', 'server').fin('client', 'server').judge())).toEqual({
      closes: 'failed: closed-second',
    });
    expect(lost(closing('server', 'client').fin('server', 'client').judge())).toEqual({});
  });
});

describe('a peer that is difficult on purpose', () => {
  const one = messages(['client', 'HELLO'], ['server', 'HELLO']);

  test('silent: what it never said is not asked for', () => {
    const play = new Play(task([scenario('client', one, { conditions: ['silent'] })])).listens().connects();
    const result = play.says('client', 'HELLO').fin('server', 'client').judge();
    expect(result.checks.map(({ id }) => id)).toEqual(['connects', 'port', 'closes', 'survives']);
    expect(result.score).toBe(10);
  });

  test('reset: only that it survives', () => {
    const play = new Play(task([scenario('server', one, { conditions: ['reset'] })])).listens().connects();
    const result = play.says('client', 'HELLO').rst('client').judge();
    expect(result.checks.map(({ id }) => id)).toEqual(['listens', 'port', 'connects', 'survives']);
    expect(lost(result)).toEqual({});
  });

  test('a server that starts late: refused first, then met', () => {
    const play = new Play(task([scenario('client', one, { conditions: ['late-server'] })])).dials(
      53,
      'refused',
    );
    expect(lost(play.right().judge())).toEqual({});
  });
});
