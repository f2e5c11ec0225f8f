import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../harness/judge/result.ts';
import { coloured, plain, terminalFor } from '../../harness/report/terminal/paint.ts';
import { renderResult } from '../../harness/report/terminal/result.ts';
import { renderTable } from '../../harness/report/terminal/table.ts';
import { HOSTILE_TEXTS, OBEYED_BY_TERMINALS } from './hostile-text.ts';
import {
  bytes,
  check,
  connection,
  conversation,
  program,
  referenceClient,
  result,
  scenario,
} from './sample-results.ts';

const terminal = { columns: 90, paint: plain };

const shown = (overrides: Partial<Result>) => renderResult(result(overrides), terminal);

describe('a passed task', () => {
  it('is one short screen: the score, the scenarios, one drawing', () => {
    expect(shown({ scenarios: [scenario(), scenario({ id: 'own', title: 'Both', student: 'both' })] })).toBe(
      `PASS  uppercase  Task 3.3: upper case                                         5 / 5 points

  PASS  Your server with the reference client                               5 / 5    33 ms
  PASS  Both                                                                5 / 5    33 ms

── Both ──────────────────────────────────────────────────────────────────────────────────
          reference client                                                     server.py
  30.0 ms ├───────────────────────── connects to port 12000 ──────────────────────────▶│
  30.4 ms ├───────────────────────── "hello world"  11 bytes ─────────────────────────▶│
  31.2 ms │◀───────────────────────── "HELLO WORLD"  11 bytes ─────────────────────────┤
  31.5 ms │◀─────────────────────────────────── FIN ───────────────────────────────────┤
  32.0 ms ├─────────────────────────────────── FIN ───────────────────────────────────▶┊
`,
    );
  });
});

describe('lost points', () => {
  const lost = scenario({
    status: 'failed',
    score: 3,
    checks: [
      check({ status: 'failed', score: 1, message: 'It sent "Hello World".', hint: 'Use upper().' }),
      check({
        id: 'closes',
        title: 'The server closes',
        status: 'skipped',
        score: 0,
        message: 'Not reached.',
      }),
    ],
    programs: [
      program({ ending: { kind: 'exited', code: 1, at: 50 }, stderr: 'Traceback\nOSError: [Errno 98]\n' }),
      referenceClient,
    ],
  });

  it('come with their reason, what to try, and the last words of a program that crashed', () => {
    const text = shown({ status: 'failed', score: 3, scenarios: [lost] });
    expect(text).toContain(`  FAIL  message-2  The server answers in upper case  (1 / 2)
        It sent "Hello World".
        Try: Use upper().
  SKIP  closes  The server closes  (0 / 2)
        Not reached.
  server.py ended with exit code 1; the last it printed:
    Traceback
    OSError: [Errno 98]
`);
  });

  it('end with the hints, each at its line', () => {
    const hints = [
      { id: 'not-upper', message: 'title() makes only first letters capital.', file: 'server.py', line: 14 },
    ];
    expect(shown({ hints })).toMatch(
      /What to try first\n {2}1\. server\.py:14: title\(\) makes only first letters capital\.\n$/,
    );
  });

  it('are told once where a later scenario lost them for the same reason', () => {
    const again = { ...lost, id: 'own', title: 'Your server with your client' };
    const text = shown({ status: 'failed', scenarios: [lost, again] });
    expect(text.match(/It sent "Hello World"/g)).toHaveLength(1);
    expect(text.match(/Your server with your client/g)).toHaveLength(1);
  });

  it('of an inconclusive run are put down to the harness, with the remedy', () => {
    const trouble = [
      { code: 'starved' as const, message: 'The machine was too busy.', remedy: 'Use fewer --jobs.' },
    ];
    const text = shown({
      status: 'inconclusive',
      scenarios: [scenario({ status: 'inconclusive', trouble })],
    });
    expect(text).toContain('INCONCLUSIVE  uppercase');
    expect(text).toContain('The machine was too busy. Use fewer --jobs.');
  });
});

describe('hostile text', () => {
  it.each(HOSTILE_TEXTS.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
    '%s stays text wherever a submission can put it',
    (_name, text) => {
      const everywhere = renderResult(
        result({
          status: 'failed',
          submission: { id: text, path: text },
          task: { id: text, title: text },
          findings: [
            { code: 'does-not-parse', role: 'server', message: text, file: text, line: 1, source: text },
          ],
          hints: [{ id: 'x', message: text, file: text, line: 3 }],
          scenarios: [
            scenario({
              status: 'failed',
              title: text,
              reason: text,
              trouble: [{ code: 'internal', message: text, remedy: text }],
              checks: [check({ status: 'failed', title: text, message: text, hint: text })],
              conversation: conversation(
                connection({
                  server: text,
                  serverPort: 0,
                  events: [
                    { kind: 'open', at: 0, from: 'client' },
                    { kind: 'data', at: 1, from: 'client', bytes: bytes(text) },
                  ],
                  leftOpenBy: ['server'],
                }),
              ),
              programs: [
                program({
                  file: text,
                  ending: { kind: 'not-started', error: text },
                  stdout: text,
                  stderr: text,
                }),
                referenceClient,
              ],
            }),
          ],
        }),
        terminal,
      );
      const row = { id: text, status: 'failed' as const, score: 0, maxScore: 1, tasks: [], reason: text };
      for (const shownText of [everywhere, renderTable([row], terminal)]) {
        expect(shownText).not.toMatch(OBEYED_BY_TERMINALS);
        expect(shownText).not.toMatch(/^PASS/mu);
        expect(Math.max(...shownText.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(90);
      }
    },
  );
});

describe('width and colour', () => {
  it.each([60, 80, 110])('%i columns are kept', (columns) => {
    const events = [
      { kind: 'open' as const, at: 0, from: 'client' as const },
      {
        kind: 'data' as const,
        at: 12_345.6,
        from: 'client' as const,
        bytes: bytes('你好，世界 '.repeat(40)),
      },
    ];
    const checks = [
      check({ status: 'failed', at: { connection: 1, event: 1 }, message: 'word '.repeat(60) }),
    ];
    const text = renderResult(
      result({
        scenarios: [
          scenario({ status: 'failed', checks, conversation: conversation(connection({ events })) }),
        ],
      }),
      { columns, paint: plain },
    );
    expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
  });

  it('says nothing by colour alone', () => {
    const given = result({
      status: 'failed',
      scenarios: [scenario({ status: 'failed', checks: [check({ status: 'failed' })] })],
    });
    const inColour = renderResult(given, { columns: 90, paint: coloured });
    expect(inColour).toContain('\u001b[');
    expect(stripVTControlCharacters(inColour)).toBe(renderResult(given, terminal));
  });

  it.each([
    ['a terminal', { isTTY: true }, {}, true],
    ['a pipe', {}, {}, false],
    ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, true],
    ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
    ['a pipe with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
    ['a terminal with FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, false],
  ])('%s', (_what, output, environment, colours) => {
    expect(terminalFor(output, { environment }).paint === coloured).toBe(colours);
  });
});
