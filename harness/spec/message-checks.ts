/** What is wrong with a spec's messages and no schema can say. */
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { isRepetition } from './messages.ts';
import { listWords } from './nearest.ts';
import type { Complaint } from './schema-faults.ts';
import type { SpecJson } from './spec.generated.ts';
import { placedMessages, type PlacedMessage } from './steps.ts';
import { timeLetters, unknownTimeLetter } from './time-format.ts';
import { shownValue } from './user-error.ts';

export function messageComplaints(spec: SpecJson, file: string): Complaint[] {
  const messages = placedMessages(spec);
  return [
    ...messages.flatMap(patternComplaints),
    ...messages.flatMap(timeComplaints),
    ...messages.flatMap((placed) => fileComplaints(placed, spec, file)),
    ...messages.flatMap((placed) => httpComplaints(placed, spec)),
    ...messages.flatMap((placed) => icmpComplaints(placed, spec)),
    ...replyComplaints(messages),
    ...timesComplaints(spec),
    ...endWordComplaints(messages, spec),
  ];
}

function patternComplaints({ message, at }: PlacedMessage): Complaint[] {
  const { pattern, example } = message;
  if (pattern === undefined) return [];
  const regular = compilePattern(pattern);
  if (typeof regular === 'string') {
    const allowed = 'a regular expression of ECMAScript with the u flag';
    return [{ at: [...at, 'pattern'], found: `${shownValue(pattern)}: ${regular}`, allowed }];
  }
  if (example === undefined || regular.test(example)) return [];
  const allowed = `a text that the pattern ${shownValue(pattern)} matches`;
  return [{ at: [...at, 'example'], found: shownValue(example), allowed }];
}

function compilePattern(pattern: string): RegExp | string {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function timeComplaints({ message: { time }, at }: PlacedMessage): Complaint[] {
  const letter = time === undefined ? undefined : unknownTimeLetter(time);
  if (letter === undefined) return [];
  return [
    {
      at: [...at, 'time'],
      found: `${shownValue(letter)} in ${shownValue(time)}`,
      allowed: listWords(timeLetters, 'and'),
      remedy: 'write %% for a per cent sign',
    },
  ];
}

function fileComplaints({ message, at }: PlacedMessage, { files }: SpecJson, spec: string): Complaint[] {
  const name = message.file ?? message.response?.file;
  const made = files.map((file) => (typeof file === 'string' ? basename(file) : file.name));
  if (name === undefined || made.includes(name) || existsSync(resolve(dirname(spec), name))) return [];
  const allowed =
    'the name of one of "files", or the path of a file that is there, relative to the spec\'s folder';
  const place = message.file === undefined ? ['response', 'file'] : ['file'];
  return [{ at: [...at, ...place], found: shownValue(name), allowed }];
}

function httpComplaints({ message, at }: PlacedMessage, { framing }: SpecJson): Complaint[] {
  const [field] = (['request', 'response'] as const).filter((one) => message[one] !== undefined);
  if (field === undefined || framing.kind === 'http') return [];
  const allowed = `no ${field} of HTTP, since the framing is ${shownValue(framing.kind)}`;
  const remedy = 'set "framing" to { "kind": "http" }';
  return [{ at: [...at, field], found: shownValue(message[field]), allowed, remedy }];
}

function icmpComplaints({ message: { icmp }, at }: PlacedMessage, { transport }: SpecJson): Complaint[] {
  if (icmp === undefined || transport === 'icmp') return [];
  const allowed = `no ICMP message, since the transport is ${shownValue(transport)}`;
  return [{ at: [...at, 'icmp'], found: shownValue(icmp), allowed, remedy: 'set "transport" to "icmp"' }];
}

/** A reply is made of what the other side said before. */
function replyComplaints(messages: readonly PlacedMessage[]): Complaint[] {
  return messages.flatMap(({ message, at }, index) => {
    const heard = messages.slice(0, index).some((earlier) => earlier.message.from !== message.from);
    if (message.reply === undefined || heard) return [];
    const allowed = 'a reply only after the other side has said something';
    const remedy = 'put a message of the other side before it, or say what this one says in another way';
    return [{ at: [...at, 'reply'], found: shownValue(message.reply), allowed, remedy }];
  });
}

function timesComplaints({ messages }: SpecJson): Complaint[] {
  return messages.flatMap((step, index) => {
    if (!isRepetition(step) || typeof step.times === 'number' || step.times[0] <= step.times[1]) return [];
    const allowed = 'the least number of rounds first, then the most';
    return [{ at: ['messages', index, 'times'], found: shownValue(step.times), allowed }];
  });
}

/** The word that ends the conversation comes behind the messages by itself. */
function endWordComplaints(messages: readonly PlacedMessage[], { ends: { when } }: SpecJson): Complaint[] {
  const last = messages.at(-1);
  if (when === undefined || last?.message.text !== when) return [];
  const allowed = `a message that comes before it: "ends" has ${shownValue(when)} said behind the messages`;
  return [{ at: [...last.at, 'text'], found: shownValue(when), allowed, remedy: 'take the message out' }];
}
