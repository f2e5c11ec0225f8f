/** Which checks a scenario has, and what each is worth. They follow from the spec alone, never from a run. */
import type { CheckKind, Message, Role, Scenario, SocketCall, Task } from '../spec/task.ts';
import { points, scenarioHundredths, shareOut } from './points.ts';
import type { Check } from './result.ts';
import type { Ruling } from './ruling.ts';
import { callTitle } from './checks/calls.ts';
import { titleOf } from './titles.ts';
import { hintFor } from './hints/catalogue.ts';
import { whereOf } from './causes.ts';

export interface PlannedCheck {
  id: string;
  kind: CheckKind | 'call';
  title: string;
  /** Hundredths of a point. */
  worth: number;
  message: Message | undefined;
  /** The socket call that it is about. */
  call?: SocketCall;
}

export function planChecks(task: Task, scenario: Scenario): PlannedCheck[] {
  const kinds = kindsOf(task, scenario).filter((kind) => task.weights[kind] > 0);
  const checks = kinds.flatMap((kind): Omit<PlannedCheck, 'worth'>[] =>
    kind === 'message'
      ? judgedMessages(scenario).map((message) => planned(task, scenario, kind, message))
      : [planned(task, scenario, kind, undefined)],
  );
  checks.push(...plannedCalls(task, scenario));
  const weights = checks.map(({ kind, message, call }) => {
    if (message) return task.weights.message / judgedMessages(scenario).length;
    return kind === 'call' ? (call?.weight ?? 0) : task.weights[kind];
  });
  const worth = shareOut(scenarioHundredths(task, scenario), weights);
  return checks.map((check, index) => ({ ...check, worth: worth[index] ?? 0 }));
}

function planned(
  task: Task,
  scenario: Scenario,
  kind: CheckKind,
  message: Message | undefined,
): Omit<PlannedCheck, 'worth'> {
  return { id: message?.id ?? kind, kind, title: titleOf(task, scenario, kind, message), message };
}

/** `call-server-listen`, and with a number behind it where the same call is asked for again, with other arguments. */
function plannedCalls(task: Task, scenario: Scenario): Omit<PlannedCheck, 'worth'>[] {
  const seen = new Map<string, number>();
  const all = task.calls.map((call) => {
    const name = `call-${call.by}-${call.never ? 'no-' : ''}${call.call}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { id: times === 1 ? name : `${name}-${times}`, call };
  });
  const students = studentsOf(scenario);
  return all
    .filter(({ call }) => call.weight > 0 && students.includes(call.by))
    .map(({ id, call }) => ({ id, kind: 'call', title: callTitle(call), message: undefined, call }));
}

const ORDER: CheckKind[] = ['listens', 'port', 'connects', 'message', 'ends', 'closes', 'survives'];
const CLIENT_ORDER: CheckKind[] = ['connects', 'port', 'message', 'ends', 'closes', 'survives'];

function kindsOf(task: Task, scenario: Scenario): CheckKind[] {
  const order = scenario.student === 'client' ? CLIENT_ORDER : ORDER;
  return order.filter((kind) => applies(task, scenario, kind));
}

function applies(task: Task, scenario: Scenario, kind: CheckKind): boolean {
  const { student, conditions } = scenario;
  switch (kind) {
    case 'listens':
      return student === 'server';
    case 'port':
      return student !== 'both' && (task.port !== 'any' || task.path !== undefined);
    case 'message':
      return judgedMessages(scenario).length > 0;
    case 'ends':
      return hasEnding(task, scenario) && !endsInTheMiddle(scenario);
    case 'closes':
      // A datagram socket has nothing to close on the wire; what can be seen is that the client's program ends.
      return (
        (!conditions.includes('reset') || scenario.clients.count > 1) &&
        (task.transport === 'tcp' || student !== 'server')
      );
    case 'connects':
    case 'survives':
      return true;
  }
}

/** A peer that is silent, or resets, leaves open how much of its conversation there is. With several clients it is the first. */
function judgedMessages(scenario: Scenario): Message[] {
  if (!isCutShort(scenario, 1)) return scenario.messages;
  return scenario.clients.count > 1 ? scenario.messages.filter(({ client }) => client !== 1) : [];
}

function endsInTheMiddle(scenario: Scenario): boolean {
  return isCutShort(scenario, 1) && scenario.clients.count === 1;
}

/** True for a conversation that the reference ends before its time. */
export function isCutShort({ conditions }: Scenario, client: number): boolean {
  return client === 1 && (conditions.includes('silent') || conditions.includes('reset'));
}

function hasEnding(task: Task, scenario: Scenario): boolean {
  const { rule, serverThen } = task.termination;
  return rule.kind === 'word' || (serverThen === 'exits' && scenario.student !== 'client');
}

/** A check with its points. Where points cannot be halved to whole hundredths, the odd one is lost. */
export function toCheck(planned: PlannedCheck, ruling: Ruling): Check {
  const { cause, at, difference } = ruling;
  const hint = cause && hintFor(cause);
  const where = cause && whereOf(cause);
  const by = cause?.by;
  return {
    id: planned.id,
    title: planned.title,
    status: ruling.status,
    score: points(Math.floor(planned.worth * ruling.share + 1e-9)),
    maxScore: ruling.exempt ? 0 : points(planned.worth),
    message: ruling.message,
    ...(hint && { hint: hint.text, hintId: hint.id }),
    ...(cause && { cause: cause.kind }),
    ...(by && { by }),
    ...(where && { where }),
    ...(at && { at }),
    ...(difference && { difference }),
  };
}

export function studentsOf(scenario: Scenario): Role[] {
  return scenario.student === 'both' ? ['server', 'client'] : [scenario.student];
}
