/** What each check states: a sentence that is true of a right program. */
import type { CheckKind, Message, Role, Scenario, Task } from '../spec/task.ts';
import { The, quoted } from './words.ts';

export function titleOf(
  task: Task,
  scenario: Scenario,
  kind: CheckKind,
  message: Message | undefined,
): string {
  const who = scenario.student === 'both' ? 'Each program' : The(scenario.student);
  switch (kind) {
    case 'listens':
      return task.transport === 'udp'
        ? 'The server waits for datagrams'
        : 'The server listens for connections';
    case 'port':
      return portTitle(task, scenario);
    case 'connects':
      return connectsTitle(task, scenario);
    case 'message':
      return message ? messageTitle(scenario, message) : '';
    case 'ends':
      return endsTitle(task, scenario);
    case 'closes':
      return task.transport !== 'tcp' ? 'The client’s program ends' : `${who} closes the connection`;
    case 'survives':
      return `${who} runs without a crash`;
  }
}

function portTitle(task: Task, { student }: Scenario): string {
  const { path, port } = task;
  if (student === 'client') return `The client dials ${path ?? `port ${port}`}`;
  return `The server listens ${path === undefined ? `on port ${port}` : `at ${path}`}`;
}

function connectsTitle(task: Task, { student, clients }: Scenario): string {
  const reaches = task.transport !== 'tcp' ? 'reaches the server' : 'connects to the server';
  if (clients.count > 1) return `Each of ${clients.count} clients ${reaches}`;
  return student === 'server' ? `A client ${reaches}` : `The client ${reaches}`;
}

function endsTitle(task: Task, { student }: Scenario): string {
  const { rule } = task.termination;
  if (rule.kind !== 'word') return 'The server’s program ends with the conversation';
  const who = student === 'both' ? 'Both programs end' : `${The(student)} ends`;
  return `${who} the conversation at ${quoted(rule.word)}, and not before`;
}

const REPLIES = {
  upper: 'with the text in capital letters',
  lower: 'with the text in small letters',
  same: 'with the text unchanged',
  reverse: 'with the text backwards',
  length: 'with the number of its characters',
};

/** A message of the student's is said, one of the reference's is read; between two programs of the student it is both. */
function messageTitle(scenario: Scenario, message: Message): string {
  const said = saidTitle(message);
  const reader: Role = message.from === 'server' ? 'client' : 'server';
  return scenario.student === reader
    ? `${The(reader)} reads what the ${message.from} says${whatIs(message)}`
    : said;
}

function whatIs({ says, details }: Message): string {
  if (says.kind === 'icmp') return ', and prints its TTL and the time that it took';
  return says.kind === 'text' && details === 'full' ? `, ${quoted(says.text)}` : '';
}

function saidTitle({ from, says, details }: Message): string {
  const who = The(from);
  if (details !== 'full') return `${who} says what the task asks for`;
  switch (says.kind) {
    case 'text':
      return `${who} says ${quoted(says.text)}`;
    case 'pattern':
      return `${who} says ${patternWords(says)}`;
    case 'any':
      return `${who} says something`;
    case 'typed':
      return `${who} says what is typed`;
    case 'reply':
      return `${who} answers ${REPLIES[says.reply]}`;
    case 'as-reference':
      return `${who} gives the right answer`;
    case 'time':
      return `${who} says the time`;
    case 'file':
      return `${who} sends the file ${says.file.name}`;
    case 'request':
      return `${who} asks ${says.method} ${says.target}`;
    case 'response':
      return `${who} answers ${says.status}${says.file ? ` with ${says.file.name}` : ''}`;
    case 'icmp':
      return `${who} sends an ${says.icmp.replace('-', ' ')}`;
  }
}

function patternWords({ describe, example }: Extract<Message['says'], { kind: 'pattern' }>): string {
  return describe ?? `something like ${quoted(example)}`;
}
