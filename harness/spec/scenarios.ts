/** The scenarios of a task: those that follow from its roles and termination rule, and those that it lists. */
import type { Scenario as ScenarioJson, SpecJson } from './spec.generated.ts';
import { ROLES, type Role, type Scenario, type StudentPlays, type TaskFile } from './task.ts';
import { linesOf } from './clients.ts';
import { layOut } from './messages.ts';
import { seededRandom, type Random } from './random.ts';
import { filesOf } from './task-files.ts';
import { TypedTexts } from './typed-text.ts';

/** What the scenarios of one task share. */
interface Stage {
  spec: SpecJson;
  files: readonly TaskFile[];
  seed: number;
  texts: TypedTexts;
  /** The sum of all shares that points hang on. */
  shares: number;
}

export function scenariosOf(spec: SpecJson, file: string, seed: number): Scenario[] {
  const plans = plansOf(spec);
  const shares = plans.reduce((sum, { advice, share }) => sum + (advice ? 0 : share), 0);
  const stage = { spec, files: filesOf(spec, file), seed, shares, texts: new TypedTexts(spec.ends.when) };
  return plans.map((plan) => scenarioOf(plan, stage));
}

function scenarioOf(plan: ScenarioJson, stage: Stage): Scenario {
  const { spec, files, seed, shares, texts } = stage;
  const { id, student, rounds, endedBy, clients, conditions, advice } = plan;
  const random = seededRandom(seed, `${spec.id}/${id}`);
  const typed = typist(plan, texts, random);
  const messages = layOut({ spec, files, random, rounds, endedBy, typed, clients: clients.count });
  return {
    id,
    title: titleOf(spec, plan),
    student,
    messages,
    typed: {
      server: linesOf({ messages, clients }, 'server'),
      client: linesOf({ messages, clients }, 'client', 1),
    },
    endedBy,
    clients,
    conditions,
    points: advice ? 0 : (spec.points.total * plan.share) / shares,
    visibility: plan.visibility ?? spec.visibility,
    advice,
  };
}

/** A scenario's own lines first, seeded text when they are used up. */
function typist(plan: ScenarioJson, texts: TypedTexts, random: Random) {
  const lines = { server: [...plan.typed.server], client: [...plan.typed.client] };
  return (from: Role, kind: 'lowercase' | 'line' | 'word') => lines[from].shift() ?? texts.next(kind, random);
}

function plansOf(spec: SpecJson): ScenarioJson[] {
  const listed = spec.scenarios.map((plan) => {
    const endedBy = plan.endedBy ?? speakers(spec)[0];
    return endedBy === undefined ? plan : { ...plan, endedBy };
  });
  return [...(spec.defaultScenarios ? defaultPlans(spec) : []), ...listed];
}

/** The ids of the scenarios that a spec has without listing them. */
export function defaultScenarioIds(spec: SpecJson): string[] {
  return spec.defaultScenarios ? defaultPlans(spec).map(({ id }) => id) : [];
}

function defaultPlans(spec: SpecJson): ScenarioJson[] {
  const roles = ROLES.filter((role) => spec.roles.includes(role));
  const kinds: StudentPlays[] = roles.length === 2 ? [...roles, 'both'] : roles;
  const sayWord = speakers(spec);
  return kinds.flatMap((student) => {
    const plain = plan(student, student, spec.points.shares[student] / Math.max(1, sayWord.length));
    if (sayWord.length < 2) return [{ ...plain, ...(sayWord[0] && { endedBy: sayWord[0] }) }];
    return sayWord.map((endedBy) => ({ ...plain, id: wordScenarioId(student, endedBy), endedBy }));
  });
}

/** Who may say the word that ends the conversation, the client first. */
function speakers({ ends }: SpecJson): Role[] {
  if (ends.when === undefined) return [];
  const from = ends.from ?? 'either';
  return from === 'either' ? ['client', 'server'] : [from];
}

function wordScenarioId(student: StudentPlays, endedBy: Role): string {
  if (student === 'both') return `both-${endedBy}-ends`;
  return student === endedBy ? `${student}-says-end` : `${student}-hears-end`;
}

function plan(id: string, student: StudentPlays, share: number): ScenarioJson {
  return {
    id,
    student,
    share,
    advice: false,
    conditions: [],
    typed: { server: [], client: [] },
    clients: { count: 1, at: 'one-after-another' },
  };
}

function titleOf(spec: SpecJson, { title, student, endedBy }: ScenarioJson): string {
  if (title !== undefined) return title;
  const who = {
    server: 'Your server with the reference client',
    client: 'Your client with the reference server',
    both: 'Your server with your client',
  }[student];
  const word = spec.ends.when === undefined ? '' : `; the ${endedBy} says ${JSON.stringify(spec.ends.when)}`;
  return who + word;
}
