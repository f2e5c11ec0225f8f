/** The messages: what was said, what was read, and what only follows from something else. */
import { describe, expect, test } from 'vitest';
import { chat, hello, lost, messages, PLAIN, Play, scenario, task, type Script } from './build.ts';

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

describe('replies are computed from what was really said', () => {
  const reply = (name: 'upper' | 'lower' | 'same' | 'reverse' | 'length') =>
    task([
      scenario(
        'server',
        messages(
          ['client', { kind: 'typed', typed: 'line', text: 'aße Über 1' }],
          ['server', { kind: 'reply', reply: name }],
        ),
      ),
    ]);
  const answered = (name: Parameters<typeof reply>[0], said: string): Record<string, string> =>
    served((play) => play.says('server', said), reply(name));

  test.each([
    ['upper', 'HELLO'],
    ['lower', 'hello'],
    ['same', 'HELLO'],
    ['reverse', 'OLLEH'],
    ['length', '5'],
  ] as const)('%s of HELLO is %s', (name, said) => {
    expect(answered(name, said)).toEqual({});
  });

  test('bytes that C’s toupper leaves alone may stay', () => {
    const of = reply('upper');
    for (const said of ['ASSE ÜBER 1', 'AßE ÜBER 1']) {
      const play = new Play(of).listens().connects().says('client', 'aße Über 1').says('server', said);
      expect(lost(play.fin('client', 'server').judge())).toEqual({});
    }
  });

  test('what comes back unchanged is no reply, though only the case differs', () => {
    const play = new Play(reply('upper')).listens().connects().says('client', 'abc').says('server', 'abc');
    expect(lost(play.fin('client', 'server').judge())).toEqual({ 'message-2': 'failed: unchanged' });
  });

  test('a first letter in capitals is half right', () => {
    const play = new Play(reply('upper')).listens().connects().says('client', 'abc').says('server', 'Abc');
    expect(lost(play.fin('client', 'server').judge())).toEqual({ 'message-2': 'half: wrong-case' });
  });

  test('the number is not found inside another one', () => {
    expect(answered('length', '15 bytes')).toEqual({ 'message-2': 'failed: wrong-text' });
    expect(answered('length', 'Got 5 bytes')).toEqual({ 'message-2': 'half: extra-text' });
  });

  test('bytes that are turned piece by piece are the right stream', () => {
    const says = [
      ['client', 'abcd'],
      ['server', { kind: 'reply', reply: 'upper' }],
    ] as const;
    const play = new Play(task([scenario('server', messages(...says))])).listens().connects();
    play.says('client', 'ab').says('server', 'AB').says('client', 'cd').says('server', 'CD');
    expect(lost(play.fin('client', 'server').judge())).toEqual({});
    const once = new Play(play.task).listens().connects();
    once.says('client', 'ab').says('server', 'AB').says('client', 'cd').fin('server', 'client');
    expect(lost(once.judge())).toEqual({ 'message-2': 'failed: truncated' });
  });

  test('a reply before anything was said is out of turn', () => {
    const play = new Play(reply('same')).listens().connects().says('server', 'abc').says('client', 'abc');
    expect(lost(play.fin('client', 'server').judge())).toEqual({ 'message-2': 'half: wrong-order' });
  });
});

describe('typed text', () => {
  const upper = task([
    scenario(
      'client',
      messages(
        ['client', { kind: 'typed', typed: 'lowercase', text: 'golden barrel' }],
        ['server', { kind: 'reply', reply: 'upper' }],
      ),
    ),
  ]);
  const said = (text: string, typed?: string): Record<string, string> => {
    const play = new Play(upper).listens().connects();
    if (typed !== undefined) play.types('client', typed);
    return lost(play.says('client', text).says('server', text.toUpperCase()).fin('client', 'server').judge());
  };

  test('the line that was typed', () => {
    expect(said('golden barrel', 'golden barrel')).toEqual({});
  });
  test('one word of it, as scanf takes it', () => {
    expect(said('golden', 'golden barrel')).toEqual({});
  });
  test('not another one', () => {
    expect(said('hello world', 'golden barrel')).toEqual({ 'message-1': 'failed: wrong-text' });
  });
  test('with a label', () => {
    expect(said('You: golden barrel', 'golden barrel')).toEqual({ 'message-1': 'half: extra-text' });
  });
  test('a program that asks nobody may say any text of the kind', () => {
    expect(said('hello world')).toEqual({});
    expect(said('HELLO WORLD')).toEqual({ 'message-1': 'failed: wrong-text' });
  });

  test('lines may be written into a chat, but not one line for all', () => {
    const talked = (first: string, second: string): Record<string, string> =>
      lost(
        new Play(chat('server', 'client'))
          .right()
          .judge({ conversation: replaced(chat('server', 'client'), [first, second]) }),
      );
    expect(talked('hi', 'fine')).toEqual({});
    expect(talked('received', 'received')).toEqual({
      'message-2': 'failed: fixed-text',
      'message-4': 'failed: fixed-text',
    });
  });

  test('each line in its own place: a label does not make a message slip into the next', () => {
    const play = new Play(chat('client', 'server')).listens().connects();
    play.types('client', 'one apple').says('client', 'Me: one apple').says('server', 'two pears');
    play
      .types('client', 'three figs')
      .says('client', 'Me: three figs')
      .says('server', 'BYE')
      .fin('client', 'server');
    expect(lost(play.judge())).toEqual({ 'message-1': 'half: extra-text', 'message-3': 'half: extra-text' });
  });
});

