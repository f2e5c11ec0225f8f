/** The messages of a spec with their places in it. */
import { isRepetition } from './messages.ts';
import type { Segments } from './json-file.ts';
import type { Message, SpecJson } from './spec.generated.ts';

export interface PlacedMessage {
  message: Message;
  at: Segments;
}

/** Every message of a spec once, in the order in which they are first said. */
export function placedMessages({ messages }: SpecJson): PlacedMessage[] {
  return messages.flatMap((step, index) => {
    const at = ['messages', index];
    if (!isRepetition(step)) return [{ message: step, at }];
    const round = step.repeat.map((message, place) => ({ message, at: [...at, 'repeat', place] }));
    return step.until ? [...round, { message: step.until, at: [...at, 'until'] }] : round;
  });
}
