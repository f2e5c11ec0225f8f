/** Hints for faults that show before a program runs: no program, the wrong language version, does not compile. */
import type { Finding } from '../../submission/submission.ts';
import { hint, type AnyHint } from './hint.ts';

type Code = Finding['code'];

const TEXTS: Record<Exclude<Code, 'tool-missing' | 'build-gave-up'>, { rank: 1 | 9; text: string }> = {
  'nothing-found': {
    rank: 1,
    text: 'Hand in the two programs themselves, one that binds and listens (the server) and one that connects (the client), not only a report or a picture of them.',
  },
  'no-server': {
    rank: 1,
    text: 'No file of yours binds and listens. The server needs socket, bind, listen and accept, in this order.',
  },
  'no-client': {
    rank: 1,
    text: 'No file of yours connects. The client needs socket and connect, and then it can send.',
  },
  'two-servers': {
    rank: 1,
    text: 'Hand in one server, and take the others out of the folder. If one of them is meant to be the client, it has to connect in place of listening.',
  },
  'two-clients': {
    rank: 1,
    text: 'Hand in one client, and take the others out of the folder. If one of them is meant to be the server, it has to bind, listen and accept in place of connecting.',
  },
  'python-2': {
    rank: 1,
    text: 'This is Python 2, which ended in 2020. In Python 3 print needs brackets, raw_input() is input(), and what is sent has to be bytes: text.encode() before send, data.decode() after recv.',
  },
  'does-not-parse': {
    rank: 1,
    text: 'The language cannot read this file, so it never starts. Look at the line that is named and at the one above it: a bracket, a quotation mark, a comma or the indentation is missing there.',
  },
  'does-not-compile': {
    rank: 1,
    text: 'The compiler refuses this file. Begin with its first complaint: the later ones often follow from it.',
  },
  'manifest-wrong': {
    rank: 1,
    text: 'Correct sockmark.json, or take it out: without it the programs are found by what they do.',
  },
  'needs-display': {
    rank: 1,
    text: 'The program opens a window, and there is no screen where it is graded. Hand in a version that reads and prints in the terminal.',
  },
  'roles-exchanged': {
    rank: 9,
    text: 'The names of your files say it the other way round: the one that listens is the server. They were graded by what they do; this costs nothing.',
  },
  unreadable: {
    rank: 1,
    text: 'Part of what was handed in could not be read. Hand in plain source files.',
  },
};

export const submissionHints: AnyHint[] = (Object.keys(TEXTS) as (keyof typeof TEXTS)[]).map((code) =>
  hint({
    id: code,
    cause: 'finding',
    rank: TEXTS[code].rank,
    when: ({ finding }) => finding.code === code,
    text: () => TEXTS[code].text,
  }),
);
