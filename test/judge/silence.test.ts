/** Messages that never come, or too late. */
import { describe, expect, test } from 'vitest';
import { chat, hello } from './build.ts';
import { Play, lost } from './play.ts';

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

  test('a server that answers only at the end of the stream is too late', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .gaveUp('client')
      .fin('client');
    const result = play.says('server', 'HELLO').fin('server').judge();
    expect(lost(result)).toEqual({ 'message-2': 'failed: said-too-late' });
    expect(result.checks[4]?.hintId).toBe('waits-for-end-of-stream');
  });

  test('the same after a half-close of the reference, which waits on', () => {
    const play = new Play(hello('server')).listens().connects().says('client', 'HELLO').fin('client');
    const nudges = [{ kind: 'half-close' as const, at: play.now, role: 'client' as const }];
    expect(lost(play.says('server', 'HELLO').fin('server').judge({ nudges }))).toEqual({
      'message-2': 'failed: said-too-late',
    });
  });

  test('a line end that the reference had to add costs nothing where the sheet leaves lines open', () => {
    const play = new Play(hello('server')).listens().connects().says('client', 'HELLO', '\n');
    const nudges = [{ kind: 'line-end' as const, at: play.now - 5, role: 'client' as const }];
    expect(lost(play.says('server', 'HELLO\n').fin('client', 'server').judge({ nudges }))).toEqual({});
  });

  test('a program that took its line and sent nothing', () => {
    const play = new Play(chat('client', 'client'))
      .listens()
      .connects()
      .types('client', 'one apple')
      .gaveUp('server');
    const result = play.rests('client', 'receive').judge();
    expect(result.checks[2]).toMatchObject({ cause: 'not-said', hintId: 'typed-not-sent' });
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
