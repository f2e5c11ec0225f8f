/** How conversations end and connections are closed: `ends`, `closes`, and what is no fault. */
import { describe, expect, test } from 'vitest';
import { chat, hello, lost, messages, Play, scenario, task, type Script } from './build.ts';

const talked = (student: 'server' | 'client' | 'both', endedBy: 'server' | 'client'): Play =>
  new Play(chat(student, endedBy)).listens().connects();

describe('the word that ends it', () => {
  const rows: [string, 'server' | 'client', 'server' | 'client', Script, Record<string, string>][] = [
    ['the client says it, both close', 'client', 'client', (play) => play.talk().fin('client', 'server'), {}],
    ['the server says it, both close', 'server', 'server', (play) => play.talk().fin('server', 'client'), {}],
    ['the student hears it', 'server', 'client', (play) => play.talk().fin('client', 'server'), {}],
    [
      'the student hears it and closes first',
      'server',
      'client',
      (play) => play.talk().fin('server', 'client'),
      {},
    ],
    [
      'the word is never sent, the connection is closed in its place',
      'client',
      'client',
      (play) => play.talk(butBye(undefined)).fin('client', 'server'),
      {},
    ],
    [
      'the student says it and goes on',
      'client',
      'client',
      (play) => play.talk().fin('server').rests('client', 'keyboard'),
      { ends: 'failed: not-ended' },
    ],
    [
      'the student hears it and goes on',
      'server',
      'client',
      (play) => play.talk().fin('client').rests('server', 'keyboard'),
      { ends: 'failed: not-ended' },
    ],
    [
      'the word is typed and nothing follows from it',
      'client',
      'client',
      (play) => play.talk(butBye(undefined)).gaveUp('server').fin('server').rests('client', 'keyboard'),
      { 'message-5': 'skipped', ends: 'failed: not-ended' },
    ],
    [
      'the wrong word, and a close',
      'client',
      'client',
      (play) => play.talk(butBye('QUIT')).fin('client', 'server'),
      { 'message-5': 'failed: wrong-text' },
    ],
    [
      'the word in small letters',
      'client',
      'client',
      (play) => play.talk(butBye('bye')).fin('client', 'server'),
      { 'message-5': 'half: wrong-case' },
    ],
    [
      'it ended after the word, but never closed: back in accept',
      'server',
      'client',
      (play) => play.talk().fin('client').rests('server', 'accept'),
      { closes: 'failed: never-closes' },
    ],
    [
      'it answers the word, and closes',
      'server',
      'client',
      (play) => play.talk().says('server', 'bye bye').fin('client', 'server'),
      {},
    ],
    [
      'it closes before the other side has said the word',
      'server',
      'client',
      (play) => play.talk(butBye(undefined)).fin('server', 'client'),
      { 'message-5': 'skipped', ends: 'failed: ended-early' },
    ],
    [
      'it closes just before the word arrives',
      'server',
      'client',
      (play) => play.talk(butBye(undefined)).fin('server').says('client', 'BYE').rst('server'),
      { 'message-5': 'skipped', ends: 'failed: ended-early' },
    ],
    [
      'it closes in the middle: the message that is missing is charged',
      'server',
      'client',
      (play) => play.says('client', 'one apple').fin('server', 'client'),
      {
        'message-2': 'failed: not-said',
        'message-3': 'skipped',
        'message-4': 'skipped',
        'message-5': 'skipped',
        ends: 'skipped',
      },
    ],
    [
      'it ended only because somebody let it go',
      'client',
      'server',
      (play) => play.talk().fin('server').types('client', 'BYE', 'leave').says('client', 'BYE').fin('client'),
      { ends: 'failed: not-ended' },
    ],
    [
      'it ended only because its keyboard was closed',
      'client',
      'server',
      (play) =>
        play
          .talk()
          .fin('server')
          .ends('client', { kind: 'exited', code: 1 }, { keyboardClosed: true, keyboardClosedAt: play.now })
          .fin('client'),
      { ends: 'failed: not-ended' },
    ],
  ];
  test.each(rows)('%s', (_, student, endedBy, script, expected) => {
    expect(lost(script(talked(student, endedBy)).judge())).toEqual(expected);
  });

  test('between two programs of the student, both are looked at, and it is charged once', () => {
    const play = talked('both', 'client').talk();
    const result = play.rests('client', 'receive').rests('server', 'keyboard').judge();
    expect(lost(result)).toEqual({ ends: 'failed: not-ended' });
  });

  test('a word that was typed and replaced by something else is charged as a message', () => {
    const play = talked('both', 'server').talk((text) => (text === 'BYE' ? 'ok' : text));
    const result = play.types('client', 'BYE', 'leave').fin('client', 'server').judge();
    expect(lost(result)).toEqual({ 'message-4': 'failed: wrong-text' });
  });
});

function butBye(word: string | undefined): (text: string) => string | undefined {
  return (text) => (text === 'BYE' ? word : text);
}

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

describe('what becomes of the server', () => {
  const then = (serverThen: 'exits' | 'serves-on' | 'open'): Play =>
    new Play(
      hello('server', { termination: { rule: { kind: 'last-message' }, closesFirst: 'either', serverThen } }),
    ).right();

  test.each([
    ['open', 'running', {}],
    ['open', 'ended', {}],
    ['exits', 'running', { ends: 'failed: runs-on' }],
    ['exits', 'ended', {}],
    ['serves-on', 'running', {}],
    ['serves-on', 'ended', { survives: 'failed: stopped-serving' }],
  ] as const)('%s, and it is %s', (serverThen, state, expected) => {
    const play = then(serverThen);
    if (state === 'running') play.rests('server', 'accept');
    expect(lost(play.judge())).toEqual(expected);
  });

  test('a daemon has ended before its first client, and serves on', () => {
    const play = then('serves-on');
    play.programs.get('server')!.ending = { kind: 'exited', code: 0, at: 5 };
    expect(lost(play.judge())).toEqual({});
  });

  test('a client’s program has no such check', () => {
    const termination = {
      rule: { kind: 'last-message' },
      closesFirst: 'either',
      serverThen: 'exits',
    } as const;
    const ids = new Play(hello('client', { termination }))
      .right()
      .judge()
      .checks.map(({ id }) => id);
    expect(ids).not.toContain('ends');
  });

  test('one that still holds its client is charged for that', () => {
    const termination = {
      rule: { kind: 'last-message' },
      closesFirst: 'either',
      serverThen: 'exits',
    } as const;
    const play = new Play(hello('server', { termination })).listens().connects().talk().fin('client');
    expect(lost(play.rests('server', 'pause').judge())).toEqual({
      ends: 'skipped',
      closes: 'failed: never-closes',
    });
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
