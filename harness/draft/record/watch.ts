/** Running a teacher's own pair of programs, as a run does, without judging it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../../capture/record.ts';
import type { Network } from '../../network/network.ts';
import { Run } from '../../run/run.ts';
import { ROLES, type Family, type Message, type Role, type Scenario, type Task } from '../../spec/task.ts';
import { UserError } from '../../spec/user-error.ts';
import { copyStage } from '../../submission/stage.ts';
import type { Program } from '../../submission/submission.ts';
import { findTool } from '../../submission/tools.ts';

/** Two programs, and where they are to be watched. */
export interface Pair {
  id: string;
  /** What a person would type into a shell to start them. */
  commands: Record<Role, string>;
  /** A copy of the programs' folder, copied again for each run. */
  stage: string;
  /** A folder for those copies. */
  scratch: string;
  network: Network;
  signal: AbortSignal;
}

/** Where they are taken to meet. */
export interface Meeting {
  transport: 'tcp' | 'udp';
  family: Exclude<Family, 'unix'>;
  port: number;
}

export type Lines = Record<Role, readonly string[]>;

/** One run of the pair, with these lines typed where a program waits for the keyboard. */
export async function watch(pair: Pair, meeting: Meeting, lines: Lines): Promise<RunRecord> {
  const { id, stage, network, signal } = pair;
  signal.throwIfAborted();
  const programs = await Promise.all(ROLES.map((role) => programOf(pair.commands[role], role, meeting)));
  const folder = await mkdtemp(join(pair.scratch, 'watch-'));
  try {
    const request = { ...meeting, folder, programs };
    const refusal = network.cannot(request);
    if (refusal !== undefined) throw new UserError('The pair cannot be watched here.', { found: refusal });
    await copyStage({ stage }, folder);
    await using place = await network.open(request);
    const scenario = scenarioOf(lines);
    const run = new Run({
      task: taskOf(id, meeting, scenario),
      scenario,
      submission: {
        id,
        path: folder,
        stage,
        programs: Object.fromEntries(programs.map((one) => [one.role, one])),
        findings: [],
      },
      references: { server: nobody, client: nobody },
      student: ROLES,
      port: meeting.port,
      place,
      signal,
    });
    return await run.play();
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Both parts are the pair's. */
const nobody = (): Promise<void> => Promise.reject(new Error('No reference takes part in a recording.'));

/** Words that no shell would read as anything else. */
const PLAIN_WORDS = /^[\w./@:=+,{}-]+( +[\w./@:=+,{}-]+)*$/;

async function programOf(command: string, role: Role, { port }: Meeting): Promise<Program> {
  return {
    role,
    language: 'c',
    file: command,
    argv: await argvOf(command),
    shown: [command],
    cwd: '.',
    env: {},
    takesPort: command.includes('{port}'),
    writtenPorts: [port],
    readsLines: false,
    startsOthers: false,
    leaveWords: [],
  };
}

/** A plain command is started without a shell: the sandbox then knows where its interpreter is installed. */
async function argvOf(command: string): Promise<string[]> {
  const [name = '', ...rest] = command.trim().split(/ +/);
  const tool = name.includes('/') ? undefined : await findTool(name);
  const plain = PLAIN_WORDS.test(command.trim()) && !/^\w+=/.test(name);
  return plain && tool !== undefined ? [tool, ...rest] : ['/bin/sh', '-c', command];
}

const TIME_LIMIT_MS = 10_000;

function taskOf(id: string, meeting: Meeting, scenario: Scenario): Task {
  return {
    ...{ id, title: id, summary: '', file: `${id}.json`, hash: '', path: undefined },
    ...meeting,
    framing: { kind: 'none' },
    termination: { rule: { kind: 'client-closes' }, closesFirst: 'either', serverThen: 'open' },
    roles: [...ROLES],
    files: [],
    scenarios: [scenario],
    calls: [],
    weights: { listens: 1, connects: 1, port: 1, message: 4, ends: 2, closes: 1, survives: 1 },
    survivors: [],
    maxScore: 0,
    timeLimitMs: TIME_LIMIT_MS,
    seed: 1,
  };
}

/** The two take turns at their keyboards, the client first. */
function scenarioOf(lines: Lines): Scenario {
  const rounds = Array.from({ length: Math.max(lines.client.length, lines.server.length) }, (_, round) =>
    (['client', 'server'] as const).flatMap((from) => {
      const text = lines[from][round];
      return text === undefined ? [] : [typedMessage(from, text, `${from}-${round + 1}`)];
    }),
  );
  return {
    ...{ id: 'record', title: 'record', student: 'both', points: 0, visibility: 'visible', advice: false },
    messages: rounds.flat(),
    typed: { server: [...lines.server], client: [...lines.client] },
    endedBy: undefined,
    clients: { count: 1, at: 'one-after-another' },
    conditions: [],
  };
}

function typedMessage(from: Role, text: string, id: string): Message {
  return {
    id,
    from,
    says: { kind: 'typed', typed: 'line', text },
    compare: { ignoreCase: false, ignoreLineEnd: true, ignoreOuterBlanks: false, numberTolerance: 0 },
    eitherOrder: false,
    details: 'full',
  };
}
