/** How the programs of a class got on with each other, as reports are given it. */
type Outcome = 'works' | 'flawed' | 'fails' | 'inconclusive';

export interface Meeting {
  /** Ids of the submissions whose programs met. */
  client: string;
  server: string;
  outcome: Outcome;
  check?: string;
  message?: string;
}

export interface Meetings {
  task: string;
  complete: boolean;
  pairs: Meeting[];
  remarks: string[];
}

/** One submission's part in them. */
export interface Standing {
  id: string;
  /** Its two programs with each other; undefined where one is not there. */
  own: Meeting | undefined;
  /** Its client with the servers of others, and its server with the clients of others. */
  asClient: Meeting[];
  asServer: Meeting[];
}

export function gotOn({ outcome }: Meeting): boolean {
  return outcome === 'works' || outcome === 'flawed';
}

/** Of everybody who met anybody, in the order of the pairs. */
export function standingsIn(pairs: readonly Meeting[]): Standing[] {
  const standings = new Map<string, Standing>();
  const of = (id: string) => {
    const known = standings.get(id) ?? { id, own: undefined, asClient: [], asServer: [] };
    standings.set(id, known);
    return known;
  };
  for (const pair of pairs) {
    if (pair.client === pair.server) of(pair.client).own = pair;
    else {
      of(pair.client).asClient.push(pair);
      of(pair.server).asServer.push(pair);
    }
  }
  return [...standings.values()].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** `7/8`, of those that could be judged; a dash where there is none. */
export function ratio(meetings: readonly Meeting[]): string {
  const judged = meetings.filter(({ outcome }) => outcome !== 'inconclusive');
  return judged.length === 0 ? '–' : `${judged.filter(gotOn).length}/${judged.length}`;
}
