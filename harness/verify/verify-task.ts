/** The proof of a task: right programs get full marks, and wrong ones cannot. */
import type { RunRecord } from '../capture/record.ts';
import { judgeScenario } from '../judge/judge.ts';
import type { ScenarioResult } from '../judge/result.ts';
import type { Network, Spot } from '../network/network.ts';
import type { Reference } from '../run/peers/peer.ts';
import { cannotMeet } from '../run/left-out.ts';
import { referencesOf } from '../run/references.ts';
import { runReferences, spotOf } from '../run/run-references.ts';
import { ROLES, type Role, type Scenario, type Task } from '../spec/task.ts';
import { MUTANTS, remedyOf, type Mutant } from './mutants.ts';
import { asStudents, standIn } from './stand-in.ts';

/** How the reference itself fares in a scenario. */
export interface Agreement {
  network: Network['kind'];
  scenario: string;
  status: ScenarioResult['status'];
  score: number;
  maxScore: number;
  /** What was lost, in the judge's words. */
  lost: { check: string; message: string }[];
}

export type Fate =
  /** It lost points: at which check, and how many of all it got. */
  | { kind: 'killed'; scenario: string; check: string; score: number; maxScore: number }
  | { kind: 'survived'; remedy: string }
  /** It keeps full marks, and the spec says why that is right. */
  | { kind: 'explained'; why: string }
  /** The change changes nothing in this task, for one of the reasons that such a mutant may have. */
  | { kind: 'no-mutant'; why: string }
  /** It could not be judged. */
  | { kind: 'inconclusive'; message: string };

export interface MutantResult {
  mutant: string;
  role: Role;
  does: string;
  fate: Fate;
}

export interface Verification {
  task: { id: string; title: string; file: string };
  agreements: Agreement[];
  /** Where it could not be played, and why. */
  notPlayed: { network: Network['kind']; reason: string }[];
  mutants: MutantResult[];
  /** What the spec explains and need not: there is no such mutant here, or it loses points. */
  needless: { mutant: string; role: Role }[];
}

export interface VerifyRequest {
  task: Task;
  /** Mutants run on the first; the reference on all. */
  networks: readonly Network[];
  signal: AbortSignal;
  /** Bounds runs over all tasks. */
  bounded: <T>(work: () => Promise<T>) => Promise<T>;
}

export function isVerified({ agreements, mutants, needless }: Verification): boolean {
  const fates = mutants.map(({ fate }) => fate.kind);
  return (
    agreements.length > 0 &&
    needless.length === 0 &&
    agreements.every(({ status }) => status === 'passed') &&
    !fates.includes('survived') &&
    !fates.includes('inconclusive')
  );
}

export async function verifyTask(asked: VerifyRequest): Promise<Verification> {
  const { task } = asked;
  const places = asked.networks.map((network) => ({ network, reason: cannotMeet(task, network) }));
  const networks = places.flatMap(({ network, reason }) => (reason === undefined ? [network] : []));
  const request: Verifying = { ...asked, networks, models: new Map() };
  const agreements = networks.map((network) =>
    Promise.all(plain(task).map((scenario) => agreement(request, network, scenario))),
  );
  const mutants = await Promise.all(
    MUTANTS.flatMap((mutant) =>
      task.roles
        .filter((role) => role === (mutant.role ?? role))
        .map((role) => fateOf(request, mutant, role)),
    ),
  );
  const isNeeded = ({ mutant, role }: Task['survivors'][number]): boolean =>
    mutants.some((one) => one.mutant === mutant && one.role === role && one.fate.kind === 'explained');
  return {
    task: { id: task.id, title: task.title, file: task.file },
    agreements: (await Promise.all(agreements)).flat(),
    notPlayed: places.flatMap(({ network: { kind: network }, reason }) =>
      reason === undefined ? [] : [{ network, reason }],
    ),
    mutants,
    needless: task.survivors.filter((one) => !isNeeded(one)).map(({ mutant, role }) => ({ mutant, role })),
  };
}

/** A condition, or a tool as the client, is there to try a student's program; here the reference plays the student too. */
function plain({ scenarios }: Task): Scenario[] {
  return scenarios.filter(({ conditions, clients }) => conditions.length === 0 && !clients.program);
}

interface Played {
  network: Network;
  scenario: Scenario;
  /** What was changed. */
  references?: Partial<Record<Role, Reference>>;
  mutant?: Mutant;
}

