/** A run of references, told as if some of them had been a student's programs: so that the same judge rules on them. */
import type { ProgramRecord, RunRecord } from '../capture/record.ts';
import { linesOf } from '../spec/clients.ts';
import type { Role, Scenario, Task } from '../spec/task.ts';
import type { Program, Submission } from '../submission/submission.ts';

/** `endsAfterClient`: the server's program ends by itself when the run does, and does not go on to its next client. */
export function asStudents(
  record: RunRecord,
  roles: readonly Role[],
  { scenario, endsAfterClient }: { scenario: Scenario; endsAfterClient: boolean },
): RunRecord {
  const listeners = record.conversation.listeners.map((one) =>
    roles.includes(one.role) ? { ...one, by: 'student' as const } : one,
  );
  return {
    ...record,
    conversation: { ...record.conversation, listeners },
    gaveUp: record.gaveUp.filter(({ role }) => !roles.includes(role)),
    programs: roles.flatMap((role) => programsOf(record, role, scenario, endsAfterClient)),
  };
}

function programsOf(
  record: RunRecord,
  role: Role,
  scenario: Scenario,
  endsAfterClient: boolean,
): ProgramRecord[] {
  const count = role === 'client' ? scenario.clients.count : 1;
  const at = record.durationMs;
  const ends = role === 'client' || endsAfterClient;
  return Array.from({ length: count }, (_, index) => ({
    role,
    by: 'student',
    instance: index + 1,
    startedAt: role === 'client' ? (record.conversation.connections[index]?.startedAt ?? 0) : 0,
    command: [],
    ending: ends ? { kind: 'exited', code: 0, at } : { kind: 'stopped', why: 'run-over', at },
    stdout: '',
    stderr: '',
    outputDropped: 0,
    typed: linesOf(scenario, role, index + 1).map((text) => ({ at: 0, text, purpose: 'script', prompt: '' })),
    keyboardClosed: false,
    waits: [],
    stacks: '',
    cpuMs: 0,
  }));
}

/** Whom the judge takes for the student. */
export function standIn(task: Task): Submission {
  const program = (role: Role): Program => ({
    role,
    language: 'typescript',
    file: `reference/${task.id}/${role}.ts`,
    argv: [],
    shown: [],
    cwd: '.',
    env: {},
    takesPort: false,
    writtenPorts: [],
    readsLines: false,
    startsOthers: false,
    leaveWords: [],
  });
  const programs = { server: program('server'), client: program('client') };
  return { id: 'reference', path: task.file, stage: task.file, programs, findings: [] };
}
