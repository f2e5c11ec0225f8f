/**
 * What happens next once a run is at rest. In a run of people somebody would now read the answer, type the next line, or go home;
 * here the same is done in the same order, one thing at a time, and each is followed by another wait for rest.
 */
import type { Nudge } from '../capture/record.ts';
import type { Place } from '../network/network.ts';
import type { Role, Scenario } from '../spec/task.ts';
import { threadsOf, programPids } from './observe/threads.ts';
import { waitsForKeyboard } from './observe/waits.ts';
import type { LiveProgram } from './programs/live-program.ts';
import { answerTo } from './programs/prompts.ts';
import type { ReferencePlayer } from './peers/reference-player.ts';
import type { RunPeer } from './peers/run-peer.ts';

/** Prompts that are answered before the typist takes them for part of the exercise: a program may ask the same for ever. */
const MOST_ANSWERS = 8;

export class Director {
  readonly nudges: Nudge[] = [];
  readonly #scenario: Scenario;
  readonly #place: Place;
  readonly #programs: readonly LiveProgram[];
  readonly #references: readonly ReferencePlayer[];
  readonly #portOf: (role: Role) => number;
  readonly #nudged = new Set<RunPeer>();

  constructor(
    scenario: Scenario,
    place: Place,
    programs: readonly LiveProgram[],
    references: readonly ReferencePlayer[],
    portOf: (role: Role) => number,
  ) {
    this.#scenario = scenario;
    this.#place = place;
    this.#programs = programs;
    this.#references = references;
    this.#portOf = portOf;
  }

  /** Does the next thing; false if there is nothing left to do, and the run is over. */
  async step(): Promise<boolean> {
    return (
      this.#deliver() ||
      this.#typeNextLine() ||
      (await this.#endTheLine()) ||
      this.#closeFirst() ||
      this.#giveUp() ||
      this.#leave()
    );
  }

  #peers(): RunPeer[] {
    return this.#references.flatMap(({ peers }) => peers);
  }

  #deliver(): boolean {
    // Not `some`: all that have something to hear hear it.
    return this.#peers().filter((peer) => peer.deliver()).length > 0;
  }

  /** Types into one program that waits for a person: the one whose turn it is, where both wait. */
  #typeNextLine(): boolean {
    const waiting = this.#waitingForKeyboard();
    for (const program of waiting) {
      const answer = this.#answer(program);
      if (answer === undefined) continue;
      program.type(answer, 'answer');
      return true;
    }
    const [next] = waiting
      .filter((program) => this.#nextLine(program) !== undefined)
      .sort((one, other) => this.#positionOfNextLine(one) - this.#positionOfNextLine(other));
    const line = next === undefined ? undefined : this.#nextLine(next);
    if (line === undefined) return false;
    next?.type(line, 'script');
    return true;
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
      host: '127.0.0.1',
      port: this.#portOf(program.role),
      met: this.#place.connectionCount() > 0,
      answered,
      moreToSay: this.#nextLine(program) !== undefined,
    });
  }

  #nextLine(program: LiveProgram): string | undefined {
    return this.#scenario.typed[program.role][linesTyped(program)];
  }

  /** Where in the conversation the program's next line has its place. */
  #positionOfNextLine(program: LiveProgram): number {
    const own = this.#scenario.messages
      .map((message, at) => (message.from === program.role ? at : -1))
      .filter((at) => at >= 0);
    return own[linesTyped(program)] ?? Infinity;
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
    return this.#peers().filter((peer) => peer.giveUp()).length > 0;
  }

  #closeFirst(): boolean {
    return this.#peers().filter((peer) => peer.closeFirst()).length > 0;
  }

  /** The exercise is over and a program still asks: a word that it knows, then the end of the input. A server may go on asking. */
  #leave(): boolean {
    const waiting = this.#waitingForKeyboard();
    const program = waiting.find(({ role }) => role === 'client') ?? waiting[0];
    if (program === undefined) return false;
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

function linesTyped(program: LiveProgram): number {
  return program.typed.filter(({ purpose }) => purpose === 'script').length;
}
