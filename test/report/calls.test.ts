import { describe, expect, it } from 'vitest';
import type { SocketCall, SocketCalls } from '../../harness/capture/calls/socket-calls.ts';
import { renderCalls } from '../../harness/report/terminal/calls.ts';
import { coloured, plain } from '../../harness/report/terminal/paint.ts';
import { columnsOf } from '../../harness/report/terminal/width.ts';
import { HOSTILE_TEXTS, OBEYED_BY_TERMINALS } from './hostile-text.ts';
import { program } from './sample-results.ts';

const call = (name: string, about: string, more: Partial<SocketCall> = {}): SocketCall => {
  return { at: 12.34, call: name, descriptor: 3, about, arguments: '', ...more };
};

function table(calls: Partial<SocketCalls>, columns = 90): string[] {
  const seen = { made: [], dropped: 0, neverClosed: [], ...calls };
  return renderCalls([program({ calls: seen })], { columns, paint: plain }, false);
}

describe('the table of socket calls', () => {
  it('has a line a call, with what it was about and how it came out', () => {
    const made = [
      call('socket', 'TCP over IPv4'),
      call('setsockopt', 'SO_REUSEADDR = 1'),
      call('bind', '0.0.0.0:80', { error: { name: 'EACCES', text: 'Permission denied' } }),
      call('listen', 'backlog 5'),
      call('accept', '127.0.0.1:40000', { opened: 4 }),
      call('getsockname', '127.0.0.1:80', { byRuntime: true }),
      call('recv', 'up to 1024 bytes', { bytes: 5 }),
      call('send', '5 bytes', { bytes: 5 }),
      call('send', '5 bytes', { bytes: 3 }),
      call('sendmsg', '127.0.0.1:9', { bytes: 2 }),
      call('recv', 'up to 1024 bytes', { bytes: 0 }),
      call('write', '1 byte', { bytes: 22, times: 22 }),
      call('accept', '', { waiting: true }),
      call('close', '', { byRuntime: true }),
    ];
    expect(table({ made, neverClosed: [4] }).map((line) => line.replace('     12.3 ms  ', ''))).toEqual([
      '',
      '  The socket calls of server.py',
      '              call        socket',
      'socket           3  TCP over IPv4',
      'setsockopt       3  SO_REUSEADDR = 1',
      'bind             3  0.0.0.0:80  failed: Permission denied (EACCES)',
      'listen           3  backlog 5',
      'accept           3  127.0.0.1:40000, as socket 4',
      'recv             3  5 bytes (up to 1024 bytes)',
      'send             3  5 bytes',
      'send             3  3 bytes of 5 bytes',
      'sendmsg          3  2 bytes to 127.0.0.1:9',
      'recv             3  nothing: the other side has closed',
      'write            3  1 byte, 22 times, 22 bytes together',
      'accept           3  had not come back at the end',
      'close            3  not by the program: it had forgotten this socket',
      '              –                4  never closed: left to the exit',
    ]);
  });

  it('is short where there are many calls, and says what is missing', () => {
    const made = Array.from({ length: 200 }, () => call('send', '5 bytes'));
    const lines = table({ made, dropped: 7, incomplete: true });
    expect(lines.length).toBeLessThan(50);
    expect(lines.join('\n')).toMatch(/160 more calls[\s\S]*7 calls in between[\s\S]*not looked at/);
  });

  it('is not there where no calls were written down', () => {
    expect(renderCalls([program()], { columns: 90, paint: plain }, true)).toEqual([]);
  });

  it.each(HOSTILE_TEXTS.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
    'shows %s and does not obey it, on a narrow terminal too',
    (_, text) => {
      const error = { name: text, text };
      const made = [
        call(text, text),
        call('recv', text, { bytes: 1, error }),
        call('send', text, { bytes: 4 }),
      ];
      const lines = table({ made }, 60);
      expect(lines).toHaveLength(6);
      for (const line of lines) {
        expect(line).not.toMatch(OBEYED_BY_TERMINALS);
        expect(line).not.toContain('\n');
        expect(columnsOf(line)).toBeLessThanOrEqual(60);
      }
    },
  );

  it('says in words what it says in colours', () => {
    const made = [
      call('connect', '127.0.0.1:9', { error: { name: 'ECONNREFUSED', text: 'Connection refused' } }),
    ];
    const calls = { made, dropped: 0, neverClosed: [] };
    const painted = renderCalls([program({ calls })], { columns: 90, paint: coloured }, false);
    expect(painted.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(table(calls));
  });
});
