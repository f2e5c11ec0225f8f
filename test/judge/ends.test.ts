/** How conversations end: the word, and what becomes of the server. */
import { describe, expect, test } from 'vitest';
import { chat, hello } from './build.ts';
import { Play, lost, type Script } from './play.ts';

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
