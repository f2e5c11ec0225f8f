/** Hostile programs, and hints of a whole result. */
import { assemble } from './published.ts';
import { describe, expect, test } from 'vitest';
import { chat, hello, submission, task } from './build.ts';
import { Play } from './play.ts';

describe('hints of a result', () => {
  const of = task([...hello('server').scenarios, ...hello('client').scenarios]);

  test('the most important first, each once', () => {
    const one = new Play(of, of.scenarios[0]).listens(9999).connects(9999);
    const server = one
      .says('client', 'HELLO')
      .says('server', 'Hello')
      .fin('client')
      .rests('server', 'accept')
      .judge();
    const client = new Play(of, of.scenarios[1]).right(9999).judge();
    const hints = assemble(of, [server, client, server]).hints.map(({ id, role }) => [id, role]);
    expect(hints).toEqual([
      ['wrong-port-server', 'server'],
      ['wrong-port-client', 'client'],
      ['wrong-case', 'server'],
      ['never-closes', 'server'],
    ]);
  });

  test('a finding is told once, with its line', () => {
    const finding = {
      code: 'python-2',
      role: 'server',
      message: 'server.py is Python 2.',
      file: 'server.py',
      line: 7,
    } as const;
    const by = submission([finding], ['client']);
    const server = new Play(of, of.scenarios[0]).judge({}, by);
    const result = assemble(of, [server], by);
    expect(result.hints).toHaveLength(1);
    expect(result.hints[0]).toMatchObject({ id: 'python-2', role: 'server', file: 'server.py', line: 7 });
    expect(result.hints[0]?.message).toMatch(/^server\.py is Python 2\. This is Python 2/);
  });

  test('exchanged names are a remark, and cost nothing', () => {
    const finding = { code: 'roles-exchanged', role: undefined, message: 'client.py listens.' } as const;
    const by = submission([finding]);
    const result = assemble(hello('server'), [new Play(hello('server')).right().judge({}, by)], by);
    expect(result).toMatchObject({ status: 'passed', hints: [{ id: 'roles-exchanged' }] });
  });
});

describe('hostile programs', () => {
  const nasty = [
    '\u001b[2J\u0000<script>alert(1)</script>',
    '\ud800\udfff\u202e"\\\n\r\t',
    '=HYPERLINK("http://x")',
    '::error::x\n```\n',
    'Traceback (most recent call last):\n  File "\u0000", line 99999999999, in x\nX: \ud800',
    'x'.repeat(200_000),
  ];
  const bytes = [Buffer.from([0xff, 0xfe, 0, 0x80, 0xc3]), ...nasty.map((text) => Buffer.from(text, 'utf8'))];

  test('break neither JSON nor schema, and nobody’s points', () => {
    for (const [index, said] of bytes.entries()) {
      const text = nasty[index % nasty.length] ?? '';
      const play = new Play(hello('both'))
        .listens()
        .connects()
        .says('client', said)
        .says('server', said, said)
        .fin('client', 'server');
      play.ends('server', { kind: 'exited', code: 1 }, { stdout: text, stderr: text });
      play.ends('client', { kind: 'signalled', signal: 'SIGSEGV' }, { stdout: text, stderr: text });
      play.types('client', text);
      const result = assemble(play.task, [play.judge()]);
      const [one] = result.scenarios;
      expect(one!.checks.every((check) => check.score >= 0 && check.score <= check.maxScore)).toBe(true);
      expect(one!.checks.every((check) => check.message.length < 2000)).toBe(true);
    }
  });

  test('a flood is cut, and judged in bounded time', () => {
    const play = new Play(chat('server', 'client')).listens().connects();
    for (let round = 0; round < 3000; round += 1) play.says('server', `spam ${round}`).says('client', 'stop');
    play.ends('server', { kind: 'stopped', why: 'too-much-traffic' }, { stdout: 'x'.repeat(10_000_000) });
    const result = assemble(play.task, [play.judge()]);
    expect(JSON.stringify(result).length).toBeLessThan(500_000);
    expect(result.scenarios[0]?.conversation.connections[0]?.eventsLeftOut).toBeGreaterThan(5000);
    expect(result.scenarios[0]?.programs[0]?.outputDropped).toBeGreaterThan(9_000_000);
  });

  test('bytes that are not text come back from base64', () => {
    const raw = Buffer.from([0x48, 0xff, 0x80, 0x49]);
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .says('server', raw)
      .fin('client', 'server');
    const event = play.judge().conversation.connections[0]!.events[2]!;
    expect(event.kind === 'data' && Buffer.from(event.bytes.base64 ?? '', 'base64').equals(raw)).toBe(true);
  });

  test('a cut tears no letter', () => {
    const long = '€'.repeat(3000);
    const play = new Play(hello('server'))
      .listens()
      .connects()
      .says('client', 'HELLO')
      .says('server', long)
      .fin('client', 'server');
    const event = play.judge().conversation.connections[0]!.events[2]!;
    expect(event).toMatchObject({ bytes: { cut: true, length: 9000 } });
    expect(event.kind === 'data' && event.bytes.base64).toBe(undefined);
  });
});
