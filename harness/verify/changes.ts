/** Changes that make a right program wrong: each takes a reference and gives another one. */
import type { Peer, Reference } from '../run/peers/peer.ts';
import { PeerSilent } from '../run/peers/run-peer.ts';
import { SpeakingPeer } from '../run/peers/speaking.ts';
import type { Message, Role, Scenario, Task } from '../spec/task.ts';
import { isOpenTo } from './leeway.ts';

/** What a mutant plays in. */
export interface Scene {
  task: Task;
  scenario: Scenario;
  role: Role;
  /** To be called where the mutant does what the reference would not have done. */
  acts: () => void;
}

export const NONSENSE = 'xyzzy';

type Said = string | Uint8Array;

function changed(peer: Peer, change: Partial<Peer>): Peer {
  return {
    receive: () => peer.receive(),
    receiveBytes: () => peer.receiveBytes(),
    send: (message) => peer.send(message),
    lend: (library) => peer.lend(library),
    file: (name) => peer.file(name),
    close: () => peer.close(),
    ...change,
  };
}

/** Bytes as text of as many characters, so that one change does for both. */
function asText(said: Said): string {
  return typeof said === 'string' ? said : Buffer.from(said).toString('latin1');
}

function like(said: Said, text: string): Said {
  return typeof said === 'string' ? text : Buffer.from(text, 'latin1');
}

/** What is said in place of the `nth` (1, 2, …) message of a conversation. */
type Instead = (text: string, nth: number) => string[];

export function saying(reference: Reference, scene: Scene, instead: Instead): Reference {
  const own = scene.scenario.messages.filter(({ from }) => from === scene.role);
  return (peer, lines) => {
    let nth = 0;
    const send = async (said: Said): Promise<void> => {
      nth += 1;
      const text = asText(said);
      const texts = instead(text, nth);
      if (texts.length !== 1 || texts[0] !== text) {
        if (!isOneMessage(scene, own[nth - 1], texts)) scene.acts();
      }
      for (const one of texts) await peer.send(like(said, one));
    };
    return reference(changed(peer, { send }), lines);
  };
}

/** What is said without a pause between is one message to the other side, where nothing frames it, and may be as good as another. */
function isOneMessage({ task }: Scene, message: Message | undefined, texts: string[]): boolean {
  const runsTogether = task.transport === 'tcp' && task.framing.kind === 'none';
  return runsTogether && texts.length > 0 && isOpenTo(message, texts.join(''));
}

/** Other words for each message, where the task does not leave them open. */
export function rewording(reference: Reference, scene: Scene, reword: (text: string) => string): Reference {
  const own = scene.scenario.messages.filter(({ from }) => from === scene.role);
  return saying(reference, scene, (text, nth) => {
    const other = reword(text);
    return [isOpenTo(own[nth - 1], other) || isLastWord(scene, text) ? text : other];
  });
}

/** Without its last word a conversation does not end, and that is a mutant of its own. */
function isLastWord({ task }: Scene, text: string): boolean {
  return task.termination.rule.kind === 'word' && task.termination.rule.word === text;
}

