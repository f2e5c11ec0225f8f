/**
 * What happens next once a run is at rest. In a run of people somebody would now read the answer, type the next line, or go home;
 * here the same is done in the same order, one thing at a time, and each is followed by another wait for rest.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { GaveUp, Nudge, Piece } from '../capture/record.ts';
import type { Place } from '../network/network.ts';
import { placedLines, type PlacedLine } from '../spec/clients.ts';
import type { Scenario } from '../spec/task.ts';
import { threadsOf, programPids } from './observe/threads.ts';
import { isBackground, standingOf, waitsForKeyboard } from './observe/waits.ts';
import type { LiveProgram } from './programs/live-program.ts';
import { answerTo } from './programs/prompts.ts';
import type { ReferencePlayer } from './peers/reference-player.ts';
import type { RunPeer } from './peers/run-peer.ts';
import type { SpeakingPeer } from './peers/speaking.ts';
import { placeOfNext } from './turns.ts';

/** Prompts that are answered before the typist takes them for part of the exercise: a program may ask the same for ever. */
const MOST_ANSWERS = 8;

/** Milliseconds between the pieces of a slow message. */
const SLOW_MS = 150;

export interface Directed {
  scenario: Scenario;
  place: Place;
  programs: readonly LiveProgram[];
  references: readonly ReferencePlayer[];
  /** The address that a prompt for one is answered with. */
  host: string;
  /** The port that a prompt for one is answered with. */
  port: () => number;
  /** True while not all clients have come. */
  moreToCome: () => boolean;
  /** Stop where the reference would give up. */
  standStill: boolean;
}

/** Something to be said, by a person at a keyboard or by a reference, and where in the conversation it has its place. */
interface Turn {
  place: number;
  take: () => void;
}

export class Director {
  readonly nudges: Nudge[] = [];
  readonly pieces: Piece[] = [];
  readonly gaveUp: GaveUp[] = [];
  readonly #scenario: Scenario;
  readonly #place: Place;
  readonly #programs: readonly LiveProgram[];
  readonly #references: readonly ReferencePlayer[];
  readonly #directed: Directed;
  readonly #nudged = new Set<RunPeer>();

  constructor(directed: Directed) {
    this.#directed = directed;
    this.#scenario = directed.scenario;
    this.#place = directed.place;
    this.#programs = directed.programs;
    this.#references = directed.references;
  }

  /** Does the next thing; false if there is nothing left to do, and the run is over. */
  async step(): Promise<boolean> {
    return (
      (await this.#sendPieces()) ||
      this.#reset() ||
      this.#deliver() ||
      this.#answerPrompt() ||
      (await this.#endTheLine()) ||
      this.#takeTurn() ||
      this.#closeFirst() ||
      (!this.#directed.standStill && (this.#giveUp() || this.#leave()))
    );
  }

  /**
   * Does what may be done before programs at rest that receive with a timeout give up. One that has heard something and not answered yet
   * may be waiting whether more comes: no more is said then, but for the end of a line.
   */
  async stepInTime(): Promise<boolean> {
    return (
      this.#deliver() ||
      (await this.#endTheLine()) ||
      (this.#haveAnswered() && (this.#answerPrompt() || this.#takeTurn()))
    );
  }

  #haveAnswered(): boolean {
    const { connections, datagrams } = this.#place.conversation();
    const said = connections.flatMap(({ events }) => events.filter(({ kind }) => kind === 'data'));
    const last = said.sort((one, other) => one.at - other.at).at(-1);
    if (last === undefined) return datagrams.length === 0;
    return this.#programs.every((program) => program.role === last.from || !waitsBriefly(program));
  }

  #peers(): RunPeer[] {
    return this.#references.flatMap(({ peers }) => peers);
  }

  /** The next piece of a message that is sent in pieces: everything is at rest, so the ones before it have been read. */
  async #sendPieces(): Promise<boolean> {
    const speaking = this.#conversations().find(({ peer }) => peer.inPieces);
    if (speaking === undefined) return false;
    const { tables } = this.#place;
    const sockets = tables === undefined ? [] : [...tables.tcp(), ...tables.unix()];
    const unread = sockets.some((one) => one.state !== 'LISTEN' && one.unread > 0);
    this.pieces.push({ at: this.#place.now(), client: speaking.client, read: !unread });
    if (speaking.slow) await delay(SLOW_MS);
    speaking.peer.nextPiece?.();
    return true;
  }

  #reset(): boolean {
    const due = this.#conversations().filter(({ dueToReset }) => dueToReset);
    for (const speaking of due) speaking.reset();
    return due.length > 0;
  }

  #conversations(): SpeakingPeer[] {
    return this.#references.flatMap(({ conversations }) => conversations);
  }

  /** The reference hears what has come, if it waits for it. */
  #deliver(): boolean {
    // Not `some`: all that have something to hear hear it.
    return this.#peers().filter((peer) => peer.deliver()).length > 0;
  }

  /** Answers a program that asks for what is no part of the exercise. */
  #answerPrompt(): boolean {
    for (const program of this.#waitingForKeyboard()) {
      const answer = this.#answer(program);
      if (answer === undefined) continue;
      program.type(answer, 'answer');
      return true;
    }
    return false;
  }

