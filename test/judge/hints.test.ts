/** The catalogue of hints: every hint has a cause that brings it up, and its neighbours' causes do not. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AtRest, Cause } from '../../harness/judge/causes.ts';
import type { Crash, CrashReason } from '../../harness/judge/crash.ts';
import { catalogue, hintFor, rankOf } from '../../harness/judge/hints/catalogue.ts';
import type { Finding } from '../../harness/submission/submission.ts';

const rest = (...waits: AtRest['waits']): AtRest => ({ waits, ended: false });
const ENDED: AtRest = { waits: [], ended: true };
const LINE = { file: 'server.py', line: 7, source: 'conn.close' };
const by = 'server' as const;
const client = 'client' as const;

function crash(reason: CrashReason, language: Crash['language']): Cause {
  const at = { role: by, instance: 1, at: 5, error: 'SIGSEGV', text: '', where: undefined };
  return { kind: 'crash', by, crash: { ...at, language, reason } };
}

function finding(code: Finding['code']): Cause {
  return { kind: 'finding', by, finding: { code, role: by, message: 'Found.' } };
}

const silent = (rested: AtRest, more: object = {}): Cause => ({
  ...{
    kind: 'not-said',
    by,
    says: 'text',
    rest: rested,
    closed: false,
    peerWaits: false,
    took: false,
    earlier: 0,
    wantsLine: false,
    visited: false,
  },
  ...more,
});

/** For each hint a cause that it is for. Side by side they are each other's near misses. */
const CAUSES: Record<string, Cause> = {
  'nothing-found': finding('nothing-found'),
  'no-server': finding('no-server'),
  'no-client': finding('no-client'),
  'two-servers': finding('two-servers'),
  'two-clients': finding('two-clients'),
  'python-2': finding('python-2'),
  'does-not-parse': finding('does-not-parse'),
  'does-not-compile': finding('does-not-compile'),
  'manifest-wrong': finding('manifest-wrong'),
  'needs-display': finding('needs-display'),
  'roles-exchanged': finding('roles-exchanged'),
  unreadable: finding('unreadable'),
  'udp-nothing-listens': {
    ...{ kind: 'nothing-listens', by, rest: rest('receive'), dials: undefined, printed: '' },
    over: 'udp',
  },
  'ipv4-server': { kind: 'wrong-family', by, asked: 'ipv6', address: '0.0.0.0' },
  'ipv4-client': { kind: 'wrong-family', by: client, asked: 'ipv6', address: '127.0.0.1' },
  'udp-one-client-only': { kind: 'not-accepted', by, served: 1, of: 2, rest: ENDED, over: 'udp' },
  'udp-client-waits-for-more': { kind: 'never-closes', by: client, rest: rest('receive'), over: 'udp' },
  'never-asks-again': { kind: 'not-asked-again', by: client, rest: rest('receive') },
  'server-connects': { kind: 'nothing-listens', by, rest: ENDED, dials: 53, printed: '' },
  'server-waits-for-typing': {
    kind: 'nothing-listens',
    by,
    rest: rest('keyboard'),
    dials: undefined,
    printed: '',
  },
  'server-ends-before-listening': {
    kind: 'nothing-listens',
    by,
    rest: ENDED,
    dials: undefined,
    printed: 'Oops',
  },
  'nothing-listens': { kind: 'nothing-listens', by, rest: rest('pause'), dials: undefined, printed: '' },
  'ip-for-unix': { kind: 'other-transport', by, transport: 'tcp', asked: 'unix' },
  'unix-for-ip': { kind: 'other-transport', by, transport: 'unix', asked: 'tcp' },
  'udp-for-tcp': { kind: 'other-transport', by, transport: 'udp', asked: 'tcp' },
  'tcp-for-udp': { kind: 'other-transport', by, transport: 'tcp', asked: 'udp' },
  'wrong-port-server': { kind: 'wrong-port', by, expected: 53, actual: 9999 },
  'forgotten-htons': { kind: 'wrong-port', by, expected: 53, actual: 13_568 },
  'wrong-port-client': { kind: 'wrong-port', by: client, expected: 53, actual: 9999 },
  'ports-differ': { kind: 'ports-differ', by: client, server: 1200, client: 12001 },
  'bound-elsewhere': {
    kind: 'refused',
    by: client,
    port: 53,
    address: '10.0.0.9',
    listening: ['127.0.0.1:53'],
  },
  refused: { kind: 'refused', by: client, port: 53, address: '127.0.0.1', listening: [] },
  unanswered: { kind: 'unanswered', by: client, port: 53, address: '10.0.0.9' },
  'client-listens': { kind: 'never-dials', by: client, rest: rest('accept'), listens: 54, printed: '' },
  'client-waits-for-typing': {
    kind: 'never-dials',
    by: client,
    rest: rest('keyboard'),
    listens: undefined,
    printed: '',
  },
  'never-dials': {
    kind: 'never-dials',
    by: client,
    rest: ENDED,
    listens: undefined,
    printed: 'Usage: client HOST',
  },
  'one-client-only': { kind: 'not-accepted', by, served: 1, of: 2, rest: ENDED },
  'speaks-in-turns': { kind: 'blocked', by },
  'backlog-full': { kind: 'backlog-full', by, waited: 2, of: 5 },
  'one-at-a-time': { kind: 'one-at-a-time', by },
  'not-accepted': { kind: 'not-accepted', by, served: 0, of: 1, rest: rest('pause') },
  'memory-fault': crash('other', undefined),
  'call-failed': { kind: 'call', by, call: 'accept', how: 'failed' },
  'call-forbidden': { kind: 'call', by, call: 'bind', how: 'forbidden' },
  'call-by-runtime': { kind: 'call', by, call: 'close', how: 'by-runtime' },
  'call-missing': { kind: 'call', by, call: 'listen', how: 'missing' },
  'endless-output': { kind: 'runaway', by, what: 'output' },
  'endless-growth': { kind: 'runaway', by, what: 'memory' },
  'busy-loop': { kind: 'busy-loop', by, cpuMs: 900 },
  'icmp-checksum': { kind: 'echo', by: client, what: 'checksum' },
  'icmp-message': { kind: 'echo', by: client, what: 'type' },
  'own-request': { kind: 'reply-unread', by: client, how: 'own-request', rest: ENDED },
  'reply-not-recognised': { kind: 'reply-unread', by: client, how: 'not-taken', rest: rest('receive') },
  'reply-not-printed': { kind: 'reply-unread', by: client, how: 'no-time', rest: ENDED },
  'not-raw': { kind: 'other-transport', by: client, transport: 'udp', asked: 'icmp' },
  'not-flushed': silent(rest('receive'), { took: true, peerWaits: true, heldBack: LINE }),
  'forgot-its-client': silent(rest('receive', 'accept'), { earlier: 1, peerWaits: true, visited: true }),
  'waits-for-newline': silent(rest('receive'), { peerWaits: true, wantsLine: true }),
  'typed-not-sent': silent(rest('receive'), { took: true, peerWaits: true }),
  'only-first-answered': silent(rest('receive'), { earlier: 1, peerWaits: true }),
  'both-wait': silent(rest('receive'), { peerWaits: true }),
  'waits-for-typing': silent(rest('keyboard')),
  'closed-without-answer': silent(ENDED, { closed: true, took: true }),
  'back-to-accept': silent(rest('accept')),
  'not-said': silent(rest('pause')),
  'flushed-at-the-end': { kind: 'said-too-late', by, after: 'half-close', heldBack: LINE },
  'waits-for-end-of-stream': { kind: 'said-too-late', by, after: 'half-close' },
  'waits-for-the-other': { kind: 'said-too-late', by, after: 'gave-up' },
  'reads-a-part': { kind: 'unread', by, how: 'left', partly: true, earlier: false, rest: ENDED },
  'closes-too-early': { kind: 'unread', by, how: 'closed', partly: false, earlier: true, rest: ENDED },
  'closes-before-reading': { kind: 'unread', by, how: 'reset', partly: false, earlier: false, rest: ENDED },
  'never-reads': { kind: 'unread', by, how: 'left', partly: false, earlier: false, rest: ENDED },
  'wrong-case': { kind: 'wrong-case', by },
  'said-twice': { kind: 'extra-text', by, before: '', after: 'HELLO', twice: true },
  'bytes-as-text': { kind: 'extra-text', by, before: "b'", after: "'", twice: false },
  'line-end-sent': { kind: 'extra-text', by, before: '', after: '\n', twice: false },
  padded: { kind: 'extra-text', by, before: '', after: '\0\0\0', twice: false },
  'length-before': { kind: 'extra-text', by, before: '0009', after: '', twice: false },
  'blanks-around': { kind: 'extra-text', by, before: ' ', after: '', twice: false },
  'label-before': { kind: 'extra-text', by, before: 'Server: ', after: '', twice: false },
  'extra-text': { kind: 'extra-text', by, before: 'I say ', after: '!', twice: false },
  banner: { kind: 'extra-message', by, said: 'Welcome', first: true },
  'extra-message': { kind: 'extra-message', by, said: 'Bye', first: false },
  'wrong-order': { kind: 'wrong-order', by },
  unchanged: { kind: 'unchanged', by, reply: 'upper' },
  'fixed-text': { kind: 'fixed-text', by },
  truncated: { kind: 'truncated', by, kept: 3, of: 5 },
  'answer-not-made': { kind: 'wrong-text', by, reply: 'upper', asked: '"a" in capital letters' },
  'wrong-text': { kind: 'wrong-text', by, reply: undefined, asked: 'any text' },
  'time-form': { kind: 'time-form', by, format: '%T' },
  'time-off': { kind: 'time-off', by, format: '%T' },
  'not-saved': { kind: 'not-saved', by, savedAs: 'a.bin', bytes: 1, of: 2 },
  'http-message': { kind: 'http', by, what: 'length' },
  'no-line-end': { kind: 'not-framed', by, framing: 'line' },
  'no-length': { kind: 'not-framed', by, framing: 'length-prefix' },
  'own-word-does-not-end': { kind: 'not-ended', by, word: 'BYE', saidBy: by, rest: rest('keyboard') },
  'heard-word-does-not-end': { kind: 'not-ended', by, word: 'BYE', saidBy: client, rest: rest('keyboard') },
  'ended-early': { kind: 'ended-early', by, word: 'BYE' },
  'program-runs-on': { kind: 'runs-on', by, rest: rest('accept') },
  'stopped-serving': { kind: 'stopped-serving', by },
  'close-without-brackets': { kind: 'never-closes', by, rest: rest('accept'), inVain: LINE },
  'client-waits-for-more': { kind: 'never-closes', by, rest: rest('receive') },
  'asks-for-ever': { kind: 'never-closes', by, rest: rest('keyboard') },
  'never-closes': { kind: 'never-closes', by, rest: rest('accept') },
  'reset-unread': { kind: 'reset', by, unread: true },
  reset: { kind: 'reset', by, unread: false },
  'closed-out-of-turn': { kind: 'closed-second', by },
};

