/** What a spec can say and a run cannot carry out yet. */
import type { ConditionKind, Message, Scenario, Task } from './task.ts';

/**
 * Plain sentences, one for each thing in the task that a run cannot carry out; empty if it can carry out all.
 * A command that meets any refuses the task (exit 2): what is not run must not look as if it had passed.
 */
export function unsupported(task: Task): string[] {
  const { transport, family, scenarios } = task;
  const sentences = [
    ...(transport === 'icmp' ? ['The transport "icmp" cannot be run yet, only "tcp" and "udp".'] : []),
    ...(family === 'unix' && transport === 'udp'
      ? ['Datagrams over the family "unix" cannot be run yet, only a stream: the transport "tcp".']
      : []),
    ...scenarios.flatMap((scenario) => scenario.messages.flatMap(inMessage)),
    ...scenarios.flatMap(inScenario),
  ];
  return [...new Set(sentences)];
}

function inMessage({ says }: Message): string[] {
  return [...(says.kind === 'icmp' ? ['ICMP messages cannot be run yet.'] : [])];
}

function inScenario({ id, conditions }: Scenario): string[] {
  return conditions.filter((kind) => !RUN.includes(kind)).map((kind) => inCondition(id, kind));
}

const RUN: readonly ConditionKind[] = [
  'split',
  'coalesce',
  'slow',
  'half-close',
  'reset',
  'silent',
  'late-server',
  'one-more-client',
  'lost-reply',
];

function inCondition(id: string, condition: ConditionKind): string {
  return `Scenario "${id}" has the condition "${condition}", which cannot be run yet.`;
}
