/** What the student’s program said: right, nearly right, wrong, and how that is told. */
import { describe, expect, test } from 'vitest';
import { hello, messages, PLAIN, scenario, task } from './build.ts';
import { Play, lost, type Script } from './play.ts';

const BIG = Buffer.from([0, 5]);
const served = (script: Script, of = hello('server')): Record<string, string> =>
  lost(script(new Play(of).listens().connects().says('client', 'HELLO')).fin('client', 'server').judge());

describe('one message of the student’s server', () => {
  const rows: [string, Script, Record<string, string>][] = [
    ['right', (play) => play.says('server', 'HELLO'), {}],
    ['in two segments', (play) => play.says('server', 'HEL', 'LO'), {}],
    ['with a line feed', (play) => play.says('server', 'HELLO\n'), {}],
    ['with CRLF', (play) => play.says('server', 'HELLO\r\n'), {}],
    ['in a C buffer, with garbage behind the NUL', (play) => play.says('server', 'HELLO\0PATH=/usr/bin'), {}],
    ['as writeUTF sends it', (play) => play.says('server', Buffer.concat([BIG, Buffer.from('HELLO')])), {}],
    ['behind 4 bytes of length', (play) => play.says('server', Buffer.from('\0\0\0\x05HELLO')), {}],
    ['behind 4 bytes, the least first', (play) => play.says('server', Buffer.from('\x05\0\0\0HELLO')), {}],
    ['behind a padded header of 64', (play) => play.says('server', '5'.padEnd(64) + 'HELLO'), {}],
    ['behind 4 digits', (play) => play.says('server', '0005HELLO'), {}],
    [
      'behind a length that is wrong',
      (play) => play.says('server', '0006HELLO'),
      { 'message-2': 'half: extra-text' },
    ],
    ['wrong case', (play) => play.says('server', 'Hello'), { 'message-2': 'half: wrong-case' }],
    [
      'a label before it',
      (play) => play.says('server', 'Server: HELLO'),
      { 'message-2': 'half: extra-text' },
    ],
    ['a blank behind it', (play) => play.says('server', 'HELLO '), { 'message-2': 'half: extra-text' }],
    ['more behind it', (play) => play.says('server', 'HELLO there'), { 'message-2': 'half: extra-text' }],
    ['said twice', (play) => play.says('server', 'HELLOHELLO'), { 'message-2': 'half: extra-text' }],
    [
      'said twice, in lines',
      (play) => play.says('server', 'HELLO\nHELLO\n'),
      { 'message-2': 'half: extra-text' },
    ],
    [
      'wrong case and a label',
      (play) => play.says('server', 'Server: hello'),
      { 'message-2': 'quarter: extra-text' },
    ],
    ['another text', (play) => play.says('server', 'GOODBYE'), { 'message-2': 'failed: wrong-text' }],
    ['cut short', (play) => play.says('server', 'HELL'), { 'message-2': 'failed: truncated' }],
    ['only blanks', (play) => play.says('server', ' \n'), { 'message-2': 'failed: not-said' }],
    ['nothing', (play) => play, { 'message-2': 'failed: not-said' }],
    [
      'one message too many',
      (play) => play.says('server', 'HELLO').says('client', '\n').says('server', 'Bye'),
      {
        'message-2': 'half: extra-message',
      },
    ],
  ];
  test.each(rows)('%s', (_, script, expected) => {
    expect(served(script)).toEqual(expected);
  });

  test('a length prefix is noted', () => {
    const play = new Play(hello('server')).listens().connects().says('client', 'HELLO');
    const result = play.says('server', '0005HELLO').fin('client', 'server').judge();
    expect(result.checks[4]?.message).toContain('The length stood before the text');
  });

  test('what stands behind the NUL is shown nowhere', () => {
    const play = new Play(hello('server')).listens().connects().says('client', 'HELLO');
    const result = play
      .says('server', 'Hello\0PATH=/secret', 'more of /secret')
      .fin('client', 'server')
      .judge();
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(result.checks[4]).toMatchObject({ status: 'failed', cause: 'wrong-case' });
  });
});

describe('a failed message says what, where and what was expected', () => {
  test('in words, as bytes, and in the conversation', () => {
    const play = new Play(hello('server')).listens().connects().says('client', 'HELLO');
    const check = play.says('server', 'HEL', 'P!').fin('client', 'server').judge().checks[4];
    expect(check).toMatchObject({
      message: expect.stringContaining('The server said "HELP!"') as unknown,
      difference: { offset: 3, expected: { text: 'HELLO', length: 5 }, actual: { text: 'HELP!', length: 5 } },
      at: { connection: 1, event: 3 },
    });
    expect(check?.message).toContain('Byte 4 is "P" (0x50), not "L" (0x4C). Expected: "HELLO".');
  });

  test('line ends are visible', () => {
    const compare = { ...PLAIN, ignoreLineEnd: false };
    const of = task([scenario('server', messages(['client', 'HELLO'], ['server', 'HELLO', { compare }]))]);
    const play = new Play(of).listens().connects().says('client', 'HELLO').says('server', 'HELLO\n');
    const check = play.fin('client', 'server').judge().checks[4];
    expect(check).toMatchObject({ status: 'failed', cause: 'extra-text', difference: { offset: 5 } });
    expect(check?.message).toContain('"HELLO␊"');
  });
});

describe('comparison, as the spec has it', () => {
  const rows: [string, Partial<typeof PLAIN>, string, string, Record<string, string>][] = [
    ['case is ignored', { ignoreCase: true }, 'HELLO', 'Hello', {}],
    ['outer blanks are ignored', { ignoreOuterBlanks: true }, 'HELLO', '  HELLO\t', {}],
    [
      'inner blanks are not',
      { ignoreOuterBlanks: true },
      'HE LLO',
      'HE  LLO',
      { 'message-1': 'failed: wrong-text' },
    ],
    ['numbers within the tolerance', { numberTolerance: 0.5 }, 'pi is 3.1', 'pi is 3.14159', {}],
    [
      'numbers beyond it',
      { numberTolerance: 0.01 },
      'pi is 3.1',
      'pi is 3.2',
      { 'message-1': 'failed: wrong-text' },
    ],
    [
      'text beside the numbers',
      { numberTolerance: 5 },
      '3 pears',
      '3 figs',
      { 'message-1': 'failed: wrong-text' },
    ],
  ];
  test.each(rows)('%s', (_, compare, wanted, said, expected) => {
    const of = task([
      scenario('server', messages(['server', wanted, { compare: { ...PLAIN, ...compare } }])),
    ]);
    const play = new Play(of).listens().connects().says('server', said).fin('server', 'client');
    expect(lost(play.judge())).toEqual(expected);
  });
});
