/** The bytes of messages that are files. The judge opens no file: it takes them from the reference's own conversation. */
import type { RunRecord } from '../../capture/record.ts';
import type { Message, Scenario, Task } from '../../spec/task.ts';
import { talkOf } from './talk.ts';

/** By the message's id; empty where the reference was not played. */
export function fileBytes(
  task: Task,
  scenario: Scenario,
  expected: RunRecord | undefined,
): Map<string, Buffer> {
  const files = scenario.messages.filter((message) => message.says.kind === 'file');
  if (files.length === 0 || !expected) return new Map();
  const known: Scenario = { ...scenario, messages: scenario.messages.map(anything) };
  const source = {
    task,
    scenario: { ...known, student: 'both' as const },
    record: expected,
    files: new Map(),
    until: () => Infinity,
  };
  const connections = expected.conversation.connections.filter((one) => one.outcome === 'established');
  const talk = talkOf(source, 1, connections.slice(0, 1));
  return new Map(
    files.flatMap(({ id }) => {
      const found = talk.said.get(id);
      return found ? [[id, found.turn.bytes] as const] : [];
    }),
  );
}

/** The reference may say anything in a file's place: it is the one who knows. */
function anything(message: Message): Message {
  return message.says.kind === 'file' ? { ...message, says: { kind: 'any', example: '' } } : message;
}
