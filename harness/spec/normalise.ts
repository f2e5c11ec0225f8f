/** From a validated spec to a task: every default filled in, every scenario laid out. */
import { callsOf } from './calls.ts';
import type { Ends, Framing as FramingJson, SpecJson } from './spec.generated.ts';
import { ROLES, type Framing, type Task, type Termination } from './task.ts';
import { scenariosOf } from './scenarios.ts';
import { filesOf } from './task-files.ts';

/** `file`: the spec's absolute path. `hash`: SHA-256 of its bytes. `seed` decides on typed texts and rounds. */
export function normalise(spec: SpecJson, file: string, hash: string, seed: number): Task {
  return {
    id: spec.id,
    title: spec.title,
    summary: spec.summary,
    file,
    hash,
    transport: spec.transport,
    family: spec.family,
    path: spec.path,
    port: spec.port ?? 'any',
    framing: framingOf(spec.framing),
    termination: terminationOf(spec.ends),
    roles: ROLES.filter((role) => spec.roles.includes(role)),
    files: filesOf(spec, file),
    scenarios: scenariosOf(spec, file, seed),
    calls: callsOf(spec),
    weights: spec.points.checks,
    survivors: spec.survivors,
    maxScore: spec.points.total,
    timeLimitMs: spec.timeLimitSeconds * 1000,
    seed,
  };
}

function framingOf({ kind, bytes, digits, order }: FramingJson): Framing {
  if (kind !== 'length-prefix') return { kind };
  return {
    kind,
    order,
    ...(bytes === undefined ? {} : { bytes }),
    ...(digits === undefined ? {} : { digits }),
  };
}

function terminationOf({ after, when, from, closesFirst, serverThen }: Ends): Termination {
  const byWord =
    when === undefined ? undefined : ({ kind: 'word', word: when, from: from ?? 'either' } as const);
  return { rule: byWord ?? { kind: after ?? 'last-message' }, closesFirst, serverThen };
}
