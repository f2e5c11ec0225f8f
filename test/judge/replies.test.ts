/** Replies are computed from what was said, typed lines from what was typed. */
import { describe, expect, test } from 'vitest';
import { chat, messages, scenario, task } from './build.ts';
import { Play, lost } from './play.ts';

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
    lost(
      new Play(reply(name))
        .listens()
        .connects()
        .says('client', 'HELLO')
        .says('server', said)
        .fin('client', 'server')
        .judge(),
    );

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

describe('an answer as the reference gives it', () => {
  const of = (student: 'server' | 'both') =>
    task([
      scenario(
        student,
        messages(
          ['client', { kind: 'typed', typed: 'line', text: 'one two' }],
          ['server', { kind: 'as-reference' }],
          ['client', { kind: 'typed', typed: 'line', text: 'three' }],
          ['server', { kind: 'as-reference' }],
        ),
      ),
    ]);
  const talk = (play: Play, [first, second]: [string, string], lines = ['one two', 'three']): Play => {
    play.listens().connects();
    for (const [index, line] of lines.entries()) {
      play
        .types('client', index === 0 ? 'one two' : 'three')
        .says('client', line)
        .says('server', index === 0 ? first : second);
    }
    return play.fin('client', 'server');
  };
  const expected = (student: 'server' | 'both') => talk(new Play(of(student)), ['2', '1']).record();
  const judged = (student: 'server' | 'both', ...answers: [[string, string], string[]?]) =>
    talk(new Play(of(student)), ...answers).judge({}, undefined, expected(student));

  test('is compared with what the reference said there', () => {
    expect(lost(judged('server', ['2', '1']))).toEqual({});
    expect(lost(judged('server', ['2 words', '1']))).toEqual({ 'message-2': 'half: extra-text' });
    expect(lost(judged('server', ['2', '2']))).toEqual({ 'message-4': 'failed: wrong-text' });
  });

  test('is not found inside a number', () => {
    expect(lost(judged('server', ['12', '1']))).toEqual({ 'message-2': 'failed: wrong-text' });
    expect(lost(judged('server', ['7', '21']))).toEqual({
      'message-2': 'failed: wrong-text',
      'message-4': 'failed: wrong-text',
    });
  });

  test('is left open once the other side says what it did not say to the reference', () => {
    expect(lost(judged('both', ['2', '5'], ['one two', 'three!']))).toEqual({
      'message-3': 'half: extra-text',
    });
    expect(lost(judged('both', ['5', '1'], ['one two', 'three!']))).toMatchObject({
      'message-2': 'failed: wrong-text',
    });
  });

  test('is no student’s loss where the reference could not be played', () => {
    const { status, checks } = talk(new Play(of('server')), ['7', '7']).judge();
    expect(status).toBe('inconclusive');
    expect(checks[0]?.message).toMatch(/reference/);
  });
});
