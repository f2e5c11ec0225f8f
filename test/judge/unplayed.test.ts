/** Scenarios that were not carried out, and records that cannot be judged. */
import { describe, expect, test } from 'vitest';
import { hello, submission } from './build.ts';
import { Play, lost } from './play.ts';

describe('a program that is not there', () => {
  const finding = {
    code: 'does-not-parse',
    role: 'client',
    message: 'client.py does not parse.',
    file: 'client.py',
    line: 4,
  } as const;
  const onlyServer = submission([finding], ['server']);

  test('costs the scenarios that need it', () => {
    const result = new Play(hello('client')).judge({}, onlyServer);
    expect(result).toMatchObject({ status: 'failed', score: 0, reason: 'client.py does not parse.' });
    expect(lost(result)).toMatchObject({ connects: 'failed: finding', port: 'skipped', survives: 'skipped' });
    expect(result.checks[0]).toMatchObject({
      hintId: 'does-not-parse',
      where: { file: 'client.py', line: 4 },
    });
  });

  test('and no other', () => {
    expect(new Play(hello('server')).right().judge({}, onlyServer).status).toBe('passed');
  });

  test('a missing tool is not the student’s loss', () => {
    const tool = { code: 'tool-missing', role: 'server', message: 'There is no compiler.' } as const;
    const result = new Play(hello('server')).judge({}, submission([tool], ['client']));
    expect(result).toMatchObject({ status: 'inconclusive', reason: 'There is no compiler.' });
    expect(result.checks.every(({ status }) => status === 'inconclusive')).toBe(true);
  });

  test('where one program is broken and for the other a tool is missing, the scenario with both is lost', () => {
    const tool = { code: 'tool-missing', role: 'server', message: 'There is no compiler.' } as const;
    const result = new Play(hello('both')).judge({}, submission([tool, finding], []));
    expect(result).toMatchObject({ status: 'failed', reason: 'client.py does not parse.' });
  });

  test('that one of two servers was taken matters less than that it does not parse', () => {
    const two = { code: 'two-servers', role: 'server', message: 'Found 2 servers.' } as const;
    const broken = { ...finding, role: 'server' } as const;
    const result = new Play(hello('server')).judge({}, submission([two, broken], []));
    expect(result.checks[0]).toMatchObject({ hintId: 'does-not-parse' });
  });

  test('nothing found at all, for both roles alike', () => {
    const nothing = { code: 'nothing-found', role: undefined, message: 'No program was found.' } as const;
    const result = new Play(hello('both')).judge({}, submission([nothing], []));
    expect(result.checks[0]).toMatchObject({ status: 'failed', hintId: 'nothing-found' });
    expect(result.checks[0]).not.toHaveProperty('by');
  });
});

describe('what the harness cannot know is nobody’s loss', () => {
  const trouble = [{ code: 'port-taken' as const, message: 'Port 53 is taken.', remedy: 'Free it.' }];
  const right = (): Play => new Play(hello('server')).right();

  test.each([
    ['trouble', { trouble }],
    ['missed packets', { conversation: { ...right().record().conversation, lost: 3 } }],
    ['cancelled', { cause: 'cancelled' as const }],
  ])('%s', (_, more) => {
    const result = right().judge(more);
    expect(result.status).toBe('inconclusive');
    expect(new Set(result.checks.map(({ status }) => status))).toEqual(new Set(['inconclusive']));
    expect(result.reason).toBeTruthy();
  });

  test('a program that could not be started', () => {
    const result = new Play(hello('server')).ends('server', { kind: 'not-started', error: 'ENOENT' }).judge();
    expect(result.status).toBe('inconclusive');
  });

  test('events that were counted and not kept are no loss of the capture', () => {
    const conversation = { ...right().record().conversation, dropped: 5 };
    const result = right().judge({ conversation });
    expect(result.status).toBe('passed');
    expect(result.conversation.leftOut).toBe(5);
  });
});
