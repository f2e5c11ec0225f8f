/** Hints for messages that were said, and are not right. */
import type { ReplyFunction } from '../../spec/task.ts';
import { quoted } from '../words.ts';
import type { CauseOf } from '../causes.ts';
import { echoHints } from './echo.ts';
import { hint, type AnyHint } from './hint.ts';

const HTTP: Record<CauseOf<'http'>['what'], string> = {
  'first-line':
    'A response begins with a status line, such as "HTTP/1.1 200 OK", and a request with a request line, such as "GET / HTTP/1.1". Each line of the header ends with "\\r\\n".',
  status:
    'Look for the file that is asked for, and answer "HTTP/1.1 404 Not Found" where there is none, else "HTTP/1.1 200 OK".',
  'header-end':
    'Behind the header comes an empty line: its last line ends with "\\r\\n", and then another "\\r\\n" follows, before the content.',
  'field-missing':
    'Say in the header how long the content is, in bytes: Content-Length. Without it the client has to wait until the connection is closed.',
  length:
    'Content-Length counts the bytes of the content, behind the empty line: not the header, and not letters of which one may take several bytes.',
  content: 'Read the file in binary mode (open(name, "rb")) and send just its bytes behind the empty line.',
};

const ANSWERS: Record<ReplyFunction, string> = {
  upper: 'the same text in capital letters',
  lower: 'the same text in small letters',
  same: 'the same text, with nothing changed',
  reverse: 'the same text backwards',
  length: 'the number of its characters',
};

