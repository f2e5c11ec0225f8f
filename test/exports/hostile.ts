/** A result as somebody would write it who means harm: valid by the schema, and each text of it an attack. */
import type { Result } from '../../harness/judge/result.ts';
import { check, connection, result, scenario } from '../report/sample-results.ts';

const ATTACKS = [
  '@octocat @github/security please look, fixes #1, octo/repo#2',
  '<img src=x onerror=alert(1)><script>alert(1)</script><!-- sockmark -->',
  '```\n</details>\n# 10 / 10\n```',
  '~~~~\n````mermaid\nsequenceDiagram\n',
  '::error file=a.py,line=1::forged\n::set-output name=score::100\n##[error]forged',
  '::stop-commands::x\n::add-mask::a\r::debug::b',
  ']]></failure><testcase name="forged"/>\u0000\u0008\u001b[31m\uFFFE\uD800',
  'score<<EOF\n100\nEOF\nscore=100',
  'ok 99 - forged # SKIP\n...\nBail out! now',
  '[link](javascript:alert(1)) ![x](http://evil.example/x.png) https://evil.example www.evil.example',
  'end; autonumber\nactor eve %% {init} #35; %%{init: {"securityLevel":"loose"}}%%',
  '| a | b |\n|---|---|\n\\| `code` *b* _i_ ~s~ $x$',
  '\u202Egpj.exe\u2066\u200b',
] as const;

/** What a check or a finding may say: one attack each, and at the end something much too long. */
export function hostileResult(longest = 10_000): Result {
  const texts = [...ATTACKS, 'x`~@<'.repeat(longest)];
  const checks = texts.map((text, index) =>
    check({
      id: text,
      title: text,
      message: text,
      hint: text,
      hintId: text,
      cause: text,
      status: 'failed',
      score: 0,
      maxScore: 1,
      where: { file: text === '' ? 'a' : text, line: 3, source: text },
      at: { connection: 1, event: 1 },
      difference: {
        expected: { length: text.length, text },
        actual: { length: text.length, text },
        offset: index,
      },
    }),
  );
  const data = texts.map((text) => ({
    ...{ kind: 'data', at: 31, from: 'client' },
    bytes: { length: text.length, text },
  })) as ReturnType<typeof connection>['events'];
  const conversation = {
    listeners: [],
    connections: [connection({ events: data, server: texts[1] ?? '' })],
    datagrams: [],
  };
  const [first = '', second = ''] = texts;
  return result({
    submission: { id: first, path: '/home/runner/lab' },
    task: { id: texts[4] ?? '', title: second },
    status: 'failed',
    score: 0,
    maxScore: checks.length,
    scenarios: texts.map((text, index) =>
      scenario({
        ...{ id: text, title: text, status: 'failed', conversation, expected: conversation, reason: text },
        checks: index === 0 ? checks : [],
        score: 0,
        maxScore: index === 0 ? checks.length : 0,
      }),
    ),
    hints: texts.map((text) => ({ id: text, message: text, file: text, line: 1 })),
    findings: texts.map((text) => ({
      ...{ code: 'does-not-parse' as const, role: 'server' as const },
      ...{ message: text, file: text, line: 1, source: text },
    })),
    graded: { harness: texts[3] ?? '', spec: 'a'.repeat(64), seed: 1, platform: texts[5] ?? '' },
  });
}
