/** What a program does to the harness: each run ends by itself, tells why, and leaves nothing behind. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { noPrivateNetwork, play } from './play.ts';

const title = 'programs that misbehave' + (noPrivateNetwork === undefined ? '' : ` (${noPrivateNetwork})`);

/** The commands of all processes that run one of the files. */
function stillRunning(...files: string[]): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(commandOf).filter((command) => files.some((file) => command.includes(file)));
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}

describe.skipIf(noPrivateNetwork !== undefined)(title, () => {
  const asServer = (file: string) => play({ task: 'uppercase', scenario: 'server', files: { server: file } });

  test('one that floods its output is ended for it, and what it printed first is kept', async () => {
    const { cause, programs } = await asServer('floods-stdout.py');
    expect(cause).toBe('too-much-output');
    expect(programs[0]?.ending).toMatchObject({ kind: 'stopped', why: 'too-much-output' });
    expect(programs[0]?.stdout).toContain('all work and no play');
    expect(programs[0]?.outputDropped).toBeGreaterThan(0);
  });

  test('one that floods the wire is ended for it', async () => {
    const { cause, conversation } = await asServer('floods-the-wire.py');
    expect(cause).toBe('too-much-traffic');
    expect(conversation.lost).toBe(0);
  });

  test('one that answers the end of the stream, again and again, is ended for it', async () => {
    const { cause } = await asServer('answers-for-ever.py');
    expect(cause).toBe('too-much-traffic');
  });

  test('one that connects for ever is ended, and every connection was seen', async () => {
    const record = await play({
      task: 'uppercase',
      scenario: 'client',
      files: { client: 'connects-again-and-again.py' },
    });
    expect(record.programs[0]?.ending.kind).toBe('stopped');
    expect(record.conversation.connections.length).toBeGreaterThan(10);
    expect(record.conversation.lost).toBe(0);
  });

  test('one that is deaf to SIGTERM is proved to hang, and where', async () => {
    const { cause, programs } = await asServer('ignores-sigterm.py');
    expect(cause).toBe('at-rest');
    expect(programs[0]?.stacks).toMatch(/ignores-sigterm\.py", line \d+/);
  });

  test('one that leaves a daemon and one that starts fifty processes leave none', async () => {
    await asServer('daemon-keeps-port.py');
    const record = await asServer('forks-fifty.py');
    expect(record.programs[0]?.stdout).toContain('started 50');
    expect(stillRunning('daemon-keeps-port.py', 'forks-fifty.py')).toEqual([]);
  });

  test('one that writes outside of its folder has written into a place that is gone', async () => {
    const { programs } = await asServer('writes-outside.py');
    expect(programs[0]?.stdout).toContain('wrote /tmp/sockmark-was-here.txt');
    expect(existsSync('/tmp/sockmark-was-here.txt')).toBe(false);
  });

  test('one that writes big files is stopped at the limit', async () => {
    const { programs } = await asServer('writes-big-files.py');
    expect(programs[0]?.stdout).toMatch(/wrote 268435456/);
  });

  test.each(['sockets-on-stdio.py', 'closes-its-stdio.py', 'execs-another.py'])(
    '%s is served as any other',
    async (file) => {
      const { conversation, cause } = await asServer(file);
      expect(cause).toBe('finished');
      const [connection] = conversation.connections;
      const said =
        connection?.events.flatMap((event) =>
          event.kind === 'data' ? [Buffer.from(event.bytes).toString()] : [],
        ) ?? [];
      expect(said[1]).toBe(said[0]?.toUpperCase());
      expect(said[0]).toMatch(/^[a-z ]+$/);
    },
  );
});
