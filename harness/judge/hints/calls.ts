/** Hints for the socket calls that a task asks for by name. */
import { hint, type AnyHint } from './hint.ts';

const WHAT_FOR: Partial<Record<string, string>> = {
  socket: 'it makes the socket that everything else is done with',
  bind: 'it gives the server its port, before listen',
  listen: 'after bind, and before accept: without it nobody can connect',
  accept: 'it waits for a client and gives you a new socket to talk with it',
  connect: 'it reaches out to the server, before anything is sent',
  send: 'once the two are connected',
  recv: 'once the two are connected',
  sendto: 'with the address of the other side in it',
  recvfrom: 'it also tells whom the datagram is from, so that you can answer',
  close: 'when the conversation is over, with the brackets: close()',
  shutdown: 'it tells the other side that nothing more will come, while you can still receive',
  setsockopt: 'after socket, and before bind',
};

export const callHints: AnyHint[] = [
  hint({
    id: 'call-failed',
    cause: 'call',
    rank: 6,
    when: ({ how }) => how === 'failed',
    text: ({ call }) =>
      `The system refused the call, and the message says why. Look at the calls before ${call}: is one missing, out of its order, or on a socket that is closed already?`,
  }),
  hint({
    id: 'call-forbidden',
    cause: 'call',
    rank: 6,
    when: ({ how }) => how === 'forbidden',
    text: ({ call, by }) => `Leave ${call} out of the ${by}: the task wants it done without.`,
  }),
  hint({
    id: 'call-by-runtime',
    cause: 'call',
    rank: 6,
    when: ({ how }) => how === 'by-runtime',
    text: ({ call }) =>
      `Your program let go of the socket and the language cleaned up behind it, at a moment that you do not choose. Say ${call}() yourself, or use the socket in a with block.`,
  }),
  hint({
    id: 'call-missing',
    cause: 'call',
    rank: 6,
    text: ({ call, by }) => {
      const what = WHAT_FOR[call];
      return `The task wants the ${by} to call ${call}${what === undefined ? '' : ` (${what})`}. With --calls you see all the calls that it made.`;
    },
  }),
];
