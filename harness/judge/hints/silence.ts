/** Hints for messages that were never said, came too late, or were never read. */
import { hint, type AnyHint } from './hint.ts';

export const silenceHints: AnyHint[] = [
  hint({
    id: 'speaks-in-turns',
    cause: 'blocked',
    rank: 4,
    text: ({ by }) =>
      `While the ${by} waits to receive it does not look at its keyboard. Receive in a thread of its own, or let select wait for the keyboard and the socket together.`,
  }),
  hint({
    id: 'not-flushed',
    cause: 'not-said',
    rank: 3,
    when: ({ heldBack }) => heldBack !== undefined,
    text: ({ by }) =>
      `The ${by} writes into a buffer, and nothing sends what is in it. Call flush() behind each message (in C fflush); Java’s PrintWriter does it by itself at println when it is made with true: new PrintWriter(stream, true).`,
  }),
  hint({
    id: 'forgot-its-client',
    cause: 'not-said',
    rank: 3,
    when: ({ visited, closed }) => visited && !closed,
    text: () =>
      'Another client connected in the middle of this conversation, and the server turned to that one. Keep the socket of each accept in a variable of its own (or in a thread, or in the list for select), so that a new client does not take the place of the one before.',
  }),
  hint({
    id: 'waits-for-newline',
    cause: 'not-said',
    rank: 3,
    when: ({ wantsLine, rest }) => wantsLine && rest.waits.includes('receive'),
    text: ({ by }) =>
      `The ${by} reads a whole line and waits for its end, and what it is sent has no line end. Send "\\n" behind the text, or read with recv, which takes what is there.`,
  }),
  hint({
    id: 'typed-not-sent',
    cause: 'not-said',
    rank: 3,
    when: ({ took, closed, rest }) => took && !closed && rest.waits.includes('receive'),
    text: ({ by }) =>
      `The ${by} read the line that was typed, sent nothing, and waits for an answer. Send the line before you call recv.`,
  }),
  hint({
    id: 'only-first-answered',
    cause: 'not-said',
    rank: 3,
    when: ({ earlier, rest, closed }) => earlier > 0 && (closed || rest.waits.includes('receive')),
    text: ({ by, closed, earlier }) => {
      if (earlier > 1 && closed)
        return `The ${by} closes after ${earlier} messages, and the task has one more of it. Look for what is still to be said, and send it before you close.`;
      if (earlier > 1)
        return `The ${by} says ${earlier} messages, and then only receives; the task has one more of it. For each recv there is a send.`;
      return closed
        ? `The ${by} has its say once, and closes. Put receiving and sending in a loop, and leave it only at the end of the conversation.`
        : `The ${by} has its say once, and then only receives. Both belong in the loop: for each recv a send.`;
    },
  }),
  hint({
    id: 'both-wait',
    cause: 'not-said',
    rank: 3,
    when: ({ rest, peerWaits }) => peerWaits && rest.waits.includes('receive'),
    text: ({ by, says }) =>
      says === 'time'
        ? `Both sides wait to receive: the ${by} does not tell the time by itself. It sends the date and the time first, without being asked, and only then calls recv.`
        : `Both sides wait to receive, so nothing more can happen. Where it is the ${by}’s turn, send before you recv; and do not wait for more bytes than the other side sends.`,
  }),
  hint({
    id: 'waits-for-typing',
    cause: 'not-said',
    rank: 3,
    when: ({ rest }) => rest.waits.includes('keyboard'),
    text: ({ by, says }) => {
      const what = says === 'time' ? ' Nobody types the time: the program asks the clock.' : '';
      return `The ${by} waits for somebody to type where it should send what it has.${what}`;
    },
  }),
  hint({
    id: 'closed-without-answer',
    cause: 'not-said',
    rank: 3,
    when: ({ closed }) => closed,
    text: ({ by }) =>
      `The ${by} closes before it has said everything. print shows a text on your own screen only: to reach the other side it has to be sent.`,
  }),
  hint({
    id: 'back-to-accept',
    cause: 'not-said',
    rank: 3,
    when: ({ rest }) => rest.waits.includes('accept'),
    text: () =>
      'The server is back in accept and has forgotten its client. Send the answer on the socket that accept returned, before the loop begins again.',
  }),
  hint({
    id: 'not-said',
    cause: 'not-said',
    rank: 3,
    text: ({ by }) =>
      `Follow the ${by} line by line: is send reached, and is it called on the connected socket?`,
  }),
  hint({
    id: 'flushed-at-the-end',
    cause: 'said-too-late',
    rank: 3,
    when: ({ after, heldBack }) => after === 'half-close' && heldBack !== undefined,
    text: ({ by }) =>
      `The ${by} writes into a buffer, which was sent only when all was over: too late, since the other side waits for it. Call flush() behind each message (in C fflush); in Java new PrintWriter(stream, true) does it at each println.`,
  }),
  hint({
    id: 'never-asks-again',
    cause: 'not-asked-again',
    rank: 8,
    text: () =>
      'UDP promises nothing: a datagram may get lost. Set a timeout on the socket (settimeout, setSoTimeout, SO_RCVTIMEO), and when it strikes, send again, a few times at most.',
  }),
  hint({
    id: 'waits-for-end-of-stream',
    cause: 'said-too-late',
    rank: 3,
    when: ({ after }) => after === 'half-close',
    text: () =>
      'The program reads until the other side closes, and answers only then: as soon as our client had closed its half, the answer came. A client that waits for the answer keeps its side open, so answer when the message is there (recv once, not until it returns nothing).',
  }),
  hint({
    id: 'waits-for-the-other',
    cause: 'said-too-late',
    rank: 3,
    text: ({ by }) =>
      `The ${by} waited for the other side to speak, when it was its own turn. Send first, then recv.`,
  }),
  hint({
    id: 'reads-a-part',
    cause: 'unread',
    rank: 4,
    when: ({ partly }) => partly,
    text: () =>
      'recv(n) gives at most n bytes: ask for more at once, or call it again until the message is there.',
  }),
  hint({
    id: 'closes-too-early',
    cause: 'unread',
    rank: 4,
    when: ({ how, earlier }) => how !== 'left' && earlier,
    text: ({ by }) =>
      `The ${by} closes while the conversation goes on. Put receiving and sending in a loop, and leave it only at the end of the conversation.`,
  }),
  hint({
    id: 'closes-before-reading',
    cause: 'unread',
    rank: 4,
    when: ({ how }) => how !== 'left',
    text: ({ by }) =>
      `The ${by} closes its socket while bytes wait in it that it has not read. Call recv for the whole message first${by === 'server' ? ', on the socket that accept returned' : ''} (recv(n) gives at most n bytes), and then close.`,
  }),
  hint({
    id: 'never-reads',
    cause: 'unread',
    rank: 4,
    text: ({ by }) => `The bytes arrived, but the ${by} never called recv for them.`,
  }),
];
