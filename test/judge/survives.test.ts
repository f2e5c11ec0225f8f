/** Crashes and runaways: what is one, what only follows from another fault, and what the harness did itself. */
import { describe, expect, test } from 'vitest';
import { chat, hello } from './build.ts';
import { lost, Play } from './play.ts';

const trace = (error: string, file = '/scratch/ada/server.py'): string =>
  `Traceback (most recent call last):\n  File "${file}", line 9, in <module>\n    conn.send('HELLO')\n${error}\n`;
const TYPE_ERROR = trace("TypeError: a bytes-like object is required, not 'str'");

describe('a crash', () => {
  test('after everything was right costs survives alone', () => {
    const play = new Play(hello('server'))
      .right()
      .ends('server', { kind: 'exited', code: 1 }, { stderr: TYPE_ERROR });
    const result = play.judge();
    expect(lost(result)).toEqual({ survives: 'failed: crash' });
    expect(result.checks.at(-1)).toMatchObject({
      hintId: 'crash-bytes-or-text',
      where: { file: 'server.py', line: 9, source: "conn.send('HELLO')" },
      message:
        "The server crashed: TypeError: a bytes-like object is required, not 'str' (server.py, line 9).",
    });
  });

  test('in the middle: what it could not say any more is hidden by it', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .fin('server', 'client');
    play.ends('server', { kind: 'exited', code: 1 }, { stderr: TYPE_ERROR });
    expect(lost(play.judge())).toEqual({
      'message-2': 'skipped',
      closes: 'skipped',
      survives: 'failed: crash',
    });
  });

  test('of the reader hides what was said to it', () => {
    const play = new Play(hello('both'))
      .listens()
      .connects()
      .fin('client')
      .says('server', 'HELLO')
      .rst('client');
    play.ends(
      'client',
      { kind: 'exited', code: 1 },
      { stderr: trace("NameError: name 'x' is not defined", 'client.py') },
    );
    expect(lost(play.judge())).toEqual({
      'message-1': 'skipped',
      'message-2': 'skipped',
      closes: 'skipped',
      survives: 'failed: crash',
    });
  });

  test.each(['SIGSEGV', 'SIGABRT', 'SIGFPE'])('by %s', (signal) => {
    const play = new Play(hello('server')).right().ends('server', { kind: 'signalled', signal });
    expect(lost(play.judge())).toEqual({ survives: 'failed: crash' });
    expect(play.judge().checks.at(-1)?.hintId).toBe('memory-fault');
  });

  test('as the exit code of a shell or a sandbox has it', () => {
    const play = new Play(hello('server')).right().ends('server', { kind: 'exited', code: 139 });
    expect(play.judge().checks.at(-1)?.message).toBe('The server crashed: SIGSEGV.');
  });

  test('in a thread, with the program running on', () => {
    const stderr = `Exception in thread Thread-1 (serve):\n${trace('ValueError: no')}`;
    const play = new Play(hello('server')).right().rests('server', 'accept');
    play.programs.get('server')!.stderr = stderr;
    expect(lost(play.judge())).toEqual({ survives: 'failed: crash' });
  });
});

describe('no crash', () => {
  const ended = (ending: Parameters<Play['ends']>[1], stderr = ''): Record<string, string> =>
    lost(new Play(hello('server')).right().ends('server', ending, { stderr }).judge());

  test('an exit code alone', () => {
    expect(ended({ kind: 'exited', code: 55 })).toEqual({});
  });
  test('a trace that the program caught and printed', () => {
    expect(ended({ kind: 'exited', code: 0 }, TYPE_ERROR)).toEqual({});
  });
  test('the end by the harness, and how the interpreter takes it', () => {
    expect(ended({ kind: 'stopped', why: 'run-over' }, trace('KeyboardInterrupt'))).toEqual({});
    expect(
      ended(
        { kind: 'stopped', why: 'at-rest' },
        'Exception in thread "main" java.util.NoSuchElementException: No line found\n',
      ),
    ).toEqual({});
  });
  test('a program that takes the end of its input badly', () => {
    const play = new Play(hello('client')).right();
    const stderr = trace('EOFError: EOF when reading a line', 'client.py');
    play.ends('client', { kind: 'exited', code: 1 }, { stderr, keyboardClosed: true });
    expect(lost(play.judge())).toEqual({});
  });
  test('one that takes a word more badly', () => {
    const play = new Play(chat('server', 'client')).right().types('server', 'BYE', 'leave');
    play.ends(
      'server',
      { kind: 'exited', code: 1 },
      { stderr: trace('OSError: [Errno 9] Bad file descriptor') },
    );
    expect(lost(play.judge())).toEqual({});
  });
});

