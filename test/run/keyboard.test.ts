/** Programs that wait for a person, in all the ways in which they can wait. */
import { describe, expect, test } from 'vitest';
import { noPrivateNetwork, play } from './play.ts';

const title = 'the keyboard' + (noPrivateNetwork === undefined ? '' : ` (${noPrivateNetwork})`);

describe.skipIf(noPrivateNetwork !== undefined)(title, () => {
  test.each([
    'asks-in-english.py',
    'asks-in-portuguese.py',
    'asks-in-chinese.py',
    'asks-in-korean.py',
    'asks-for-a-password.py',
    'reads-stdin-by-select.py',
    'reads-stdin-by-poll.py',
    'reads-stdin-by-epoll.py',
    'reads-stdin-by-readline.js',
  ])('%s gets the line when it asks for it, and nothing else is sent', async (file) => {
    const record = await play({ task: 'uppercase', scenario: 'client', files: { client: file } });
    const [program] = record.programs;
    const line = program?.typed.find(({ purpose }) => purpose === 'script')?.text;
    const sent = record.conversation.connections
      .flatMap(({ events }) => events)
      .flatMap((event) =>
        event.kind === 'data' && event.from === 'client' ? [Buffer.from(event.bytes).toString()] : [],
      );
    expect(line).toBeDefined();
    expect(sent.join('').trimEnd()).toBe(line);
    expect(program?.stdout.toUpperCase()).toContain(line?.toUpperCase());
    expect(record.cause).toBe('finished');
  });
});
