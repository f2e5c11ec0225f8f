/** A result as hostile as a submission can make it. */
import type { Result } from '../../harness/judge/result.ts';
import {
  bytes,
  check,
  connection,
  conversation,
  program,
  referenceClient,
  result,
  scenario,
} from '../report/sample-results.ts';

/** `text` in every field. */
export function hostile(text: string): Result {
  const everything = check({
    ...{ id: text, title: text, status: 'failed', score: 0, message: text, hint: text, hintId: text },
    where: { file: text, line: 3, source: text },
    at: { connection: 1, event: 1 },
    difference: { expected: bytes(text), actual: bytes(`${text}!`), offset: 1 },
  });
  const talk = conversation(
    connection({
      server: text,
      client: text,
      serverPort: 0,
      events: [
        { kind: 'open', at: 0, from: 'client' },
        { kind: 'data', at: 1, from: 'client', bytes: bytes(text) },
      ],
      leftOpenBy: ['server'],
    }),
  );
  const datagrams = [{ at: 2, from: text, to: text, bytes: bytes(text), unreachable: true }];
  const line = { at: 3, text, purpose: 'script' as const, prompt: text };
  return result({
    submission: { id: text, path: text },
    task: { id: text, title: text },
    status: 'failed',
    findings: [{ code: 'does-not-parse', role: 'server', message: text, file: text, line: 1, source: text }],
    hints: [{ id: text, message: text, file: text, line: 3 }],
    excerpts: [{ file: text, from: 2, lines: [text, text] }],
    graded: { harness: text, spec: text, seed: 1, platform: text },
    scenarios: [
      scenario({
        ...{ id: text, title: text, reason: text, status: 'failed', visibility: 'hidden', capture: text },
        trouble: [{ code: 'internal', message: text, remedy: text }],
        checks: [everything],
        conversation: { ...talk, datagrams },
        expected: { ...talk, datagrams },
        programs: [
          program({
            file: text,
            command: [text],
            ending: { kind: 'not-started', error: text },
            stdout: text,
            stderr: text,
            typed: [line],
            calls: {
              made: [
                {
                  at: 1,
                  call: text,
                  descriptor: 3,
                  about: text,
                  arguments: text,
                  error: { name: text, text },
                },
              ],
              dropped: 0,
              neverClosed: [],
            },
          }),
          { ...referenceClient, stdout: text },
        ],
      }),
    ],
  });
}
