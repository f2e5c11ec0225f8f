/** Datagrams as messages: whose they are, said again where one was lost, answered to whoever asked. */
import { describe, expect, test } from 'vitest';
import type { Scenario, Task } from '../../harness/spec/task.ts';
import { hello } from './build.ts';
import { lost, Play } from './play.ts';

const [client, server] = [{ port: 40_000 }, { port: 53 }];

function udp(student: Scenario['student'], more: Partial<Scenario> = {}): Play {
  const task: Task = hello(student, { transport: 'udp' });
  const [scenario] = task.scenarios;
  if (!scenario) throw new Error('hello has a scenario');
  const changed = { ...scenario, ...more };
  return new Play({ ...task, scenarios: [changed] }, changed).listens(53, { transport: 'udp' });
}

/** As long as a client waits for an answer before it asks again. */
function waitsLong(play: Play): Play {
  play.now += 1000;
  return play;
}

describe('a client that asks again', () => {
  test('has said one message, and is answered twice', () => {
    const asked = waitsLong(udp('both').sends(client, server, 'HELLO')).sends(client, server, 'HELLO');
    expect(lost(asked.sends(server, client, 'HELLO').sends(server, client, 'HELLO').judge())).toEqual({});
  });
  test('at once has said two', () => {
    const play = udp('client').sends(client, server, 'HELLO').sends(client, server, 'HELLO');
    expect(lost(play.sends(server, client, 'HELLO').judge())).toMatchObject({
      'message-1': 'half: extra-message',
    });
  });
  test('is looked for where the reference loses its answer', () => {
    const play = udp('client', { conditions: ['lost-reply'] }).sends(client, server, 'HELLO');
    expect(lost(play.rests('client', 'receive').judge())).toEqual({
      'message-2': 'failed: not-asked-again',
      closes: 'skipped',
    });
  });
});

describe('a server', () => {
  test('that answers twice has said two', () => {
    const play = udp('server').sends(client, server, 'HELLO').sends(server, client, 'HELLO');
    expect(lost(play.sends(server, client, 'HELLO').judge())).toEqual({ 'message-2': 'half: extra-message' });
  });
  test('may answer from another socket, but has to answer who has asked', () => {
    const asked = () => udp('server').sends(client, server, 'HELLO');
    expect(lost(asked().sends({ port: 41_000 }, client, 'HELLO').judge())).toEqual({});
    const elsewhere = asked().sends(server, { port: 40_001 }, 'HELLO', true).gaveUp('client');
    expect(lost(elsewhere.rests('server', 'receive').judge())).toEqual({ 'message-2': 'failed: not-said' });
  });
  test('is asked again, and its first answer does not count, where the reference loses it', () => {
    const once = () =>
      udp('server', { conditions: ['lost-reply'] })
        .sends(client, server, 'HELLO')
        .sends(server, client, 'HELLO')
        .sends(client, server, 'HELLO');
    expect(lost(once().sends(server, client, 'HELLO').judge())).toEqual({});
    expect(lost(once().gaveUp('client').rests('server', 'accept').judge())).toEqual({
      'message-2': 'failed: not-said',
    });
  });
});

test('a client that has gone when the answer comes has not read it', () => {
  const play = udp('client').sends(client, server, 'HELLO').sends(server, client, 'HELLO', true);
  expect(lost(play.judge())).toEqual({ 'message-2': 'failed: unread' });
});

test('a message in several datagrams is one, two messages in one datagram are not two', () => {
  const pieces = 'H E L L O'
    .split(' ')
    .reduce((play, letter) => play.sends(client, server, letter), udp('client'));
  expect(lost(pieces.sends(server, client, 'HELLO').judge())).toEqual({});
});