  /** One speaks: of all that could, the one whose turn it is. */
  #takeTurn(): boolean {
    const turns = [...this.#linesToType(), ...this.#heldMessages()];
    const [next] = turns.sort((one, other) => one.place - other.place);
    next?.take();
    return next !== undefined;
  }

  #linesToType(): Turn[] {
    return this.#waitingForKeyboard().flatMap((program) => {
      const line = this.#nextLine(program);
      if (line === undefined) return [];
      const take = () => {
        program.type(line.text, 'script');
      };
      return [{ place: line.place, take }];
    });
  }

  #heldMessages(): Turn[] {
    return this.#references.flatMap(({ role, conversations }) =>
      conversations
        .filter(({ holding }) => holding)
        .map((speaking) => {
          const take = () => {
            speaking.release();
          };
          return { place: placeOfNext(this.#scenario, role, speaking), take };
        }),
    );
  }

  #waitingForKeyboard(): LiveProgram[] {
    return this.#programs.filter((program) => {
      if (program.ending !== undefined || program.keyboardClosedAt !== undefined || program.untaken > 0)
        return false;
      return threadsOf(programPids(program.pid)).some(waitsForKeyboard);
    });
  }

  #answer(program: LiveProgram): string | undefined {
    const answered = program.typed.filter(({ purpose }) => purpose === 'answer').map(({ prompt }) => prompt);
    if (answered.length >= MOST_ANSWERS) return undefined;
    return answerTo(program.printedSinceTyping(), {
      host: this.#directed.host,
      port: this.#directed.port(),
      met: this.#place.connectionCount() > 0,
      answered,
      moreToSay: this.#nextLine(program) !== undefined,
    });
  }

  #nextLine(program: LiveProgram): PlacedLine | undefined {
    const { role, instance } = program;
    const lines = placedLines(this.#scenario, role, role === 'client' ? instance : undefined);
    return lines[linesTyped(program)];
  }

  /** A program that reads lines waits for the end of ours; ours had none, since the sheet asks for none. */
  async #endTheLine(): Promise<boolean> {
    const asking = this.#waitingForKeyboard();
    if (!this.#programs.some((one) => one.program.readsLines && !asking.includes(one))) return false;
    const peer = this.#peers().find(
      (candidate) =>
        candidate.waitsFor !== undefined &&
        candidate.unansweredWithoutLineEnd &&
        !this.#nudged.has(candidate),
    );
    const role = this.#references[0]?.role;
    if (peer === undefined || role === undefined) return false;
    this.#nudged.add(peer);
    this.nudges.push({ kind: 'line-end', at: this.#place.now(), role });
    await peer.sendLineEnd();
    return true;
  }

  #giveUp(): boolean {
    return this.#interrupt() || this.#peers().filter((peer) => peer.giveUp()).length > 0;
  }

  /** Nothing ends a tool that waits for its answer but whoever started it. */
  #interrupt(): boolean {
    const waiting = this.#programs.find(({ by, ending }) => by === 'reference' && ending === undefined);
    const known = this.gaveUp.some(({ client }) => client === waiting?.instance);
    if (waiting === undefined || known) return false;
    const { role, instance: client } = waiting;
    this.gaveUp.push({ role, waitingFor: 'message', at: this.#place.now(), client });
    waiting.interrupt();
    return true;
  }

  /** After giving up this is the proof: a program that answers now has waited for the end of the stream. */
  #closeFirst(): boolean {
    const player = this.#references.find(({ peers }) => peers.filter((peer) => peer.closeFirst()).length > 0);
    if (player === undefined) return false;
    const { role, gaveUp } = player;
    if (gaveUp.some(({ waitingFor }) => waitingFor === 'message') && this.#place.connectionCount() > 0)
      this.nudges.push({ kind: 'half-close', at: this.#place.now(), role });
    return true;
  }

  /** The exercise is over and a program still asks: a word that it knows, then the end of the input. A server may go on asking. */
  #leave(): boolean {
    const waiting = this.#waitingForKeyboard();
    const program = waiting.find(({ role }) => role === 'client') ?? waiting[0];
    // A server goes on as long as there are clients to come.
    if (program === undefined || (program.role === 'server' && this.#directed.moreToCome())) return false;
    const word = program.program.leaveWords[0];
    if (
      word !== undefined &&
      !program.typed.some(({ purpose, text }) => purpose === 'leave' || text === word)
    ) {
      program.type(word, 'leave');
      return true;
    }
    if (program.role === 'server') return false;
    program.closeKeyboard();
    return true;
  }
}

function waitsBriefly({ ending, pid }: LiveProgram): boolean {
  const threads = ending === undefined ? threadsOf(programPids(pid)) : [];
  return threads.some((thread) => !isBackground(thread) && standingOf(thread).kind === 'pauses');
}

function linesTyped(program: LiveProgram): number {
  return program.typed.filter(({ purpose }) => purpose === 'script').length;
}