const REASONS: CrashReason[] = [
  ...([
    'refused',
    'reset',
    'broken-pipe',
    'address-in-use',
    'address-not-here',
    'no-rights',
    'name-not-found',
    'unreachable',
  ] as const),
  ...([
    'timeout',
    'end-of-input',
    'bytes-or-text',
    'not-connected',
    'not-listening',
    'missing-brackets',
    'no-destination',
    'needs-arguments',
    'does-not-parse',
  ] as const),
  ...(['missing-module', 'missing-file', 'name-too-long', 'nobody-at-path', 'path-in-use', 'other'] as const),
];
for (const reason of REASONS) CAUSES[`crash-${reason}`] = crash(reason, 'python');

const ids = catalogue.map(({ id }) => id);

describe('the catalogue', () => {
  test('every id is there once', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('every hint has a cause here', () => {
    expect(Object.keys(CAUSES).sort()).toEqual([...ids].sort());
  });

  test.each(Object.entries(CAUSES))('%s', (id, cause) => {
    const given = hintFor(cause);
    expect(given?.id).toBe(id);
    expect(given?.text).toMatch(/^\S.{10,400}[.?!)]$/s);
    expect(given?.text).not.toMatch(/undefined|NaN|\[object/);
  });

  test('nobody has to ask or to type for the time', () => {
    expect(hintFor(silent(rest('receive'), { peerWaits: true, says: 'time' }))?.text).toContain('by itself');
    expect(hintFor(silent(rest('keyboard'), { says: 'time' }))?.text).toContain('clock');
  });

  test('it fits what was seen: how much was said already, and over what', () => {
    const closed = hintFor(silent(ENDED, { closed: true, earlier: 3 }))?.text;
    expect(closed).toMatch(/closes after 3 messages/);
    const overUdp = hintFor({ kind: 'stopped-serving', by: 'server', over: 'udp' })?.text;
    expect(overUdp).not.toContain('accept');
  });

  test('a text that the student may not see gets none', () => {
    expect(hintFor({ kind: 'withheld', by })).toBeUndefined();
  });

  test('the tools that are missing on this machine are no hint for a student', () => {
    expect(hintFor(finding('tool-missing'))).toBeUndefined();
    expect(hintFor(finding('build-gave-up'))).toBeUndefined();
  });

  test('what hides everything else stands before what is polish', () => {
    expect(rankOf('does-not-parse')).toBeLessThan(rankOf('wrong-port-server'));
    expect(rankOf('wrong-port-server')).toBeLessThan(rankOf('wrong-case'));
    expect(rankOf('wrong-case')).toBeLessThan(rankOf('roles-exchanged'));
  });
});

describe('the page on judging', () => {
  const page = readFileSync('docs/judging.md', 'utf8');
  const listed = [...page.matchAll(/^\| `([a-z0-9-]+)` +\| `([a-z-]+)`/gm)].map(([, id, cause]) => [
    id,
    cause,
  ]);

  test('lists every hint with its cause, and no other', () => {
    const known = catalogue.map(({ id, cause }) => [id, cause]);
    expect(listed.sort()).toEqual(known.sort());
  });
});
