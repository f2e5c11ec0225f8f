/** `grade reference`: the reference by itself, so that a student can play against it by hand or with nc. */
import { isIP } from 'node:net';
import { loopbackOf } from '../capture/address.ts';
import { referencesOf } from '../run/references.ts';
import { loadTask } from '../spec/load.ts';
import { didYouMean, listWords } from '../spec/nearest.ts';
import { otherRole, ROLES, type Family, type Role, type Task } from '../spec/task.ts';
import { UserError, shownValue } from '../spec/user-error.ts';
import type { Arguments, Command } from './command.ts';
import { interruptible } from './interrupt.ts';
import { colourOption, numberOf, specsOption, text, textOf, texts, textsOf, wholeNumber } from './options.ts';
import { playDatagramClient, playDatagramServer } from './reference/play-datagrams.ts';
import { playClient, playServer, type Play } from './reference/play.ts';
import { loadOptionsOf, refuseUnsupported } from './what-to-grade.ts';

const HIGHEST_PORT = 65_535;
/** Where the sheet leaves the port open. */
const ANY_PORT = 12_000;

export const command: Command = {
  positionals: [
    { name: 'task', describe: 'a task, as `grade list` has them' },
    { name: 'role', describe: 'server or client: the part that the reference plays' },
  ],
  options: {
    port: wholeNumber(1, "to listen on or to dial, in place of the task's", HIGHEST_PORT),
    host: text('ADDRESS', 'to listen on or to dial; else the loopback'),
    line: texts('TEXT', 'what a person types into it, a --line each; else what the task types'),
    seed: wholeNumber(0, 'decides on what the task types'),
    ...specsOption,
    ...colourOption,
  },
  async run(given) {
    const task = await loadTask(nameOf(given), loadOptionsOf(given));
    refuseUnsupported([task]);
    const role = roleOf(given);
    refusePorts(given, task);
    const references = await referencesOf(task);
    const play: Play = {
      reference: references[role],
      lines: linesOf(given, task, role),
      files: new Map(task.files.map(({ name, bytes }) => [name, bytes])),
      framing: task.framing,
      host: hostOf(given, task.family),
      port: numberOf(given, 'port') ?? (task.port === 'any' ? ANY_PORT : task.port),
      path: task.path,
      say: (line) => process.stdout.write(`${line}\n`),
    };
    refuseIcmp(task);
    const players = PLAYERS[task.transport === 'udp' ? 'udp' : 'tcp'];
    await interruptible((signal) => players[role](play, signal));
    return 0;
  },
};

const PLAYERS = {
  tcp: { client: playClient, server: playServer },
  udp: { client: playDatagramClient, server: playDatagramServer },
};

function refuseIcmp({ id, transport }: Task): void {
  if (transport !== 'icmp') return;
  throw new UserError(
    `The reference of ${id} answers in place of a kernel, and cannot do so on this machine.`,
    {
      remedy: 'Start the client as root: this machine answers echo requests by itself.',
    },
  );
}

/** What would go unheard is said. */
function refusePorts(given: Arguments, { path }: Task): void {
  const option = path === undefined ? undefined : ['port', 'host'].find((name) => given[name] !== undefined);
  if (option === undefined) return;
  throw new UserError('The reference of this task is at a path, and at no port.', {
    found: `--${option}`,
    allowed: `to be started in the folder in which ${path ?? 'it'} is to be`,
  });
}

function nameOf(given: Arguments): string {
  const name = textOf(given, 'task');
  if (name !== undefined) return name;
  throw new UserError('grade reference needs a task.', {
    allowed: 'grade reference TASK server|client',
    remedy: 'grade list shows the tasks',
  });
}

function roleOf(given: Arguments): Role {
  const word = textOf(given, 'role');
  const role = ROLES.find((known) => known === word);
  if (role !== undefined) return role;
  throw new UserError('grade reference needs the part that the reference plays.', {
    found: word === undefined ? 'none' : shownValue(word),
    allowed: listWords(ROLES),
    remedy: word === undefined ? undefined : didYouMean(word, ROLES),
  });
}

/** What a person types into the reference when it meets the student's program, in the task's first such scenario. */
function linesOf(given: Arguments, task: Task, role: Role): string[] {
  const lines = textsOf(given, 'line');
  if (lines.length > 0) return lines;
  const scenario = task.scenarios.find(({ student }) => student === otherRole(role)) ?? task.scenarios[0];
  return scenario?.typed[role] ?? [];
}

function hostOf(given: Arguments, family: Family): string {
  const host = textOf(given, 'host') ?? loopbackOf(family);
  if (isIP(host) !== 0 || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(host)) return host;
  throw new UserError('--host takes an IP address or a host name.', { found: shownValue(host) });
}