function replaced(of: ReturnType<typeof chat>, server: string[]) {
  const lines = [...server];
  const play = new Play(of).listens().connects();
  play.talk((text, one) => (one.from === 'server' ? (lines.shift() ?? text) : text));
  return play.fin('client', 'server').record().conversation;
}

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

  test('a file, byte by byte, as the reference sent it', () => {
    const of = task([scenario('server', messages(['server', { kind: 'file', file: '/specs/a.bin' }]))]);
    const bytes = Buffer.from([1, 0, 0, 255, 10, 0]);
    const sent = (what: Buffer): Play =>
      new Play(of).listens().connects().says('server', what).fin('server', 'client');
    const expected = sent(bytes).record();
    expect(lost(sent(bytes).judge({}, undefined, expected))).toEqual({});
    expect(lost(sent(bytes.subarray(0, 3)).judge({}, undefined, expected))).toEqual({
      'message-1': 'failed: truncated',
    });
    expect(sent(bytes).judge().status).toBe('inconclusive');
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
    expect(check).toMatchObject({
      status: 'failed',
      cause: 'withheld',
      difference: { actual: { text: 'xyzzy-secret' } },
    });
    expect(check?.message).toBe(
      'The server said "xyzzy-secret", which is only partly what the task asks for.',
    );
    expect(check).not.toHaveProperty('hint');
    expect(check?.difference).not.toHaveProperty('expected');
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

describe('order, and what does not belong', () => {
  const twoLines = task([
    scenario('server', messages(['client', 'hi'], ['server', 'ONE'], ['server', 'TWO'])),
  ]);
  const answer = (...texts: string[]): Record<string, string> =>
    lost(
      new Play(twoLines)
        .listens()
        .connects()
        .says('client', 'hi')
        .says('server', ...texts)
        .fin('client', 'server')
        .judge(),
    );

  test('two messages in a row are one turn', () => {
    expect(answer('ONE', 'TWO')).toEqual({});
    expect(answer('ONETWO')).toEqual({});
    expect(answer('ONE\nTWO\n')).toEqual({});
    expect(answer('ONE'.padEnd(8, '\0') + 'TWO'.padEnd(8, '\0'))).toEqual({});
  });
  test('the wrong way round', () => {
    expect(answer('TWO', 'ONE')).toEqual({ 'message-3': 'half: wrong-order' });
  });
  test('one of them missing', () => {
    expect(answer('ONE')).toEqual({ 'message-3': 'failed: not-said' });
    expect(answer('TWO')).toEqual({ 'message-2': 'failed: not-said' });
  });
  test('one of them wrong', () => {
    expect(answer('ONE', 'two')).toEqual({ 'message-3': 'half: wrong-case' });
    expect(answer('ONE\nthree\n')).toEqual({ 'message-3': 'failed: wrong-text' });
  });

  test('where the task leaves the order open, both ways are right', () => {
    const open = messages(['client', 'hi'], ['server', 'ONE', { eitherOrder: true }], ['server', 'TWO']);
    const play = new Play(task([scenario('server', open)])).listens().connects().says('client', 'hi');
    expect(lost(play.says('server', 'TWO', 'ONE').fin('client', 'server').judge())).toEqual({});
  });

  test('either side may speak first where the task says so, and not where it does not', () => {
    const lines = (eitherOrder: boolean) => messages(['client', 'ping', { eitherOrder }], ['server', 'pong']);
    const play = (eitherOrder: boolean): Play =>
      new Play(task([scenario('server', lines(eitherOrder))])).listens().connects().says('server', 'pong');
    expect(lost(play(true).says('client', 'ping').fin('client', 'server').judge())).toEqual({});
    expect(lost(play(false).says('client', 'ping').fin('client', 'server').judge())).toEqual({
      'message-2': 'half: wrong-order',
    });
  });

  test('a banner', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('server', 'Welcome!')
      .says('client', 'HELLO');
    const result = play.says('server', 'HELLO').fin('client', 'server').judge();
    expect(lost(result)).toEqual({ 'message-2': 'half: extra-message' });
    expect(result.checks[4]?.hintId).toBe('banner');
  });

  test('a client that does not wait for the answer', () => {
    const of = task([scenario('client', messages(['client', 'ONE'], ['server', 'ok'], ['client', 'TWO']))]);
    const play = new Play(of)
      .listens()
      .connects()
      .says('client', 'ONE', 'TWO')
      .says('server', 'ok')
      .fin('client', 'server');
    expect(lost(play.judge())).toEqual({ 'message-3': 'half: wrong-order' });
  });

  test('a server that has nothing to say and says something', () => {
    const one = task([scenario('server', messages(['client', 'HELLO']))]);
    const play = new Play(one)
      .listens()
      .connects()
      .says('client', 'HELLO')
      .says('server', 'thanks')
      .fin('client', 'server');
    expect(lost(play.judge())).toEqual({ 'message-1': 'half: extra-message' });
  });

  test('what is said after being told to leave does not count', () => {
    const play = new Play(hello('client')).listens().connects().talk().types('client', 'exit', 'leave');
    expect(lost(play.says('client', 'exit').fin('client', 'server').judge())).toEqual({});
  });

  test('a connection for each message is one talk', () => {
    const of = task([scenario('client', messages(['client', 'ONE'], ['client', 'TWO']))]);
    const play = new Play(of).listens().connects().says('client', 'ONE').fin('client', 'server');
    expect(lost(play.connects().says('client', 'TWO').fin('client', 'server').judge())).toEqual({});
  });
});

describe('messages that were not read', () => {
  const one = (): Play =>
    new Play(task([scenario('server', messages(['client', 'HELLO']))])).listens().connects();

  test('read', () => {
    expect(lost(one().says('client', 'HELLO').fin('client', 'server').judge())).toEqual({});
  });
  test('left in the socket', () => {
    const play = one().says('client', 'HELLO').fin('client').unread('server', 5).rests('server', 'keyboard');
    expect(lost(play.fin('server').judge())).toEqual({ 'message-1': 'failed: unread' });
  });
  test('only its line end left', () => {
    const play = one().says('client', 'HELLO\n').unread('server', 1).fin('client', 'server');
    expect(lost(play.judge())).toEqual({});
  });
  test('read in part', () => {
    const result = one().says('client', 'HELLO').unread('server', 3).fin('client', 'server').judge();
    expect(lost(result)).toEqual({ 'message-1': 'failed: unread' });
    expect(result.checks[3]?.hintId).toBe('reads-a-part');
  });
  test('closed with them unread: the RST follows from it and costs nothing more', () => {
    const result = one().says('client', 'HELLO').rst('server').judge();
    expect(lost(result)).toEqual({ 'message-1': 'failed: unread' });
    expect(result.checks[4]?.message).toContain('charged at message-1');
  });
  test('closed before they came', () => {
    const play = one().fin('server').says('client', 'HELLO').rst('server');
    expect(lost(play.judge())).toEqual({ 'message-1': 'failed: unread' });
  });
  test('a server that shut its sending half down still reads', () => {
    expect(lost(one().fin('server').says('client', 'HELLO').fin('client').judge())).toEqual({});
  });
  test('a client that leaves before the answer', () => {
    const play = new Play(hello('client')).listens().connects().says('client', 'HELLO').fin('client');
    expect(lost(play.says('server', 'HELLO').rst('client').judge())).toEqual({
      'message-2': 'failed: unread',
    });
  });
  test('between two programs of the student, who did not read is at fault', () => {
    const play = new Play(hello('both')).listens().connects().says('client', 'HELLO').fin('client');
    const result = play.says('server', 'HELLO').rst('client').judge();
    expect(lost(result)).toEqual({ 'message-2': 'failed: unread' });
    expect(result.checks[2]?.by).toBe('client');
  });
});

describe('silence', () => {
  test('both wait: only the first message that is missing is charged', () => {
    const play = new Play(chat('server', 'client')).listens().connects().says('client', 'one apple');
    const result = play.gaveUp('client').fin('client', 'server').judge();
    expect(lost(result)).toEqual({
      'message-2': 'failed: not-said',
      'message-3': 'skipped',
      'message-4': 'skipped',
      'message-5': 'skipped',
      ends: 'skipped',
    });
    expect(result.checks[4]).toMatchObject({ hintId: 'both-wait' });
    expect(result.checks[4]?.message).toContain('Both sides wait to receive');
  });

  test('a client that waits for the server to begin says its message too late', () => {
    const play = new Play(hello('client')).listens().connects().gaveUp('server').fin('server');
    const result = play.says('client', 'HELLO').fin('client').judge();
    expect(lost(result)).toEqual({ 'message-1': 'failed: said-too-late', 'message-2': 'skipped' });
  });

  test('a server that answers only at the end of the stream is half right', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .gaveUp('client')
      .fin('client');
    const result = play.says('server', 'HELLO').fin('server').judge();
    expect(lost(result)).toEqual({ 'message-2': 'half: said-too-late' });
    expect(result.checks[4]?.hintId).toBe('waits-for-end-of-stream');
  });

  test('the same after a half-close of the reference, which waits on', () => {
    const play = new Play(hello('server')).listens().connects().says('client', 'HELLO').fin('client');
    const nudges = [{ kind: 'half-close' as const, at: play.now, role: 'client' as const }];
    expect(lost(play.says('server', 'HELLO').fin('server').judge({ nudges }))).toEqual({
      'message-2': 'half: said-too-late',
    });
  });

  test('a line end that the reference had to add costs nothing where the sheet leaves lines open', () => {
    const play = new Play(hello('server')).listens().connects().says('client', 'HELLO', '\n');
    const nudges = [{ kind: 'line-end' as const, at: play.now - 5, role: 'client' as const }];
    expect(lost(play.says('server', 'HELLO\n').fin('client', 'server').judge({ nudges }))).toEqual({});
  });

  test('a program that took its line and sent nothing may have it in a buffer', () => {
    const play = new Play(chat('client', 'client'))
      .listens()
      .connects()
      .types('client', 'one apple')
      .gaveUp('server');
    const result = play.rests('client', 'receive').judge();
    expect(result.checks[2]).toMatchObject({ cause: 'not-said', hintId: 'not-flushed' });
  });

  test('it waits for the keyboard where it should speak', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .gaveUp('client')
      .fin('client');
    const result = play.rests('server', 'keyboard').judge();
    expect(lost(result)).toEqual({ 'message-2': 'failed: not-said', closes: 'skipped' });
    expect(result.checks[4]?.hintId).toBe('waits-for-typing');
  });

  test('it went back to accept, and left its client there: two faults', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .gaveUp('client')
      .fin('client');
    expect(lost(play.rests('server', 'accept').judge())).toEqual({
      'message-2': 'failed: not-said',
      closes: 'failed: never-closes',
    });
  });

  test('it closed without an answer', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .fin('server', 'client');
    const result = play.judge();
    expect(lost(result)).toEqual({ 'message-2': 'failed: not-said' });
    expect(result.checks[4]?.hintId).toBe('closed-without-answer');
  });

  test('the line that it waits in is named', () => {
    const stacks =
      'Fatal Python error: Aborted\n\nCurrent thread 0x00007f12 (most recent call first):\n  File "/usr/lib/python3.11/socket.py", line 706 in readinto\n  File "/scratch/ada/server.py", line 12 in serve\n  File "/scratch/ada/server.py", line 20 in <module>\n';
    const play = new Play(hello('both')).listens().connects().says('client', 'HELLO');
    play.rests('client', 'receive').rests('server', 'receive');
    play.programs.get('server')!.stacks = stacks;
    const check = play.judge().checks[2];
    expect(check).toMatchObject({ cause: 'not-said', where: { file: 'server.py', line: 12 } });
    expect(check?.message).toContain('it waits to receive (server.py, line 12)');
  });

  test('what the reference left unsaid without any fault of the student is inconclusive', () => {
    const play = new Play(hello('client'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .fin('server', 'client');
    expect(play.judge().status).toBe('inconclusive');
  });

  test('what the reference left unsaid after a wrong message is hidden by that', () => {
    const play = new Play(chat('server', 'client')).listens().connects().says('client', 'one apple');
    const result = play
      .types('server', 'two pears')
      .says('server', 'nonsense')
      .fin('client', 'server')
      .judge();
    expect(result.status).toBe('failed');
    expect(lost(result)).toMatchObject({ 'message-2': 'failed: wrong-text', 'message-3': 'skipped' });
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
  test('a client that does not end', () => {
    const play = udp('client')
      .listens(53, { transport: 'udp' })
      .sends(client, server, 'HELLO')
      .sends(server, client, 'HELLO');
    expect(lost(play.rests('client', 'receive').judge())).toEqual({ closes: 'failed: never-closes' });
  });
});
