/** Hints for conversations that do not end as they should, and connections that are not closed. */
import { quoted } from '../words.ts';
import { hint, type AnyHint } from './hint.ts';

export const endingHints: AnyHint[] = [
  hint({
    id: 'own-word-does-not-end',
    cause: 'not-ended',
    rank: 4,
    when: ({ by, saidBy }) => by === saidBy,
    text: ({ word }) =>
      `When ${quoted(word)} is typed the program has to leave its loop and close the socket. Compare without the line end that comes with what is typed.`,
  }),
  hint({
    id: 'heard-word-does-not-end',
    cause: 'not-ended',
    rank: 4,
    text: ({ word }) =>
      `Look at what was received: if it is ${quoted(word)}, or nothing at all (the other side has closed), leave the loop and close the socket.`,
  }),
  hint({
    id: 'ended-early',
    cause: 'ended-early',
    rank: 4,
    text: ({ word }) =>
      `The conversation goes on until ${quoted(word)}. Put receiving and sending in a loop.`,
  }),
  hint({
    id: 'program-runs-on',
    cause: 'runs-on',
    rank: 6,
    text: () =>
      'The task wants the server to end after its client. Leave the loop around accept, and close the listening socket.',
  }),
  hint({
    id: 'stopped-serving',
    cause: 'stopped-serving',
    rank: 5,
    text: ({ over }) =>
      over === 'udp'
        ? 'The task wants the server to stay for the next datagram. Put recvfrom and sendto in a loop.'
        : 'The task wants the server to stay for the next client. Put accept and what follows it in a loop.',
  }),
  hint({
    id: 'close-without-brackets',
    cause: 'never-closes',
    rank: 5,
    when: ({ inVain }) => inVain !== undefined,
    text: ({ inVain }) =>
      `${quoted(inVain?.source ?? 'close')} only names the function, and calls nothing. Put brackets behind it: close().`,
  }),
  hint({
    id: 'udp-client-waits-for-more',
    cause: 'never-closes',
    rank: 5,
    when: ({ over, rest }) => over === 'udp' && rest.waits.includes('receive'),
    text: () =>
      'All has been said, and the client still waits in recvfrom. Over UDP nobody tells it of the end: it has to know how many answers there are.',
  }),
  hint({
    id: 'client-waits-for-more',
    cause: 'never-closes',
    rank: 5,
    when: ({ rest }) => rest.waits.includes('receive'),
    text: ({ by }) =>
      `All has been said, and the ${by} still waits to receive. When recv returns nothing the other side has closed: stop reading then, and close your socket too.`,
  }),
  hint({
    id: 'asks-for-ever',
    cause: 'never-closes',
    rank: 5,
    when: ({ rest }) => rest.waits.includes('keyboard'),
    text: ({ by }) =>
      `All has been said, and the ${by} asks for one more line; nothing ends it. Give it a word that ends it, and leave the loop when recv returns nothing, which says that the other side has closed; then close the socket.`,
  }),
  hint({
    id: 'never-closes',
    cause: 'never-closes',
    rank: 5,
    text: ({ by }) =>
      by === 'server'
        ? 'Close the socket that accept returned when you are done with the client: conn.close(), with the brackets. Closing the listening socket does not do it.'
        : 'Close the socket when you are done: close(), with the brackets.',
  }),
  hint({
    id: 'reset-unread',
    cause: 'reset',
    rank: 5,
    when: ({ unread }) => unread,
    text: () =>
      'A socket that is closed while bytes wait in it unread sends RST in place of FIN, and the other side may lose what was sent last. Read until the end before you close.',
  }),
  hint({
    id: 'reset',
    cause: 'reset',
    rank: 5,
    text: () =>
      'The connection was torn down (RST) rather than closed (FIN). Bytes left unread do that, and so does SO_LINGER with the time 0.',
  }),
  hint({
    id: 'closed-out-of-turn',
    cause: 'closed-second',
    rank: 6,
    text: () =>
      'Here the task says who closes first. The one who waits calls recv until it returns nothing, and only then closes.',
  }),
];
