import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { plain } from '../../harness/report/terminal/paint.ts';
import { renderResult } from '../../harness/report/terminal/result.ts';
import { bytes, check, connection, conversation, result, scenario } from './sample-results.ts';

const rendered = (overrides: Parameters<typeof scenario>[0]) =>
  renderResult(result({ scenarios: [scenario(overrides)] }), { columns: 90, paint: plain }).split('\n');

/** The lines of the drawing, without the times and with runs of strokes made one, so that columns do not matter. */
function drawing(overrides: Parameters<typeof scenario>[0]): string[] {
  return rendered(overrides)
    .filter((line) => /[│├┊╳]/u.test(line))
    .map((line) => line.slice(10).replace(/([─═╌ ])\1+/gu, '$1'));
}

describe('the drawing', () => {
  it('marks the event that cost points, and who never closed', () => {
    const events = connection().events.slice(0, 4);
    const open = connection({ events, leftOpenBy: ['client'] });
    const checks = [
      check({ status: 'failed', at: { connection: 1, event: 2 } }),
      check({ id: 'closes', status: 'failed', at: { connection: 1 } }),
      check({ id: 'listens', at: { connection: 1, event: 0 } }),
    ];
    const lines = drawing({ status: 'failed', conversation: conversation(open), checks });
    expect(lines[0]).not.toContain('✗');
    expect(lines[2]).toBe(' │◀─ "HELLO WORLD" 11 bytes ─┤ ✗ message-2'.trim());
    expect(lines.at(-1)).toBe('│ reference client never closed its side ┊ ✗ closes');
  });

  it('draws a refused connection as the SYN and the RST that answered it', () => {
    const refused = connection({ outcome: 'refused', serverPort: 9999, events: [] });
    expect(drawing({ conversation: conversation(refused) })).toEqual([
      '├─ SYN to port 9999 ─▶',
      '╳◀═ RST: refused, nobody listens on 9999 ═',
    ]);
  });

  it('draws an unanswered connection as a packet that is lost', () => {
    const unanswered = connection({ outcome: 'unanswered', events: [] });
    expect(drawing({ conversation: conversation(unanswered) })).toEqual([
      '├╌ SYN to port 12000, no answer ╌╳',
    ]);
  });

  it('draws a reset as the end of both lifelines', () => {
    const events = [
      ...connection().events.slice(0, 2),
      { kind: 'rst' as const, at: 40, from: 'server' as const },
    ];
    expect(drawing({ conversation: conversation(connection({ events })) }).at(-1)).toBe('╳◀═ RST ═┤');
  });

  it('draws datagrams, and the one that nobody has the port for', () => {
    const datagram = {
      at: 1,
      from: '127.0.0.1:40000',
      to: '127.0.0.1:12000',
      bytes: bytes('hi'),
      unreachable: false,
    };
    const back = { ...datagram, at: 2, from: datagram.to, to: datagram.from };
    const lost = { ...datagram, at: 3, to: '127.0.0.1:12001', unreachable: true };
    const listeners = [
      { role: 'server', by: 'reference', transport: 'udp', address: '0.0.0.0', port: 12000, at: 0 } as const,
    ];
    const lines = drawing({
      conversation: { listeners, connections: [], datagrams: [datagram, back, lost] },
    });
    expect(lines.slice(0, 2)).toEqual(['├─ "hi" 2 bytes ─▶│', '│◀─ "hi" 2 bytes ─┤']);
    expect(lines[3]).toContain('ICMP: nobody has port 12001');
  });

  it('says so where nothing went over the wire', () => {
    expect(rendered({ conversation: conversation() })).toContain('Nothing went over the wire.');
  });

  it('leaves out the middle of a long conversation, but not what cost points', () => {
    const data = Array.from({ length: 500 }, (_, at) => ({
      kind: 'data' as const,
      at,
      from: 'client' as const,
      bytes: bytes(`line ${at}`),
    }));
    const checks = [check({ status: 'failed', at: { connection: 1, event: 250 } })];
    const lines = drawing({
      status: 'failed',
      conversation: conversation(connection({ events: data })),
      checks,
    });
    expect(lines.length).toBeLessThan(30);
    expect(lines.filter((line) => line.includes('✗'))).toEqual([expect.stringContaining('"line 250"')]);
    expect(lines.filter((line) => line.includes('⋮'))).toEqual(['│ ⋮ 240 more │', '│ ⋮ 241 more │']);
  });

  it('keeps the lifelines straight under wide letters', () => {
    const events = ['plain', '你好', 'ÄÖ', '👋'].map((text, at) => ({
      kind: 'data' as const,
      at,
      from: 'client' as const,
      bytes: bytes(text),
    }));
    const lines = rendered({ conversation: conversation(connection({ events })) });
    const ends = lines.filter((line) => line.endsWith('▶│'));
    expect(new Set(ends.map((line) => stringWidth(line))).size).toBe(1);
    expect(ends).toHaveLength(4);
  });
});