export function swapCase(text: string): string {
  return text.replace(/\p{L}/gu, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}

export function echoing(reference: Reference, scene: Scene): Reference {
  const own = scene.scenario.messages.filter(({ from }) => from === scene.role);
  return (peer, lines) => {
    let heard: string | undefined;
    const receive = async (): Promise<string | undefined> => (heard = await peer.receive());
    const instead = (text: string, nth: number): string[] =>
      heard === undefined || isOpenTo(own[nth - 1], heard) || own[nth - 1]?.says.kind === 'typed'
        ? [text]
        : [heard];
    return saying(reference, scene, instead)(changed(peer, { receive }), lines);
  };
}

/** Only what can be known beforehand can be said beforehand; and a server knows no client over UDP before it has heard it. */
export function speakingFirst(
  reference: Reference,
  { task, scenario, role, acts }: Scene,
): Reference | undefined {
  if (role === 'server' && task.transport === 'udp') return undefined;
  const [first] = scenario.messages;
  const own = scenario.messages.find(({ from }) => from === role);
  const text = own === undefined ? undefined : knownBefore(own);
  if (text === undefined || first === own || first?.eitherOrder === true) return undefined;
  return async (peer, lines) => {
    let said = false;
    acts();
    await peer.send(text);
    const send = (later: Said): Promise<void> => {
      if (said) return peer.send(later);
      said = true;
      return Promise.resolve();
    };
    await reference(changed(peer, { send }), lines);
  };
}

function knownBefore({ says }: Message): string | undefined {
  if (says.kind === 'text') return says.text;
  return says.kind === 'pattern' || says.kind === 'any' ? says.example : undefined;
}

/** Says something more before it closes. */
export function sayingMore(reference: Reference, scene: Scene): Reference {
  const message = scene.scenario.messages.at(-1);
  return (peer, lines) => {
    let last = '';
    const send = (said: Said): Promise<void> => {
      last = asText(said);
      return peer.send(said);
    };
    const close = async (): Promise<void> => {
      const runsOn = message?.from === scene.role && isOneMessage(scene, message, [last, NONSENSE]);
      if (!runsOn) scene.acts();
      await peer.send(NONSENSE);
      await peer.close();
    };
    return reference(changed(peer, { send, close }), lines);
  };
}

/** Waits for ever, until the run proves that nothing more will come; then goes without closing. */
async function stay(peer: Peer, { acts }: Scene): Promise<void> {
  acts();
  try {
    while ((await peer.receive()) !== undefined);
  } catch (error) {
    if (!(error instanceof PeerSilent)) throw error;
  }
}

/** Thrown into a reference whose conversation was cut short. */
class CutShort extends Error {}

/** Over datagrams there is nothing to close, and who has left is not seen. */
export function closingEarly(reference: Reference, { acts, task, scenario }: Scene): Reference | undefined {
  if (scenario.messages.length < 2 || task.transport !== 'tcp') return undefined;
  return async (peer, lines) => {
    let steps = 0;
    const once = <T>(step: () => Promise<T>): Promise<T> => {
      steps += 1;
      if (steps === 1) return step();
      throw new CutShort();
    };
    const cut = changed(peer, {
      receive: () => once(() => peer.receive()),
      receiveBytes: () => once(() => peer.receiveBytes()),
      send: (message) => once(() => peer.send(message)),
    });
    try {
      await reference(cut, lines);
    } catch (error) {
      if (!(error instanceof CutShort)) throw error;
      acts();
      if (peer instanceof SpeakingPeer) peer.peer.abandon?.();
    }
  };
}

export function oneAtATime(reference: Reference, scene: Scene): Reference | undefined {
  const { role, scenario } = scene;
  if (role !== 'server' || scenario.clients.count === 1 || scenario.clients.at !== 'once') return undefined;
  let inside = 0;
  return async (peer, lines) => {
    inside += 1;
    if (inside > 1) return stay(peer, scene);
    await reference(peer, lines);
    inside = 0;
  };
}

/** Serves one client, and no other. */
export function servingOne(reference: Reference, scene: Scene): Reference | undefined {
  if (scene.role !== 'server' || scene.scenario.clients.count === 1) return undefined;
  let clients = 0;
  return (peer, lines) => {
    clients += 1;
    return clients === 1 ? reference(peer, lines) : stay(peer, scene);
  };
}

export function neverClosing(reference: Reference, scene: Scene): Reference | undefined {
  if (scene.task.transport !== 'tcp') return undefined;
  return (peer, lines) => reference(changed(peer, { close: () => stay(peer, scene) }), lines);
}

/** The word that ends the conversation is not sent. */
export function keepingLastWord(reference: Reference, scene: Scene): Reference | undefined {
  const { rule } = scene.task.termination;
  if (rule.kind !== 'word') return undefined;
  return saying(reference, scene, (text) => (text === rule.word ? [] : [text]));
}

export function repeatingFirst(reference: Reference, scene: Scene): Reference {
  let first: string | undefined;
  return rewording(reference, scene, (text) => (first ??= text));
}
