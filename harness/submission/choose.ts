/** Chooses the programs of a submission among the candidates, and says what was found instead where it cannot. */
import { otherRole, ROLES, type Role, type Task } from '../spec/task.ts';
import { byRole, describe, listed, readCandidates, type ByRole, type Candidate } from './candidates.ts';
import { folderOf } from './languages/c-like.ts';
import type { Source } from './languages/language.ts';
import { nameStrength } from './names.ts';
import { writtenPorts } from './ports.ts';
import type { Finding } from './submission.ts';

/** What is known of the task: it tells which of several servers is meant. */
export type TaskHint = Partial<Pick<Task, 'id' | 'transport' | 'port'>>;

export interface Choice {
  chosen: Partial<Record<Role, Candidate>>;
  findings: Finding[];
}

type Test = (candidate: Candidate, all: readonly Candidate[]) => boolean;

interface Step {
  keep: Test;
  /** Why the one that is left was taken; undefined where that needs no word. */
  because?: string;
}

function isBest(worth: (each: Candidate) => number): Test {
  return (candidate, all) => worth(candidate) === Math.max(...all.map(worth));
}

/** What the task tells, which needs no word: of a TCP and a UDP server, the one that the task asks for. */
function stepsOfTask({ id = '', transport }: TaskHint): Step[] {
  const carrier = transport === 'icmp' ? 'udp' : transport;
  const words = id.split('-').filter((word) => word.length > 2);
  return [
    { keep: ({ source }, all) => !all.some(({ used }) => used.includes(source)) },
    { keep: ({ behaviour }) => carrier === undefined || behaviour?.transport === carrier },
    { keep: isBest((each) => words.filter((word) => mentions(each, word)).length) },
  ];
}

function mentions({ source }: Candidate, word: string): boolean {
  return source.file.toLowerCase().includes(word);
}

/** From what is likely to what is less so; each is told. */
function stepsOfPlace(role: Role, other: Candidate | undefined, { transport, port }: TaskHint): Step[] {
  const beside = other?.source.file;
  return [
    { keep: isBest(({ source }) => nameStrength(source.file, role)), because: 'for its name' },
    { keep: (each) => transport !== undefined && mentions(each, transport), because: 'for its name' },
    {
      keep: ({ source }) => beside !== undefined && folderOf(source.file) === folderOf(beside),
      because: `since it lies beside ${beside ?? ''}`,
    },
    {
      keep: ({ source, used }) => writtenPorts(source, used, role)[0] === port,
      because: "since it has the task's port written into it",
    },
    {
      keep: isBest(({ source }) => -source.file.split('/').length),
      because: 'since the others lie deeper in folders',
    },
  ];
}

interface Taken {
  taken: Candidate | undefined;
  /** Those that were left when the steps that need no word were done. */
  rivals: Candidate[];
  because: string | undefined;
}

function pick(candidates: Candidate[], steps: readonly Step[]): Taken {
  let left = candidates;
  let rivals = candidates;
  for (const { keep, because } of steps) {
    if (left.length < 2) break;
    const kept = left.filter((candidate) => keep(candidate, left));
    if (kept.length > 0) left = kept;
    if (because === undefined) rivals = left;
    if (left.length === 1) return { taken: left[0], rivals, because };
  }
  return { taken: left.length === 1 ? left[0] : undefined, rivals, because: undefined };
}

const MANIFEST_REMEDY = 'say in sockmark.json which one is meant';

function severalFinding(role: Role, { taken, rivals, because = '' }: Taken): Finding {
  const code = role === 'server' ? 'two-servers' : 'two-clients';
  const found = `Found ${rivals.length} ${role}s: ${listed(rivals.map(describe))}.`;
  const end =
    taken === undefined
      ? `None was taken; ${MANIFEST_REMEDY}.`
      : `${taken.source.file} was taken ${because}; if that is wrong, ${MANIFEST_REMEDY}.`;
  return { code, role, message: `${found} ${end}`, ...(taken && placeOf(taken)) };
}

function placeOf({ source, behaviour }: Candidate): { file: string; line?: number } {
  const line = behaviour?.file === source.file ? behaviour.line : undefined;
  return { file: source.file, ...(line === undefined ? {} : { line }) };
}

function missingFinding(role: Role, all: readonly Candidate[]): Finding {
  const code = role === 'server' ? 'no-server' : 'no-client';
  const deed = role === 'server' ? 'listens' : 'connects';
  const startable = all.filter(({ source, behaviour }) => behaviour ?? source.language.isEntry(source));
  const instead = `Found instead: ${listed(startable.map(describe))}.`;
  return { code, role, message: `No ${role} was found: no other program here ${deed}. ${instead}` };
}

/** By a name that says plainly what the program is not. */
function isExchanged({ source, behaviour, named }: Candidate, role: Role): boolean {
  const other = otherRole(role);
  return behaviour?.certain === true && named === other && nameStrength(source.file, other) > 2;
}

function exchangedFinding(role: Role, candidate: Candidate): Finding {
  const message = `${describe(candidate)} and so was taken as the ${role}, although its name says ${otherRole(role)}.`;
  return { code: 'roles-exchanged', role, message, ...placeOf(candidate) };
}

/** The one program left that shows no behaviour, where one role is still open. */
function byElimination(all: readonly Candidate[], other: Candidate | undefined): Candidate | undefined {
  const left = all.filter(
    ({ source, behaviour }) =>
      behaviour === undefined &&
      source.language.isEntry(source) &&
      source.language.network.test(source.quoted),
  );
  const isPart = (candidate: Candidate) => all.some(({ used }) => used.includes(candidate.source));
  const free = left.filter((candidate) => candidate !== other && !isPart(candidate));
  return free.length === 1 ? free[0] : undefined;
}

/** The role with fewer candidates first: what it takes helps to choose for the other. */
function pickBoth(candidates: ByRole, hint: TaskHint): Record<Role, Taken> {
  const [first, second] = [...ROLES].sort((a, b) => candidates[a].length - candidates[b].length) as [
    Role,
    Role,
  ];
  const steps = (role: Role, other?: Candidate) => [...stepsOfTask(hint), ...stepsOfPlace(role, other, hint)];
  const alone = pick(candidates[first], steps(first));
  const other = pick(candidates[second], steps(second, alone.taken));
  const taken = alone.taken === undefined ? pick(candidates[first], steps(first, other.taken)) : alone;
  return { [first]: taken, [second]: other } as Record<Role, Taken>;
}

/** Sources that the manifest already gives a role to are left out of `sources`. */
export function choosePrograms(sources: readonly Source[], wanted: readonly Role[], hint: TaskHint): Choice {
  const all = readCandidates(sources);
  const candidates = byRole(all);
  const picks = pickBoth(candidates, hint);
  const choice: Choice = { chosen: {}, findings: [] };
  for (const role of wanted) {
    const other = picks[otherRole(role)].taken;
    const taken =
      picks[role].taken ?? (candidates[role].length === 0 ? byElimination(all, other) : undefined);
    if (taken !== undefined) choice.chosen[role] = taken;
    if (picks[role].rivals.length > 1) choice.findings.push(severalFinding(role, picks[role]));
    if (taken === undefined && candidates[role].length === 0) choice.findings.push(missingFinding(role, all));
    if (taken !== undefined && isExchanged(taken, role)) choice.findings.push(exchangedFinding(role, taken));
  }
  return choice;
}