interface Verifying extends VerifyRequest {
  /** The references' own runs, to compare with: by network and scenario. */
  models: Map<string, Promise<RunRecord>>;
}

/** One run of references, judged as if the roles that are the student's were a student's. */
async function judged(request: Verifying, played: Played): Promise<ScenarioResult> {
  const { task } = request;
  const { scenario, mutant } = played;
  const record = await run(request, played);
  const expected = await model(request, played);
  const roles = ROLES.filter((role) => scenario.student === 'both' || scenario.student === role);
  const endsAfterClient = mutant?.endsAfterClient ?? task.termination.serverThen === 'exits';
  const told: RunRecord = asStudents(record, roles, { scenario, endsAfterClient });
  return judgeScenario(task, scenario, told, expected, standIn(task));
}

function model(request: Verifying, { network, scenario }: Played): Promise<RunRecord> {
  const key = `${network.kind} ${scenario.id}`;
  const played = request.models.get(key) ?? run(request, { network, scenario });
  request.models.set(key, played);
  return played;
}

function run({ task, signal, bounded }: VerifyRequest, played: Played): Promise<RunRecord> {
  const { network, scenario, mutant, references: instead = {} } = played;
  const at = mutant?.wrongPort ? besides(spotOf(task)) : spotOf(task);
  return bounded(() => runReferences({ task, scenario, network, signal, instead, at }));
}

/** Another port, or another path. */
function besides({ port, path }: Spot): Spot {
  return path === undefined ? { port: port + 1 } : { port, path: `${path}2` };
}

async function agreement(request: Verifying, network: Network, scenario: Scenario): Promise<Agreement> {
  const { status, score, maxScore, checks } = await judged(request, { network, scenario });
  const lost = checks
    .filter((check) => check.score < check.maxScore)
    .map(({ id, message }) => ({ check: id, message }));
  return { network: network.kind, scenario: scenario.id, status, score, maxScore, lost };
}

/** Played in each scenario in which the student has this role alone, until it loses a point. */
async function fateOf(request: Verifying, mutant: Mutant, role: Role): Promise<MutantResult> {
  const { id, does, without } = mutant;
  const { task } = request;
  const scenarios = plain(task).filter(({ student, advice }) => student === role && !advice);
  const seen = { acting: false };
  const acts = (): void => {
    seen.acting = true;
  };
  for (const scenario of scenarios) {
    const fate = await playMutant(request, mutant, { scenario, role, task, acts });
    if (fate !== undefined) return { mutant: id, role, does, fate };
  }
  const changes = seen.acting || (mutant.mutate === undefined && changesTask(mutant, task, role));
  const why = task.survivors.find((one) => one.mutant === id && one.role === role)?.why;
  const spared: Fate =
    why === undefined ? { kind: 'survived', remedy: remedyOf(mutant, task) } : { kind: 'explained', why };
  return { mutant: id, role, does, fate: changes ? spared : { kind: 'no-mutant', why: without } };
}

/** Undefined where it kept full marks, or there is no such mutant in this scenario. */
async function playMutant(
  request: Verifying,
  mutant: Mutant,
  scene: Parameters<NonNullable<Mutant['mutate']>>[1],
): Promise<Fate | undefined> {
  const { task, scenario, role } = scene;
  const [network] = request.networks;
  const own = await referencesOf(task);
  const changed = mutant.mutate === undefined ? own[role] : mutant.mutate(own[role], scene);
  if (network === undefined || changed === undefined || !changesTask(mutant, task, role)) return undefined;
  const references = { [role]: changed };
  const result = await judged(request, { network, scenario, references, mutant });
  const lost = result.checks.find((check) => check.score < check.maxScore);
  if (result.status === 'inconclusive') return { kind: 'inconclusive', message: messageOf(result) };
  if (lost === undefined) return undefined;
  const { score, maxScore } = result;
  return { kind: 'killed', scenario: scenario.id, check: lost.id, score, maxScore };
}

function messageOf({ checks, trouble }: ScenarioResult): string {
  return trouble[0]?.message ?? checks[0]?.message ?? 'It could not be judged.';
}

function changesTask({ wrongPort, endsAfterClient }: Mutant, task: Task, role: Role): boolean {
  if (wrongPort) return (task.port !== 'any' || task.path !== undefined) && task.transport !== 'icmp';
  if (endsAfterClient) return role === 'server' && task.termination.serverThen === 'serves-on';
  return true;
}
