/** The draft as two references: plain JavaScript, since a reference in TypeScript needs a Node that can read it. */
import type { ReplyFunction, Role } from '../spec/task.ts';
import { otherRole } from '../spec/task.ts';
import { allSteps, titleOf, type Draft, type Loop, type Step } from './draft.ts';
import { timeCode } from './time-code.ts';

export function referenceCode(draft: Draft, role: Role): string {
  const code = new ReferenceCode(draft, role);
  const own = allSteps(draft).filter(({ from }) => from === role);
  const time = own.flatMap((step) => ('time' in step ? [step.time] : []))[0];
  return `/**
 * The ${role} of the task "${titleOf(draft)}", as Sockmark plays it against a student's ${otherRole(role)}.
 * ${role === 'server' ? 'It is called once for each client.' : 'It is called when it has connected.'}
 *
 * receive() resolves with what the other side says next, without a line end behind it: all of it, until it waits in
 * turn; with undefined once the other side has closed.
 *
 * @typedef {object} Peer
 * @property {() => Promise<string | undefined>} receive
 * @property {(message: string | Uint8Array) => Promise<void>} send
 * @property {() => Promise<void>} close
 */
${time === undefined ? '' : `\n${timeCode(time)}`}
/**
 * @param {Peer} ${otherRole(role)}${code.takesLines ? LINES : ''}
 */
export async function ${role}(${otherRole(role)}${code.takesLines ? ', lines' : ''}) {
${code.text()}}
`;
}

const LINES = '\n * @param {readonly string[]} lines what a person types into this program, in order';

const REPLIES: Record<ReplyFunction, string> = {
  same: 'heard',
  upper: 'heard.toUpperCase()',
  lower: 'heard.toLowerCase()',
  reverse: "[...heard].reverse().join('')",
  length: 'String([...heard].length)',
};

class ReferenceCode {
  readonly takesLines: boolean;
  readonly #draft: Draft;
  readonly #role: Role;
  readonly #peer: Role;
  readonly #code: string[] = [];
  /** Lines that the opening has typed. */
  #typed = 0;
  /** Where the opening first keeps what it hears, and how often it does. */
  #keeps = { first: -1, times: 0 };

  constructor(draft: Draft, role: Role) {
    this.#draft = draft;
    this.#role = role;
    this.#peer = otherRole(role);
    this.takesLines = allSteps(draft).some((step) => step.from === role && 'typed' in step);
  }

  text(): string {
    const { opening, loop, transport } = this.#draft;
    this.#opening(opening, loop !== undefined);
    const { first, times } = this.#keeps;
    if (times > 0) this.#code[first] = `${times === 1 ? 'const' : 'let'} ${this.#code[first] ?? ''}`;
    if (loop !== undefined) this.#loop(loop);
    if (transport === 'tcp') this.#add(`await ${this.#peer}.close();`);
    return this.#code.map((line) => `  ${line}\n`).join('');
  }

  #add(...lines: string[]): void {
    this.#code.push(...lines);
  }

  /** Step for step. What the other side says in a row is heard at once, but where a length tells one from the next. */
  #opening(steps: readonly Step[], more: boolean): void {
    for (const [index, step] of steps.entries()) {
      if (step.from === this.#role) {
        this.#add(`await ${this.#peer}.send(${this.#said(step)});`);
        continue;
      }
      if (!this.#isHeardApart(steps, index)) continue;
      const goesOn = more || steps.slice(index + 1).some(({ from }) => from === this.#role);
      this.#hear(goesOn);
    }
  }

  #hear(goesOn: boolean): void {
    const receive = `await ${this.#peer}.receive();`;
    if (!goesOn) {
      this.#add(receive);
      return;
    }
    if (this.#keeps.times === 0) this.#keeps.first = this.#code.length;
    this.#keeps.times += 1;
    this.#add(`heard = ${receive}`);
    const leave = this.#draft.transport === 'tcp' ? `return ${this.#peer}.close()` : 'return';
    this.#add(`if (heard === undefined) ${leave};`);
  }

  /** The expression for what this side says outside of the loop. */
  #said(step: Step): string {
    if (!('typed' in step)) return saidBy(step);
    this.#typed += 1;
    return `lines[${this.#typed - 1}] ?? ''`;
  }

  #loop({ steps }: Loop): void {
    const types = steps.some((step) => step.from === this.#role && 'typed' in step);
    if (types) this.#typingLoop(steps);
    else this.#answeringLoop(steps);
  }

  /** A round for each line that is typed; where the other side begins it is heard once more, since it may end what it has begun. */
  #typingLoop(steps: readonly Step[]): void {
    const own = this.#typed === 0 ? 'lines' : `lines.slice(${this.#typed})`;
    const hearsFirst = steps[0]?.from === this.#peer;
    this.#add(`for (const line of ${hearsFirst ? `[...${own}, undefined]` : own}) {`);
    const times = steps.filter((step, index) => step.from === this.#peer && this.#isHeardApart(steps, index));
    let declared = times.length === 1 ? 'const ' : 'let ';
    for (const [index, step] of steps.entries()) {
      if (step.from === this.#role) this.#say(step);
      else if (this.#isHeardApart(steps, index)) {
        this.#add(`  ${declared}heard = await ${this.#peer}.receive();`);
        const last = hearsFirst && index === 0 ? ' || line === undefined' : '';
        this.#add(`  if (heard === undefined${this.#orWord}${last}) break;`);
        declared = '';
      }
    }
    this.#add('}');
  }

  #say(step: Step): void {
    const typed = 'typed' in step;
    this.#add(`  await ${this.#peer}.send(${typed ? 'line' : saidBy(step)});`);
    if (typed && this.#mayEnd(this.#role)) this.#add(`  if (line === ${this.#word}) break;`);
  }

  /** As long as the other side, which begins, says something. */
  #answeringLoop(steps: readonly Step[]): void {
    const receive = `await ${this.#peer}.receive()`;
    const goesOn = this.#mayEnd(this.#peer) ? ` && heard !== ${this.#word}` : '';
    this.#add(`for (let heard = ${receive}; heard !== undefined${goesOn}; heard = ${receive}) {`);
    for (const [index, step] of steps.entries()) {
      if (step.from === this.#role) this.#say(step);
      else if (index > 0 && this.#isHeardApart(steps, index)) {
        this.#add(`  heard = ${receive};`, `  if (heard === undefined${this.#orWord}) break;`);
      }
    }
    this.#add('}');
  }

  #isHeardApart(steps: readonly Step[], index: number): boolean {
    return this.#draft.framing?.kind === 'length-prefix' || steps[index - 1]?.from !== this.#peer;
  }

  get #word(): string {
    const { end } = this.#draft;
    return end.kind === 'word' ? quoted(end.word) : "''";
  }

  get #orWord(): string {
    return this.#mayEnd(this.#peer) ? ` || heard === ${this.#word}` : '';
  }

  #mayEnd(role: Role): boolean {
    const { end } = this.#draft;
    return end.kind === 'word' && (end.from === 'either' || end.from === role);
  }
}

function saidBy(step: Step): string {
  if ('text' in step) return quoted(step.text);
  if ('reply' in step) return REPLIES[step.reply];
  if ('time' in step) return 'timeNow()';
  return 'example' in step ? quoted(step.example) : "''";
}

/** A JavaScript string on one line, in single quotes where that needs no escape. */
function quoted(text: string): string {
  const json = JSON.stringify(text).replace(
    /[\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16)}`,
  );
  return /^"[^'"\\]*"$/.test(json) ? `'${json.slice(1, -1)}'` : json;
}
