/** Who says and types what where a scenario has several clients. */
import { typedLines } from './say.ts';
import type { Message, Role, Scenario } from './task.ts';

type Conversations = Pick<Scenario, 'messages' | 'clients'>;

/** True where both sides may speak at any time: a side says several messages in a row. In question and answer none does. */
export function speaksFreely({ messages }: Pick<Scenario, 'messages'>): boolean {
  return messages.some(({ from, client }, index) => {
    const before = messages[index - 1];
    return from === before?.from && client === before.client;
  });
}

/** The conversation of one client (1, 2, …) with the server, with what is typed for it. */
export function messagesOf({ messages }: Conversations, client: number): Message[] {
  return messages
    .filter((message) => message.client === undefined || message.client === client)
    .map((message) => messageFor(message, client));
}

function messageFor(message: Message, client: number): Message {
  const { says } = message;
  if (says.kind !== 'typed' || client === 1) return message;
  return { ...message, says: { ...says, text: says.others?.[client - 2] ?? says.text } };
}

/** A line that is typed, and its place in the conversation: of two the one with the lower place is typed first. */
export interface PlacedLine {
  text: string;
  place: number;
}

/** Where a message has its turn. Where several clients are there at once, the one that came last says it first. */
export function placeOf({ messages, clients }: Conversations, id: string, client: number): number {
  const index = messages.findIndex((message) => message.id === id);
  return clients.at === 'once' ? index * clients.count + clients.count - client : index;
}

/** What is typed into the program of a role. A server's program, which all clients share, has the lines for all of them. */
export function placedLines(scenario: Conversations, role: Role, client?: number): PlacedLine[] {
  if (role === 'client' || client !== undefined) return linesWith(scenario, role, client ?? 1);
  const all = Array.from({ length: scenario.clients.count }, (_, index) =>
    linesWith(scenario, role, index + 1),
  ).flat();
  return scenario.clients.at === 'once' ? all.sort((one, other) => one.place - other.place) : all;
}

function linesWith(scenario: Conversations, role: Role, client: number): PlacedLine[] {
  return messagesOf(scenario, client)
    .filter(({ from }) => from === role)
    .flatMap(({ id, says }) => {
      const place = placeOf(scenario, id, client);
      return typedLines(says).map((text) => ({ text, place }));
    });
}

/** {@link placedLines} without the places. */
export function linesOf(scenario: Conversations, role: Role, client?: number): string[] {
  return placedLines(scenario, role, client).map(({ text }) => text);
}
