/** Hints for programs that crash or run away. */
import type { CrashReason } from '../crash.ts';
import type { Fault } from '../fault.ts';
import { hint, type AnyHint } from './hint.ts';

const TEXTS: Record<CrashReason, string> = {
  refused:
    'Nobody listened at the address and port that it dialled. Compare them with the server’s bind, and start the server first.',
  'nobody-at-path':
    'Nobody waits at the path that it dialled: there is no such file (FileNotFoundError, ENOENT), or one that a server has left behind (ECONNREFUSED). A client dials the very path that the server is bound to, and both are started in the same folder, the server first.',
  reset: 'The other side had closed already. Is something sent or received after the conversation is over?',
  'broken-pipe':
    'It sent on a connection that the other side had closed. Stop sending when recv returns nothing.',
  'address-in-use':
    'The port was taken. bind is called once only, by the server; and SO_REUSEADDR lets it start again at once.',
  'path-in-use':
    'There is something at the path already. bind is called once only, by the server; and before it the server removes what a run before has left there (in Python os.unlink, in C unlink).',
  'address-not-here':
    'It binds to an address that this machine does not have. Bind to all of its addresses (the empty string, 0.0.0.0) or to localhost.',
  'no-rights':
    'The system did not allow it. A broadcast address needs the option SO_BROADCAST, and a port below 1024 needs rights on most machines.',
  'name-not-found':
    "No machine has this name here; 'servername' in the book only stands for one. Where both programs run on one machine the name is 'localhost'.",
  unreachable: 'There is no way to this address from here. Dial localhost, that is 127.0.0.1.',
  timeout: 'It gave up waiting. Did the other side know that it was its turn?',
  'end-of-input':
    'It read on where nothing more comes: the other side had closed. Look before you read (in Java: while (in.hasNextLine())), leave the loop at the end, and close the socket.',
  'bytes-or-text':
    'A socket carries bytes and not text. Use text.encode() for what you send, and data.decode() for what you received.',
  'not-connected':
    'This socket is not connected. On a server send and recv belong to the socket that accept returned, not to the one that listens.',
  'missing-brackets':
    'A function stands here where its result is meant. Its name alone does not call it: put brackets behind it, as in upper().',
  'not-listening':
    'accept works only on a socket that listens: call listen(1), with the brackets, between bind and accept.',
  'no-destination':
    'This UDP socket does not know where to send to. Call sendto(data, (host, port)), or connect it first.',
  'needs-arguments':
    'It reads an argument (argv) that nobody gives it: it is started with its name alone, as in python3 client.py. Write host and port into the program.',
  'does-not-parse':
    'eval and exec run a text as if it were a program, and what came is none. Take eval away: recv(1024).decode() is the text already.',
  'missing-module':
    'It needs a module that is not part of the language. Do it with what the language has, or hand in the file.',
  'name-too-long':
    'More came than the name of a file. TCP has no borders between messages: what is sent by two calls of send may come in one recv. Send the length of the name before it, or a line end behind it, and read just that.',
  'missing-file': 'It opens a file that is not there. Hand it in too, and name it without a folder.',
  other:
    'Run the program by itself and read the last line of what it prints first, then the line of yours above it.',
};

/** A crash at the end of the stream comes when all else is over; what is wrong before that stands first. */
const RANKS: Partial<Record<CrashReason, 6>> = { 'end-of-input': 6 };

/** What another role has to hear of the same reason. */
const TO_CLIENTS: Partial<Record<CrashReason, string>> = {
  'not-connected':
    'This socket is not connected: connect was not called, or it failed, and nobody looked at what it said. Connect first, and go on only where that went well.',
  'path-in-use':
    'The path was taken, by the server: it alone binds. Take bind and listen out of the client, which calls connect only.',
  'address-in-use':
    'The port was taken, by the server: it alone binds. Take bind and listen out of the client, which calls connect only.',
};

const FAULTS: Record<Fault, string> = {
  address:
    'A segmentation fault: it touched memory that is not there, by a pointer that was never set, or is NULL because the call that gave it failed; or by an index beyond its array. And what recv has read has no zero at its end: strlen and printf run on behind it.',
  heap: 'The C library found its memory damaged: something was freed twice, or more written than malloc gave (a text takes one byte more than strlen says). It may have been done lines before this one: -fsanitize=address tells where.',
  array:
    'More was written into an array of the function that ends here than it holds. Tell the call how much fits, as in recv(s, text, sizeof text - 1, 0), and do without gets, strcpy and scanf("%s") for what comes from outside.',
  stack:
    'There was no room left for another call: a function calls itself again and again. What ends that? To do something again, write a loop.',
  division: 'It divided by zero. Look at what stands behind the / or % before it is used.',
  assertion: 'What an assert says was not so. Print what stands in it one line before.',
  exception: 'Nobody caught the exception that is named. Look at what was asked for in this line.',
  other: 'It did what the processor or the system does not allow.',
};

const byReason = (Object.keys(TEXTS) as CrashReason[]).map((reason) =>
  hint({
    id: `crash-${reason}`,
    cause: 'crash',
    rank: RANKS[reason] ?? 2,
    when: ({ crash }) => crash.reason === reason && (crash.language !== undefined || reason !== 'other'),
    text: ({ by }) => (by === 'client' ? TO_CLIENTS[reason] : undefined) ?? TEXTS[reason],
  }),
);

export const crashHints: AnyHint[] = [
  ...byReason,
  hint({
    id: 'memory-fault',
    cause: 'crash',
    rank: 2,
    text: ({ crash }) => {
      const meaning = FAULTS[crash.fault ?? 'other'];
      const remedy =
        crash.where === undefined
          ? ' Compiled with -g -fsanitize=address and run again, it names the line.'
          : '';
      return `The program was ended by ${crash.error}. ${meaning}${remedy}`;
    },
  }),
  hint({
    id: 'endless-output',
    cause: 'runaway',
    rank: 5,
    when: ({ what }) => what === 'output' || what === 'traffic',
    text: () =>
      'A loop runs without end. When the other side has closed, recv returns nothing, and at once, for ever: leave the loop then (in Python: if not data: break).',
  }),
  hint({
    id: 'endless-growth',
    cause: 'runaway',
    rank: 3,
    text: ({ what }) => `A loop takes more and more ${what}. What ends it?`,
  }),
  hint({
    id: 'busy-loop',
    cause: 'busy-loop',
    rank: 5,
    text: () =>
      'A loop runs in a circle and waits for nothing. When the other side has closed, recv returns nothing, and at once, for ever: leave the loop then (in Python: if not data: break).',
  }),
];
