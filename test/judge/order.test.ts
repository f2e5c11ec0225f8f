/** Messages out of turn, messages that do not belong, and messages that were not read. */
import { describe, expect, test } from 'vitest';
import { hello, messages, scenario, task } from './build.ts';
import { Play, lost } from './play.ts';

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
  test('closed with them unread behind a FIN of its own, as Java does', () => {
    expect(lost(one().says('client', 'HELLO').fin('server').rst('server').judge())).toEqual({
      'message-1': 'failed: unread',
    });
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