describe('a crash that comes from outside', () => {
  const broken = trace('BrokenPipeError: [Errno 32] Broken pipe');
  const crash = (play: Play): Play => play.ends('server', { kind: 'exited', code: 1 }, { stderr: broken });

  test('with another fault costs nothing more', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .talk()
      .says('client', '\n')
      .says('server', 'more');
    const result = crash(play.fin('client', 'server')).judge();
    expect(lost(result)).toEqual({ 'message-2': 'half: extra-message' });
    expect(result.checks.at(-1)?.message).toContain('That follows from message-2');
  });

  test('with no other fault is one itself', () => {
    expect(lost(crash(new Play(hello('server')).right()).judge())).toEqual({ survives: 'failed: crash' });
  });

  test('does not hide what was not said: that is the fault', () => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .fin('client', 'server');
    expect(lost(crash(play).judge())).toEqual({ 'message-2': 'failed: not-said' });
  });
});

describe('running away', () => {
  test.each([
    ['too-much-output', 'runaway', 'endless-output'],
    ['too-much-traffic', 'runaway', 'endless-output'],
    ['too-much-memory', 'runaway', 'endless-growth'],
    ['too-many-processes', 'runaway', 'endless-growth'],
    ['spinning', 'busy-loop', 'busy-loop'],
  ] as const)('%s', (why, cause, hint) => {
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .talk()
      .fin('client')
      .ends('server', { kind: 'stopped', why });
    const result = play.judge();
    expect(lost(result)).toEqual({ survives: `failed: ${cause}` });
    expect(result.checks.at(-1)?.hintId).toBe(hint);
    expect(result.checks.at(-2)?.message).toContain('follows from survives');
  });

  test('in the middle of the conversation: what it did not come to say is not charged again', () => {
    const play = new Play(hello('server')).listens().connects().says('client', 'HELLO');
    const result = play.ends('server', { kind: 'stopped', why: 'too-much-output' }).judge();
    expect(lost(result)).toMatchObject({ 'message-2': 'skipped', survives: 'failed: runaway' });
  });

  test('the time limit, with the processor busy', () => {
    const play = new Play(hello('server')).right();
    expect(lost(play.ends('server', { kind: 'stopped', why: 'time-limit' }, { cpuMs: 900 }).judge())).toEqual(
      {
        survives: 'failed: busy-loop',
      },
    );
  });
  test('the time limit, with the processor idle, is none', () => {
    const play = new Play(hello('server')).right();
    expect(lost(play.ends('server', { kind: 'stopped', why: 'time-limit' }, { cpuMs: 20 }).judge())).toEqual(
      {},
    );
  });
  test('the limit of processor time', () => {
    const play = new Play(hello('server')).right().ends('server', { kind: 'signalled', signal: 'SIGXCPU' });
    expect(lost(play.judge())).toEqual({ survives: 'failed: busy-loop' });
  });
  test('only the one that did it is blamed', () => {
    const play = new Play(hello('both')).right();
    play.ends('server', { kind: 'stopped', why: 'too-much-output' }, { outputDropped: 1_000_000 });
    play.ends('client', { kind: 'stopped', why: 'too-much-output' });
    expect(play.judge().checks.at(-1)).toMatchObject({ status: 'failed', by: 'server' });
  });
  test('at the end of the keyboard’s input is no fault', () => {
    const play = new Play(hello('client')).right();
    play.ends(
      'client',
      { kind: 'stopped', why: 'too-much-output' },
      { keyboardClosed: true, outputDropped: 9 },
    );
    expect(lost(play.judge())).toEqual({});
  });
});
