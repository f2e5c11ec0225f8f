/** What is wrong with a spec as a whole: fields that do not go together. */
import { basename } from 'node:path';
import { callComplaints } from './calls.ts';
import { messageComplaints } from './message-checks.ts';
import { didYouMean, listWords } from './nearest.ts';
import { defaultScenarioIds } from './scenarios.ts';
import type { Complaint } from './schema-faults.ts';
import type { SpecJson } from './spec.generated.ts';
import { placedMessages } from './steps.ts';
import { shownValue } from './user-error.ts';

/** Faults of a spec that its schema has let pass, in no order. `file`: its absolute path. */
export function crossComplaints(spec: SpecJson, file: string): Complaint[] {
  return [
    ...idComplaints(spec, file),
    ...placeComplaints(spec),
    ...framingComplaints(spec),
    ...messageComplaints(spec, file),
    ...scenarioComplaints(spec),
    ...datagramComplaints(spec),
    ...oneMoreComplaints(spec),
    ...clientProgramComplaints(spec),
    ...wordComplaints(spec),
    ...shareComplaints(spec),
    ...callComplaints(spec),
  ];
}

function idComplaints({ id }: SpecJson, file: string): Complaint[] {
  const name = basename(file, '.json');
  if (id === name) return [];
  const remedy = `call the file ${id}.json, or the task ${shownValue(name)}`;
  return [{ at: ['id'], found: shownValue(id), allowed: "the file's name without .json", remedy }];
}

function placeComplaints({ transport, family, port, path }: SpecJson): Complaint[] {
  const isUnix = family === 'unix';
  const takesPort = !isUnix && transport !== 'icmp';
  const where = `${transport} over ${family}`;
  return [
    ...needed('port', port, takesPort, `a whole number from 1 to 65535 or "any", for ${where}`, where),
    ...needed('path', path, isUnix, 'the path of the socket, for the family "unix"', where),
    ...(isUnix && transport === 'icmp'
      ? [{ at: ['family'], found: '"unix"', allowed: '"ipv4" or "ipv6", for the transport "icmp"' }]
      : []),
  ];
}

function needed(
  name: string,
  value: unknown,
  isNeeded: boolean,
  allowed: string,
  where: string,
): Complaint[] {
  if (isNeeded === (value !== undefined)) return [];
  if (isNeeded) return [{ at: [name], found: 'nothing', allowed, remedy: `add "${name}"` }];
  return [
    { at: [name], found: shownValue(value), allowed: `no "${name}" for ${where}`, remedy: 'take it away' },
  ];
}

function framingComplaints({ framing, transport }: SpecJson): Complaint[] {
  const { kind, bytes, digits } = framing;
  const lengths = [bytes, digits].filter((length) => length !== undefined).length;
  const isPrefix = kind === 'length-prefix';
  const found = shownValue({ kind, bytes, digits });
  if (isPrefix && lengths !== 1) {
    return [{ at: ['framing'], found, allowed: 'exactly one of "bytes" and "digits" with "length-prefix"' }];
  }
  if (!isPrefix && lengths > 0) {
    return [
      {
        at: ['framing'],
        found,
        allowed: `"bytes" and "digits" only with "length-prefix", not with "${kind}"`,
      },
    ];
  }
  if (kind === 'none' || transport === 'tcp') return [];
  const allowed = `"none" for ${transport}, where each datagram is one message`;
  return [{ at: ['framing', 'kind'], found: shownValue(kind), allowed }];
}

function scenarioComplaints(spec: SpecJson): Complaint[] {
  const taken = defaultScenarioIds(spec);
  if (taken.length + spec.scenarios.length === 0) {
    const allowed = 'at least one scenario, since "defaultScenarios" is false';
    return [
      { at: ['scenarios'], found: '[]', allowed, remedy: 'add a scenario or leave "defaultScenarios" out' },
    ];
  }
  return spec.scenarios.flatMap(({ id, student }, index) => {
    const others = [...taken, ...spec.scenarios.slice(0, index).map((other) => other.id)];
    const allowed = `an id that no other scenario has: not ${listWords(others)}`;
    const roles = student === 'both' ? (['server', 'client'] as const) : [student];
    const missing = roles.filter((role) => !spec.roles.includes(role));
    return [
      ...(others.includes(id) ? [{ at: ['scenarios', index, 'id'], found: shownValue(id), allowed }] : []),
      ...missing.map(() => ({
        at: ['scenarios', index, 'student'],
        found: shownValue(student),
        allowed: `${listWords(spec.roles)}, since "roles" has no other`,
      })),
    ];
  });
}

const OF_STREAMS: readonly string[] = ['split', 'coalesce', 'half-close', 'reset', 'one-more-client'];

