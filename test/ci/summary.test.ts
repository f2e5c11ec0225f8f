import { describe, expect, it } from 'vitest';
import { annotationsOf } from '../../harness/report/ci/annotations.ts';
import { renderSummary } from '../../harness/report/ci/summary.ts';
import { annotationLines, outputLines } from '../../harness/report/ci/workflow-commands.ts';
import { hostileResult } from '../exports/hostile.ts';
import { bytes, check, connection, program, result, scenario } from '../report/sample-results.ts';
import { mischiefIn, parsed } from './markdown.ts';

const HOSTILE = hostileResult();

describe('the summary of what means harm', () => {
  const summary = renderSummary([HOSTILE, HOSTILE], { notes: ['@octocat <b>note</b> #1'] });
  const nodes = parsed(summary);

  it('has no tag, link, image or heading but its own, names nobody and points at nothing', () => {
    expect(mischiefIn(nodes)).toEqual([]);
    const headings = nodes.filter(({ type }) => type === 'heading').length;
    expect(headings).toBe(summary.match(/^##? ?#? (?:✅|❌|⏭️|⚠️) /gm)?.length);
    expect(nodes.filter(({ type }) => type === 'list')).toEqual([]);
  });

  it('stays within its budget, with every fence closed, and says that something is left out', () => {
    const long = renderSummary(Array.from({ length: 9 }, () => HOSTILE));
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(60_000);
    expect(long.includes('There is more than fits here')).toBe(true);
    expect(
      parsed(long).filter(({ type, value }) => type === 'code' && (value ?? '').includes('Graded by')),
    ).toEqual([]);
    expect(long).toMatch(/<sub>Graded by .*<\/sub>\n*$/);
  });

  it('draws with letters, digits and numbers of characters only', () => {
    const diagrams = nodes.filter(
      ({ type, value = '' }) => type === 'code' && value.startsWith('sequenceDiagram'),
    );
    expect(diagrams.length).toBeGreaterThan(0);
    const label = '(?:[A-Za-z0-9 .,_/-]|#\\d+;)*';
    const line = new RegExp(
      `^(?:sequenceDiagram|  participant (?:client|server) as ${label}|  (?:client|server)(?:->>|-x)(?:client|server): ${label}|  Note over [a-z,]+: ${label})$`,
    );
    const lines = diagrams.flatMap(({ value = '' }) => value.split('\n'));
    expect(lines.filter((one) => !line.test(one))).toEqual([]);
    expect(lines.filter((one) => /\bend\b/i.test(one))).toEqual([]);
  });
});

describe('the summary', () => {
  it('says where, what was expected and what to try, and draws it', () => {
    const lost = check({
      ...{ status: 'failed', score: 0, hint: 'Call upper().', at: { connection: 1, event: 2 } },
      ...{ where: { file: 'server.py', line: 6, source: 'c.send(b"hello")' }, message: 'It said "hello".' },
      difference: { expected: bytes('HELLO'), actual: bytes('hello'), offset: 0 },
    });
    const one = scenario({
      ...{ status: 'failed', score: 0, checks: [lost] },
      conversation: { listeners: [], connections: [connection()], datagrams: [] },
      programs: [program()],
    });
    const summary = renderSummary([result({ status: 'failed', score: 3, scenarios: [one] })], {
      notes: ['No private networks here: refused.'],
    });
    expect(summary).toContain('## ❌ 3 / 5 points');
    expect(summary).toContain('`server.py:6` `c.send(b"hello")`');
    expect(summary).toContain('```diff\n- HELLO\n+ hello\n```');
    expect(summary).toContain('Try: Call upper\\(\\)\\.');
    expect(summary).toContain('server->>client: #34;HELLO WORLD#34;  11 bytes #10007; message-2');
    expect(summary).toContain('participant client as reference client');
    expect(summary).toContain('> No private networks here: refused\\.');
    expect(summary).toContain(`\`${'a'.repeat(12)}\``);
  });
});

describe('annotations', () => {
  const lostIn = (file: string, line: number) =>
    result({
      submission: { id: 'a', path: '/ws/repo/lab' },
      scenarios: [scenario({ checks: [check({ status: 'failed', score: 0, where: { file, line } })] })],
    });

  it('are places in the repository, once each with all that it cost', () => {
    const twice = [lostIn('server.py', 3), lostIn('server.py', 3)];
    expect(annotationsOf(twice, '/ws/repo')).toEqual([
      {
        ...{ level: 'failure', path: 'lab/server.py', line: 3 },
        ...{
          title: 'The server answers in upper case (0 / 4 points)',
          message: 'The server answered "HELLO WORLD".',
        },
      },
    ]);
  });

  it.each(['../../etc/passwd', '/etc/passwd', '..', 'a\nb.py', '\u202ea.py', 'x'.repeat(5000)])(
    'have no place outside of it, nor one that cannot be shown: %j',
    (file) => {
      expect(annotationsOf([lostIn(file, 1)], '/ws/repo')).toEqual([]);
    },
  );

  it('are one command a line, whatever they say', () => {
    const lines = annotationLines(annotationsOf([HOSTILE], '/home/runner/lab')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      expect(line).toMatch(/^::(?:error|warning|notice) file=[^,:]+,line=\d+,title=[^,:]*::/);
    }
  });
});

it('outputs end where they end', () => {
  const text = outputLines({ score: 'EOF\nscore=100', status: 'passed' }, 'token-1');
  expect(text).toBe('score<<token-1\nEOF\nscore=100\ntoken-1\nstatus<<token-1\npassed\ntoken-1\n');
});
