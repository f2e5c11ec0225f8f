/** Checks on the socket calls that a task asks for, or forbids. */
import type { SocketCall as SeenCall, SocketCalls } from '../../capture/calls/socket-calls.ts';
import type { SocketCall } from '../../spec/task.ts';
import { ownCrash, programsOf, type Facts } from '../facts.ts';
import { exempt, fail, pass, skip, type Ruling, type Rulings } from '../ruling.ts';
import { The } from '../words.ts';

/** What a right program does, as a sentence. */
export function callTitle({ by, call, with: text, never }: SocketCall): string {
  const named = text === undefined ? call : `${call} with ${text}`;
  return never ? `${The(by)} does not call ${named}` : `${The(by)} calls ${named}`;
}

/**
 * Other names under which a call may be seen: a language's own `send` may be write(2), which does the same. Only for calls that are asked
 * for; one that is forbidden is forbidden by its own name.
 */
const SAME: Partial<Record<string, readonly string[]>> = {
  send: ['send', 'write', 'sendmsg', 'sendto'],
  recv: ['recv', 'read', 'recvmsg', 'recvfrom'],
  sendto: ['sendto', 'sendmsg'],
  recvfrom: ['recvfrom', 'recvmsg'],
};

/** Of a socket that does not block: the call was made, and its outcome comes later (connect(2), accept(2)). */
const NOT_YET = new Set(['EINPROGRESS', 'EAGAIN', 'EALREADY', 'EINTR']);

const UNSEEN = 'The socket calls of this run were not written down.';
const TOO_MANY = 'The program made so many calls that not all of them were looked at.';

export function ruleCall(asked: SocketCall, facts: Facts, rulings: Rulings): Ruling {
  const seen = programsOf(facts, asked.by).map(({ calls }) => calls);
  const known = seen.filter((calls) => calls !== undefined);
  if (known.length === 0 || known.length < seen.length) return exempt(facts.record.callsUnseen ?? UNSEEN);
  return asked.never ? ruleForbidden(asked, known) : ruleAsked(asked, known, facts, rulings);
}

function ruleForbidden(asked: SocketCall, known: SocketCalls[]): Ruling {
  const { by, call } = asked;
  const [found] = callsIn(known, [call], asked.with);
  if (found === undefined) return hasGap(known) ? exempt(TOO_MANY) : pass(`${The(by)} did not call ${call}.`);
  const message = `${The(by)} called ${inWords(found)}; the task asks it not to.`;
  return fail({ kind: 'call', by, call, how: 'forbidden' }, message);
}

function ruleAsked(asked: SocketCall, known: SocketCalls[], facts: Facts, rulings: Rulings): Ruling {
  const { by, call } = asked;
  const found = callsIn(known, SAME[call] ?? [call], asked.with);
  const made = found.find((one) => one.byRuntime !== true && hasWorked(one));
  if (made !== undefined) return pass(`${The(by)} called ${inWords(made)}.`);
  if (hasGap(known)) return exempt(TOO_MANY);
  const [failed] = found.filter((one) => !hasWorked(one) && one.byRuntime !== true);
  if (failed?.error !== undefined) {
    const message = `${The(by)} called ${inWords(failed)}, but the call failed: ${failed.error.text} (${failed.error.name}).`;
    return fail({ kind: 'call', by, call, how: 'failed' }, message);
  }
  const reason = whyNotReached(asked, facts, rulings);
  if (reason !== undefined) return skip(reason);
  if (found.length > 0) {
    const message = `${The(by)} never called ${call} itself; its language did so for it.`;
    return fail({ kind: 'call', by, call, how: 'by-runtime' }, message);
  }
  return fail({ kind: 'call', by, call, how: 'missing' }, missing(asked));
}

function missing({ by, call, with: text }: SocketCall): string {
  return `${The(by)} never called ${text === undefined ? call : `${call} with ${text}`}.`;
}

function callsIn(known: SocketCalls[], names: readonly string[], text: string | undefined): SeenCall[] {
  return known
    .flatMap(({ made }) => made)
    .filter((one) => names.includes(one.call) && (text === undefined || one.arguments.includes(text)));
}

/** One that had not come back was made: a server waits in accept. */
function hasWorked({ error }: SeenCall): boolean {
  return error === undefined || NOT_YET.has(error.name);
}

function hasGap(known: SocketCalls[]): boolean {
  return known.some(({ dropped, incomplete }) => dropped > 0 || incomplete === true);
}

function inWords({ call, about }: SeenCall): string {
  return about === '' ? call : `${call} (${about})`;
}

/** Calls that need somebody to talk to. */
const IN_CONVERSATION = new Set([
  ...['accept', 'send', 'sendto', 'sendmsg', 'recv', 'recvfrom', 'recvmsg', 'shutdown', 'close'],
]);

/** The fault that kept the program from getting as far as the call; undefined where there is none. */
function whyNotReached({ by, call }: SocketCall, facts: Facts, rulings: Rulings): string | undefined {
  if (ownCrash(facts, by)) return `${The(by)} crashed before it could get that far.`;
  if (!IN_CONVERSATION.has(call)) return undefined;
  const [stuck] = [...rulings].find(([, { status }]) => status === 'failed' || status === 'skipped') ?? [];
  const ended = programsOf(facts, by).every(({ ending }) => ending.kind !== 'stopped');
  return stuck === undefined || ended ? undefined : `The program did not get that far: see ${stuck}.`;
}
