/** Results to draw, made by hand: what a report is given, in every state that a report must show. */
import type {
  Bytes,
  Check,
  Result,
  ScenarioResult,
  ShownConnection,
  ShownProgram,
} from '../../harness/judge/result.ts';

export const bytes = (text: string): Bytes => ({ length: Buffer.byteLength(text), text });

export function connection(overrides: Partial<ShownConnection> = {}): ShownConnection {
  return {
    id: 1,
    client: '127.0.0.1:54321',
    server: '127.0.0.1:12000',
    serverPort: 12000,
    startedAt: 30,
    outcome: 'established',
    events: [
      { kind: 'open', at: 30, from: 'client' },
      { kind: 'data', at: 30.4, from: 'client', bytes: bytes('hello world') },
      { kind: 'data', at: 31.2, from: 'server', bytes: bytes('HELLO WORLD') },
      { kind: 'fin', at: 31.5, from: 'server' },
      { kind: 'fin', at: 32, from: 'client' },
    ],
    leftOpenBy: [],
    ...overrides,
  };
}

export const conversation = (...connections: ShownConnection[]) => ({
  listeners: [],
  connections,
  datagrams: [],
});

export function program(overrides: Partial<ShownProgram> = {}): ShownProgram {
  return {
    role: 'server',
    by: 'student',
    instance: 1,
    command: ['python3', 'server.py'],
    file: 'server.py',
    ending: { kind: 'exited', code: 0, at: 33 },
    stdout: '',
    stderr: '',
    outputDropped: 0,
    typed: [],
    waits: [],
    cpuMs: 20,
    ...overrides,
  };
}

export const referenceClient = program({ role: 'client', by: 'reference', command: [] });

export function check(overrides: Partial<Check> = {}): Check {
  return {
    id: 'message-2',
    title: 'The server answers in upper case',
    status: 'passed',
    score: 2,
    maxScore: 2,
    message: 'The server answered "HELLO WORLD".',
    ...overrides,
  };
}

export function scenario(overrides: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    id: 'server',
    title: 'Your server with the reference client',
    student: 'server',
    status: 'passed',
    score: 5,
    maxScore: 5,
    durationMs: 33.4,
    advice: false,
    visibility: 'visible',
    checks: [check()],
    conversation: { listeners: [], connections: [connection()], datagrams: [] },
    programs: [program(), referenceClient],
    unread: [],
    nudges: [],
    trouble: [],
    ...overrides,
  };
}

export function result(overrides: Partial<Result> = {}): Result {
  return {
    schemaVersion: 1,
    submission: { id: 'alice', path: '/class/alice' },
    task: { id: 'uppercase', title: 'Task 3.3: upper case' },
    network: 'private',
    status: 'passed',
    score: 5,
    maxScore: 5,
    scenarios: [scenario()],
    hints: [],
    findings: [],
    graded: { harness: '0.1.0', spec: 'a'.repeat(64), seed: 1, platform: 'linux x64, Node 20.20.2' },
    ...overrides,
  };
}
