/** Records of runs, with nothing in them but what a capture says of them. */
import type { Conversation, ProgramRecord, RunRecord } from '../../harness/capture/record.ts';
import type { Role } from '../../harness/spec/task.ts';

export function run(conversation: Partial<Conversation> = {}, programs: ProgramRecord[] = []): RunRecord {
  return {
    task: 'uppercase',
    scenario: 'client',
    network: 'private',
    seed: 1,
    startedAt: '2026-03-01T14:05:00.250+01:00',
    cause: 'finished',
    durationMs: 10,
    programs,
    conversation: { listeners: [], connections: [], datagrams: [], lost: 0, ...conversation },
    leftOpen: [],
    unread: [],
    nudges: [],
    gaveUp: [],
    trouble: [],
  };
}

export function program(role: Role, ...command: string[]): ProgramRecord {
  return {
    role,
    by: 'student',
    instance: 1,
    command,
    ending: { kind: 'exited', code: 0, at: 9 },
    stdout: '',
    stderr: '',
    outputDropped: 0,
    typed: [],
    keyboardClosed: false,
    waits: [],
    stacks: '',
    cpuMs: 1,
  };
}
