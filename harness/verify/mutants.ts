/**
 * Programs that are known to be wrong, made of a task's own reference by one change each. A spec under which one of them
 * keeps full marks has a hole.
 */
import type { Reference } from '../run/peers/peer.ts';
import type { Role, Task } from '../spec/task.ts';
import {
  closingEarly,
  echoing,
  keepingLastWord,
  neverClosing,
  NONSENSE,
  oneAtATime,
  repeatingFirst,
  rewording,
  saying,
  sayingMore,
  servingOne,
  speakingFirst,
  swapCase,
  type Scene,
} from './changes.ts';

export interface Mutant {
  id: string;
  /** The only role that it can be played in. */
  role?: Role;
  /** What is wrong with it: "It says nothing." */
  does: string;
  /** What a spec says to catch it, where nothing does. */
  remedy: string | ((task: Task) => string);
  /** Why some tasks have no such mutant: "no word ends the conversation". */
  without: string;
  /** The changed program; undefined where the change changes nothing in such a scene. */
  mutate?: (reference: Reference, scene: Scene) => Reference | undefined;
  /** It is at another port than the task's. */
  wrongPort?: true;
  /** Its program ends once the first client has gone. */
  endsAfterClient?: true;
}

export function remedyOf({ remedy }: Mutant, task: Task): string {
  return typeof remedy === 'string' ? remedy : remedy(task);
}

const LAST_MESSAGE = 'make it a last message with "text", with "ends": { "after": "last-message" }';
const SAY_MORE = 'say in "messages" exactly what is to be said';

export const MUTANTS: readonly Mutant[] = [
  {
    id: 'says-nothing',
    does: 'It says nothing.',
    remedy: 'ask in "messages" for what it has to say',
    without: 'it has nothing to say',
    mutate: (reference, scene) => saying(reference, scene, () => []),
  },
  {
    id: 'leaves-one-out',
    does: 'It leaves its second message out.',
    remedy: SAY_MORE,
    without: 'it says one thing only',
    mutate: (reference, scene) => saying(reference, scene, (text, nth) => (nth === 2 ? [] : [text])),
  },
  {
    id: 'says-twice',
    does: 'It says its first message twice.',
    remedy: SAY_MORE,
    without: 'it has nothing to say, or what it says is open',
    mutate: (reference, scene) =>
      saying(reference, scene, (text, nth) => (nth === 1 ? [text, text] : [text])),
  },
  {
    id: 'says-more',
    does: 'It says something more at the end.',
    remedy: ({ termination: { rule } }) =>
      rule.kind === 'word'
        ? `what is said behind ${rule.word} is left open, since many take their leave there; where that is a fault, ${LAST_MESSAGE}`
        : SAY_MORE,
    without: 'what it says is open, or nothing is closed over UDP',
    mutate: sayingMore,
  },
  {
    id: 'wrong-text',
    does: 'It says something else.',
    remedy: SAY_MORE,
    without: 'any words of its will do',
    mutate: (reference, scene) => rewording(reference, scene, () => NONSENSE),
  },
  {
    id: 'wrong-case',
    does: 'It says it in the wrong case.',
    remedy: 'compare without "ignoreCase", or explain why case is left open',
    without: 'no letters, or their case is open',
    mutate: (reference, scene) => rewording(reference, scene, swapCase),
  },
  {
    id: 'truncated',
    does: 'It leaves out the last character of what it says.',
    remedy: SAY_MORE,
    without: 'what it says is open',
    mutate: (reference, scene) => rewording(reference, scene, (text) => text.slice(0, -1)),
  },
  {
    id: 'echoes',
    does: 'It sends back what it has heard, unchanged.',
    remedy: 'ask for a "reply" as a function of what was said',
    without: 'it has heard nothing by then, or that will do',
    mutate: echoing,
  },
  {
    id: 'repeats-its-first-answer',
    does: 'It works its first answer out, and gives it again and again.',
    remedy: 'ask for several messages ("repeat") that are typed and differ',
    without: 'its answers are open, or all the same',
    mutate: repeatingFirst,
  },
  {
    id: 'speaks-first',
    does: 'It says its first message before it has heard what comes before.',
    remedy:
      'over TCP a side that speaks at once cannot be told from one that is quick to answer; let the message depend on what was said before it, or explain this one in "survivors"',
    without: 'it begins, or cannot know yet what to say',
    mutate: speakingFirst,
  },
  {
    id: 'keeps-the-last-word',
    does: 'It ends on the word that ends the conversation, and does not send it.',
    remedy: `whoever closes in place of the word has ended the conversation as well; where the word has to be sent, ${LAST_MESSAGE}`,
    without: 'no word ends the conversation, or it does not say it',
    mutate: keepingLastWord,
  },
  {
    id: 'never-closes',
    does: 'It never closes the connection.',
    remedy: 'say in "ends" when the conversation is over',
    without: 'nothing is closed over UDP',
    mutate: neverClosing,
  },
  {
    id: 'closes-early',
    does: 'It closes once it has said or heard one thing.',
    remedy: 'ask in "messages" for what comes after it',
    without: 'nothing is closed over UDP, or there is one message only',
    mutate: closingEarly,
  },
  {
    id: 'serves-one-client-only',
    role: 'server',
    does: 'It has no word for any client but the first.',
    remedy: 'add a scenario with several "clients"',
    without: 'no scenario has several clients',
    mutate: servingOne,
  },
  {
    id: 'one-client-at-a-time',
    role: 'server',
    does: 'It serves a client only once the one before has gone.',
    remedy: 'let the scenario’s clients be there at "once"',
    without: 'no scenario has several clients at once',
    mutate: oneAtATime,
  },
  {
    id: 'ends-after-its-client',
    role: 'server',
    does: 'Its program ends once its first client has gone.',
    remedy: 'say in "ends" that the server then "serves-on"',
    without: 'it need not serve on',
    endsAfterClient: true,
  },
  {
    id: 'wrong-port',
    does: 'It is at another port.',
    remedy: 'name the port in the spec',
    without: 'the port is open',
    wrongPort: true,
  },
];
