/** Which sources may be the server and which the client: by what they do, then by their names. */
import type { Role } from '../spec/task.ts';
import { behaviourOf, type Behaviour } from './behaviour.ts';
import type { Source } from './languages/language.ts';
import { roleByName } from './names.ts';

/** A source file, with what it uses and what it does. */
export interface Candidate {
  source: Source;
  /** Sources of its language that it uses, the nearest first. */
  used: readonly Source[];
  behaviour: Behaviour | undefined;
  named: Role | undefined;
}

const MOST_USED = 40;

/** What a source uses, and what that uses in turn. */
export function usedBy(source: Source, sources: readonly Source[]): Source[] {
  const others = sources.filter(({ language }) => language === source.language);
  const found = new Set([source]);
  for (const each of found) {
    for (const next of each.language.uses(each, others)) found.add(next);
    if (found.size > MOST_USED) break;
  }
  return [...found].slice(1);
}

export function readCandidates(sources: readonly Source[]): Candidate[] {
  return sources.map((source) => {
    const used = usedBy(source, sources);
    return { source, used, behaviour: behaviourOf(source, used), named: roleByName(source.file) };
  });
}

/** `server.py listens (line 3)`. */
export function describe({ source, behaviour }: Candidate): string {
  if (behaviour === undefined) return `${source.file} neither listens nor connects`;
  const { does, file, line } = behaviour;
  return `${source.file} ${does} (${file === source.file ? '' : `${file}, `}line ${line})`;
}

const MOST_LISTED = 6;

export function listed(parts: readonly string[]): string {
  const shown = parts.slice(0, MOST_LISTED);
  const left = parts.length - shown.length;
  return [...shown, ...(left > 0 ? [`${left} more`] : [])].join(', ');
}

export type ByRole = Record<Role, Candidate[]>;

/** What plays a role by its behaviour. Two UDP peers that look alike are told apart by their names. */
function roleOf({ behaviour, named }: Candidate): Role | undefined {
  return behaviour !== undefined && !behaviour.certain && named !== undefined ? named : behaviour?.role;
}

/** A file that does both is a client where its name says so and another one listens. */
function withoutMixedClients({ server, client }: ByRole): ByRole {
  const isMixedClient = ({ behaviour, named }: Candidate) =>
    behaviour?.alsoOther === true && named === 'client';
  const plain = server.filter((candidate) => !isMixedClient(candidate));
  const mixed = plain.length > 0 ? server.filter(isMixedClient) : [];
  return { server: plain.length > 0 ? plain : server, client: [...client, ...mixed] };
}

/** Files that can be started, if there are any. */
function entries(candidates: Candidate[]): Candidate[] {
  const startable = candidates.filter(({ source }) => source.language.isEntry(source));
  return startable.length > 0 ? startable : candidates;
}

/** Copies of one program are one program. */
function withoutCopies(candidates: Candidate[]): Candidate[] {
  return candidates.filter(
    ({ source }, index) =>
      candidates.findIndex((other) => other.source.text.trim() === source.text.trim()) === index,
  );
}

/** Those that could play each role. */
export function byRole(all: readonly Candidate[]): ByRole {
  const acting = (role: Role) => all.filter((candidate) => roleOf(candidate) === role);
  const { server, client } = withoutMixedClients({ server: acting('server'), client: acting('client') });
  const silent = (role: Role) =>
    all.filter(({ behaviour, named }) => behaviour === undefined && named === role);
  const found = {
    server: server.length > 0 ? server : silent('server'),
    client: client.length > 0 ? client : silent('client'),
  };
  return { server: withoutCopies(entries(found.server)), client: withoutCopies(entries(found.client)) };
}