export const contentHints: AnyHint[] = [
  hint({
    id: 'not-saved',
    cause: 'not-saved',
    rank: 5,
    text: ({ savedAs, bytes, of }) => {
      if (bytes === undefined)
        return `Write what you receive to a file called ${savedAs}, opened for bytes ("wb").`;
      if (bytes < of)
        return 'One recv gives what has come so far, not the whole file. Go on until you have as many bytes as the length said, and close the file.';
      return 'Write the bytes as they come, in binary mode ("wb"), and nothing else: not the length that came before them.';
    },
  }),
  hint({ id: 'http-message', cause: 'http', rank: 5, text: ({ what }) => HTTP[what] }),
  ...echoHints,
  hint({
    id: 'wrong-case',
    cause: 'wrong-case',
    rank: 5,
    text: () => 'To a program "Hello" and "HELLO" are two texts. Write it exactly as the task does.',
  }),
  hint({
    id: 'said-twice',
    cause: 'extra-text',
    rank: 5,
    when: ({ twice }) => twice,
    text: () => 'The text is sent more than once. Is there a send too many, or one inside a loop?',
  }),
  hint({
    id: 'bytes-as-text',
    cause: 'extra-text',
    rank: 5,
    when: ({ before, after }) => /b["']$/.test(before) && /^["']/.test(after),
    text: () =>
      "b'…' is how Python shows bytes: str() was called on what recv returned. Take data.decode() to get its text, and text.encode() to send one.",
  }),
  hint({
    id: 'line-end-sent',
    cause: 'extra-text',
    rank: 5,
    when: ({ before, after }) => before === '' && /^[\r\n]+$/.test(after),
    text: ({ after }) =>
      `A line end (${quoted(after)}) is sent behind the text, and this task asks for the text alone. Leave the "\\n" away; in Java take print in place of println.`,
  }),
  hint({
    id: 'padded',
    cause: 'extra-text',
    rank: 5,
    when: ({ before, after }) => before === '' && after.startsWith('\0'),
    text: ({ after }) =>
      `${after.length} bytes of the buffer are sent along behind the text. Send as many bytes as the text has: in C strlen(text), not sizeof the buffer.`,
  }),
  hint({
    id: 'blanks-around',
    cause: 'extra-text',
    rank: 6,
    when: ({ before, after }) => before.trim() === '' && after.trim() === '',
    text: () =>
      'There are blanks around the text. Send the text alone, without padding and without joining it to " ".',
  }),
  hint({
    id: 'length-before',
    cause: 'extra-text',
    rank: 5,
    when: ({ before }) => /^\s*\d+\s*$|[\0-\x08]/.test(before),
    text: ({ before }) =>
      `${quoted(before, 30)} stands before the text, as if it were a length, and is not the number of bytes behind it. The task asks for the text alone: send it without a header.`,
  }),
  hint({
    id: 'label-before',
    cause: 'extra-text',
    rank: 5,
    when: ({ before }) => /[:>=\]]\s*$/.test(before),
    text: ({ before }) =>
      `${quoted(before, 30)} is sent along with the text. Labels are for people: print them, and send the text alone.`,
  }),
  hint({
    id: 'extra-text',
    cause: 'extra-text',
    rank: 5,
    text: () => 'Send only what the task asks for. What you want to see on your own screen belongs in print.',
  }),
  hint({
    id: 'banner',
    cause: 'extra-message',
    rank: 5,
    when: ({ first, by }) => first && by === 'server',
    text: ({ said }) =>
      `The task has no greeting: the server sends ${quoted(said, 30)} before it is asked anything. The client takes that for the answer.`,
  }),
  hint({
    id: 'extra-message',
    cause: 'extra-message',
    rank: 5,
    text: ({ said }) =>
      `The task does not ask for ${quoted(said, 30)}. Each message that is too many shifts all answers by one.`,
  }),
  hint({
    id: 'wrong-order',
    cause: 'wrong-order',
    rank: 5,
    text: ({ by }) => `Here the ${by} should first receive and then send. Put the recv before the send.`,
  }),
  hint({
    id: 'unchanged',
    cause: 'unchanged',
    rank: 4,
    text: ({ reply }) =>
      reply === 'upper' || reply === 'lower'
        ? `The text comes back as it went. ${reply === 'upper' ? 'upper()' : 'lower()'} (in Java toUpperCase and toLowerCase) gives you a new text and leaves the old one as it is: send what it returns.`
        : 'The text comes back as it went. Send what you computed, not what you received.',
  }),
  hint({
    id: 'fixed-text',
    cause: 'fixed-text',
    rank: 4,
    text: ({ by }) =>
      `The ${by} says the same each time. Here a person types what it says: read a line from the keyboard and send that.`,
  }),
  hint({
    id: 'truncated',
    cause: 'truncated',
    rank: 4,
    text: ({ kept }) =>
      `Only the first ${kept} bytes came. recv(n) gives at most n bytes, and strlen stops at a NUL: is one of your sizes too small?`,
  }),
  hint({
    id: 'answer-not-made',
    cause: 'wrong-text',
    rank: 4,
    when: ({ reply }) => reply !== undefined,
    text: ({ by, reply }) =>
      `What the ${by} answers has to be made from what it received: ${ANSWERS[reply ?? 'same']}. The text is another one in each run.`,
  }),
  hint({
    id: 'wrong-text',
    cause: 'wrong-text',
    rank: 4,
    text: ({ by, asked }) =>
      `The ${by} says something else than the task asks for here${asked === undefined ? '' : ` (${asked})`}. Print what it sends just before it sends it (in Python with repr) and compare the two.`,
  }),
  hint({
    id: 'time-form',
    cause: 'time-form',
    rank: 6,
    text: ({ format }) => `The task writes the time as ${quoted(format)}, in the letters of strftime.`,
  }),
  hint({
    id: 'time-off',
    cause: 'time-off',
    rank: 4,
    text: () =>
      'The form is right, but it is not the time now. Ask the clock when you send, and do not write a time into the program.',
  }),
  hint({
    id: 'no-line-end',
    cause: 'not-framed',
    rank: 4,
    when: ({ framing }) => framing === 'line',
    text: () =>
      'In this task a line feed ("\\n") ends each message. Without it the other side waits for the rest of the line.',
  }),
  hint({
    id: 'no-length',
    cause: 'not-framed',
    rank: 4,
    text: () =>
      'In this task the length of each message stands before it. Send the length first, in the form that the task asks for.',
  }),
];