/** What makes sense with datagrams only, and what not with them. */
function datagramComplaints({ transport, scenarios }: SpecJson): Complaint[] {
  return scenarios.flatMap(({ typed, conditions, student }, index) => {
    const at = ['scenarios', index];
    const udp = transport === 'udp';
    const empty = (['server', 'client'] as const).flatMap((role) =>
      typed[role].flatMap((line, place) => (line === '' ? [[...at, 'typed', role, place]] : [])),
    );
    const ofStreams = transport !== 'tcp' ? conditions.filter((one) => OF_STREAMS.includes(one)) : [];
    const lost = conditions.indexOf('lost-reply');
    const asks =
      student === 'both' ? 'with a reference, which loses it: "student" is "server" or "client"' : '';
    const allowed = udp ? asks : 'with the transport "udp"';
    return [
      ...empty
        .filter(() => !udp)
        .map((path) => ({
          ...{ at: path, found: '""', allowed: 'a line with something in it' },
          remedy: 'only over "udp" is there a message with nothing in it',
        })),
      ...ofStreams.map((one) => ({
        ...{ at: [...at, 'conditions', conditions.indexOf(one)], found: shownValue(one) },
        allowed: `"${one}" only with the transport "tcp", which has connections`,
      })),
      ...(lost < 0 || allowed === ''
        ? []
        : [
            {
              at: [...at, 'conditions', lost],
              found: '"lost-reply"',
              allowed: `"lost-reply" only ${allowed}`,
            },
          ]),
    ];
  });
}

function oneMoreComplaints(spec: SpecJson): Complaint[] {
  return spec.scenarios.flatMap((scenario, index) => {
    const place = scenario.conditions.indexOf('one-more-client');
    const allowed = place < 0 ? undefined : whereOneMore(spec, scenario);
    if (allowed === undefined) return [];
    const at = ['scenarios', index, 'conditions', place];
    return [{ at, found: '"one-more-client"', allowed: `"one-more-client" only ${allowed}` }];
  });
}

/** The one more is a client of the reference, and comes before a message of the first one's. Undefined where that can be. */
function whereOneMore(
  spec: SpecJson,
  { student, clients }: SpecJson['scenarios'][number],
): string | undefined {
  if (student !== 'server') return 'where "student" is "server": the clients are the reference\'s';
  if (clients.at !== 'one-after-another') return 'with clients that come "one-after-another"';
  const speaks = placedMessages(spec).some(({ message }) => message.from === 'client');
  return speaks ? undefined : 'where the client says something';
}

/** A tool makes its requests as soon as it has connected, and one of its own kind. */
function clientProgramComplaints({ scenarios, framing }: SpecJson): Complaint[] {
  return scenarios.flatMap(({ student, clients: { program, at: when }, conditions }, index) => {
    const fits = framing.kind === 'http' && student === 'server' && when === 'one-after-another';
    if (program === undefined || (fits && conditions.length === 0)) return [];
    return [
      {
        at: ['scenarios', index, 'clients', 'program'],
        found: shownValue(program),
        allowed:
          'a program only with the framing "http", for the student\'s "server", "one-after-another" and without conditions',
      },
    ];
  });
}

function wordComplaints({ ends, scenarios }: SpecJson): Complaint[] {
  const from = ends.from ?? 'either';
  return scenarios.flatMap(({ endedBy }, index) => {
    if (endedBy === undefined || (ends.when !== undefined && [endedBy, 'either'].includes(from))) return [];
    const allowed =
      ends.when === undefined
        ? 'no "endedBy", since no word ends the conversation ("ends.when")'
        : `${shownValue(from)}, since "ends.from" lets no other say the word`;
    const remedy = ends.when === undefined ? 'take it away' : didYouMean(endedBy, [from]);
    return [{ at: ['scenarios', index, 'endedBy'], found: shownValue(endedBy), allowed, remedy }];
  });
}

/** Points have to hang on something. */
function shareComplaints({ points, roles, scenarios, defaultScenarios }: SpecJson): Complaint[] {
  const { shares, checks } = points;
  const byDefault = defaultScenarios
    ? [...roles.map((role) => shares[role]), roles.length === 2 ? shares.both : 0]
    : [];
  const listed = scenarios.filter(({ advice }) => !advice).map(({ share }) => share);
  const nothing = (weights: number[]) => weights.length > 0 && weights.every((weight) => weight === 0);
  return [
    ...(nothing([...byDefault, ...listed])
      ? [
          {
            at: ['points', 'shares'],
            found: shownValue(shares),
            allowed: 'a share above 0 for at least one scenario',
          },
        ]
      : []),
    ...(nothing(Object.values(checks))
      ? [
          {
            at: ['points', 'checks'],
            found: shownValue(checks),
            allowed: 'a weight above 0 for at least one check',
          },
        ]
      : []),
  ];
}
