/** Tasks and submissions made by hand: what the judge is given, beside a record. */
import {
  ROLES,
  type Comparison,
  type Message,
  type Role,
  type Says,
  type Scenario,
  type Task,
} from '../../harness/spec/task.ts';
import type { Finding, Program, Submission } from '../../harness/submission/submission.ts';

export const PLAIN: Comparison = {
  ignoreCase: false,
  ignoreLineEnd: true,
  ignoreOuterBlanks: false,
  numberTolerance: 0,
};

/** `client: 'HELLO'` as a message; the number is its place. */
function message(number: number, from: Role, says: Says | string, more: Partial<Message> = {}): Message {
  return {
    id: `message-${number}`,
    from,
    says: typeof says === 'string' ? { kind: 'text', text: says } : says,
    compare: PLAIN,
    eitherOrder: false,
    details: 'full',
    ...more,
  };
}

type Line = readonly [from: Role, says: Says | string, more?: Partial<Message>];

export function messages(...lines: Line[]): Message[] {
  return lines.map(([from, says, more], index) => message(index + 1, from, says, more));
}

export function scenario(
  student: Scenario['student'],
  said: Message[],
  more: Partial<Scenario> = {},
): Scenario {
  return {
    id: student,
    title: `The ${student}`,
    student,
    messages: said,
    typed: { server: [], client: [] },
    endedBy: undefined,
    clients: { count: 1, at: 'one-after-another' },
    conditions: [],
    points: 10,
    visibility: 'visible',
    advice: false,
    ...more,
  };
}

export function task(scenarios: Scenario[], more: Partial<Task> = {}): Task {
  return {
    id: 'test-task',
    title: 'A task',
    summary: '',
    survivors: [],
    file: '/specs/test-task.json',
    hash: 'a'.repeat(64),
    transport: 'tcp',
    family: 'ipv4',
    port: 53,
    path: undefined,
    framing: { kind: 'none' },
    termination: { rule: { kind: 'last-message' }, closesFirst: 'either', serverThen: 'open' },
    roles: ['server', 'client'],
    files: [],
    scenarios,
    calls: [],
    weights: { listens: 1, connects: 1, port: 1, message: 4, ends: 2, closes: 1, survives: 1 },
    maxScore: scenarios.filter((one) => !one.advice).reduce((sum, one) => sum + one.points, 0),
    timeLimitMs: 10_000,
    seed: 1,
    ...more,
  };
}

/** `HELLO` both ways, with the student in one part. */
export function hello(student: Scenario['student'], more: Partial<Task> = {}): Task {
  return task([scenario(student, messages(['client', 'HELLO'], ['server', 'HELLO']))], more);
}

/** A line each way, then the word BYE; as the task "chat" lays it out for two rounds. */
export function chat(student: Scenario['student'], endedBy: Role, more: Partial<Task> = {}): Task {
  const typed = (text: string): Says => ({ kind: 'typed', typed: 'line', text });
  const said = messages(
    ['client', typed('one apple')],
    ['server', typed('two pears')],
    ['client', typed('three figs')],
    ...(endedBy === 'server' ? [] : ([['server', typed('four plums')]] as const)),
    [endedBy, 'BYE'],
  );
  const rule = { kind: 'word', word: 'BYE', from: 'either' } as const;
  return task([scenario(student, said, { endedBy })], {
    termination: { rule, closesFirst: 'either', serverThen: 'open' },
    ...more,
  });
}

export function program(role: Role, more: Partial<Program> = {}): Program {
  return {
    role,
    language: 'python',
    file: `${role}.py`,
    argv: ['python3', `${role}.py`],
    shown: ['python3', `${role}.py`],
    cwd: '.',
    env: {},
    takesPort: false,
    writtenPorts: [53],
    readsLines: false,
    startsOthers: false,
    leaveWords: [],
    ...more,
  };
}

export function submission(findings: Finding[] = [], roles: readonly Role[] = ROLES): Submission {
  const programs = Object.fromEntries(roles.map((role) => [role, program(role)]));
  return { id: 'ada', path: '/submissions/ada', stage: '/scratch/ada', programs, findings };
}
