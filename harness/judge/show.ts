/**
 * A record as reports show it: bytes as text where they are text, long things cut, and nothing of what stands behind
 * the NUL of a C buffer, which once was the student's own PATH.
 */
import { keepCalls } from '../capture/calls/socket-calls.ts';
import { createHash } from 'node:crypto';
import type { Connection, ProgramRecord, RunRecord } from '../capture/record.ts';
import { ROLES, type Role, type Task } from '../spec/task.ts';
import type { Submission } from '../submission/submission.ts';
import type { Bytes, ShownConnection, ShownConversation, ShownEvent, ShownProgram } from './result.ts';
import { address } from './words.ts';

/** Bytes of one piece that are kept. */
const MOST_BYTES = 4096;
/** Bytes of a connection behind which only lengths are kept. */
const MOST_OF_CONNECTION = 64 * 1024;
/** Events of a connection, and connections and datagrams of a run, that are kept. */
const MOST_EVENTS = 400;
const MOST_CONNECTIONS = 100;
/** Socket calls of a program that are kept. */
const MOST_CALLS = 400;
/** Characters of a program's output, on each of its two streams, that are kept. */
const MOST_OUTPUT = 32 * 1024;

/** `cut`: bytes behind these are left out already. */
export function shownBytes(bytes: Uint8Array, cut = false, length = bytes.length): Bytes {
  const kept = Buffer.from(bytes.subarray(0, cutAt(bytes)));
  const text = kept.toString('utf8');
  const exact = Buffer.from(text, 'utf8').equals(kept);
  return {
    length,
    text,
    ...(exact ? {} : { base64: kept.toString('base64') }),
    ...(cut || kept.length < bytes.length ? { cut: true as const } : {}),
  };
}

/** Where to cut, so that no letter of several bytes is torn (RFC 3629: continuation bytes are 10xxxxxx). */
function cutAt(bytes: Uint8Array): number {
  if (bytes.length <= MOST_BYTES) return bytes.length;
  let end = MOST_BYTES;
  while (end > MOST_BYTES - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

/** `task` tells whether NULs are padding or content. */
export function showConversation(record: RunRecord, task: Task): ShownConversation {
  const { listeners, connections, datagrams, dropped } = record.conversation;
  const padded = mayBePadded(task);
  const leftOut =
    Math.max(0, connections.length - MOST_CONNECTIONS) +
    Math.max(0, datagrams.length - MOST_EVENTS) +
    (dropped ?? 0);
  return {
    listeners: listeners.slice(0, MOST_CONNECTIONS),
    connections: connections.slice(0, MOST_CONNECTIONS).map((one) => showConnection(one, record, padded)),
    datagrams: datagrams.slice(0, MOST_EVENTS).map(({ at, from, to, bytes, unreachable }) => ({
      at,
      from: address(from),
      to: address(to),
      bytes: padded ? showPadded(bytes) : shownBytes(bytes),
      unreachable,
    })),
    ...(leftOut > 0 ? { leftOut } : {}),
  };
}

function mayBePadded({ framing, scenarios }: Task): boolean {
  const files = scenarios.some(({ messages }) => messages.some(({ says }) => says.kind === 'file'));
  return framing.kind !== 'length-prefix' && framing.kind !== 'http' && !files;
}

function showConnection(connection: Connection, record: RunRecord, padded: boolean): ShownConnection {
  const { id, client, server, startedAt, outcome, events } = connection;
  const leftOut = events.length - MOST_EVENTS;
  return {
    id,
    client: address(client),
    server: address(server),
    serverPort: server.port,
    startedAt,
    outcome,
    events: showEvents(events.slice(0, MOST_EVENTS), padded),
    ...(leftOut > 0 ? { eventsLeftOut: leftOut } : {}),
    ...sentInAll(events),
    leftOpenBy: record.leftOpen.filter((one) => one.connection === id).map((one) => one.by),
  };
}

/** A file of megabytes is told by its length and its hash. */
function sentInAll(events: Connection['events']): Pick<ShownConnection, 'sent'> {
  const data = events.filter((event) => event.kind === 'data');
  const bytesOf = (some: typeof data): number => some.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (bytesOf(data) <= MOST_OF_CONNECTION) return {};
  const sent = ROLES.map((from) => {
    const own = data.filter((event) => event.from === from);
    const hash = createHash('sha256');
    for (const { bytes } of own) hash.update(bytes);
    return { from, bytes: bytesOf(own), sha256: hash.digest('hex') };
  });
  return { sent };
}

/** Behind the NUL of a buffer the rest of that buffer may come in segments of its own: hidden until the other side speaks. */
function showEvents(events: Connection['events'], padded: boolean): ShownEvent[] {
  let hidden: Role | undefined;
  let length = 0;
  return events.map((event) => {
    if (event.kind !== 'data') return { kind: event.kind, at: event.at, from: event.from };
    if (hidden !== event.from) hidden = undefined;
    const none = Buffer.alloc(0);
    length += event.bytes.length;
    const bytes =
      hidden || length > MOST_OF_CONNECTION
        ? shownBytes(none, true, event.bytes.length)
        : showData(event.bytes, padded);
    if (padded && bytes.cut && paddingAt(event.bytes) !== undefined) hidden = event.from;
    return { kind: 'data', at: event.at, from: event.from, bytes };
  });
}

function showData(bytes: Uint8Array, padded: boolean): Bytes {
  return padded ? showPadded(bytes) : shownBytes(bytes);
}

function showPadded(bytes: Uint8Array): Bytes {
  const end = paddingAt(bytes);
  if (end === undefined) return shownBytes(bytes);
  return shownBytes(bytes.subarray(0, end), true, bytes.length);
}

/** The first NUL that ends a text, as in a C buffer. A NUL that no text stands before is part of a binary number. */
function paddingAt(bytes: Uint8Array): number | undefined {
  for (let at = bytes.indexOf(0); at >= 0; at = bytes.indexOf(0, at + 1)) {
    const before = bytes[at - 1] ?? 0;
    const isText = (before >= 0x20 && before !== 0x7f) || before === 0x0a || before === 0x0d;
    if (at > 0 && isText && at < bytes.length - 1) return at;
  }
  return undefined;
}

export function showPrograms(record: RunRecord, submission: Submission): ShownProgram[] {
  return record.programs.map((program) => showProgram(program, submission));
}

function showProgram(program: ProgramRecord, submission: Submission): ShownProgram {
  const { role, by, instance, command, ending, typed, waits, cpuMs, calls } = program;
  const file = by === 'student' ? submission.programs[role]?.file : undefined;
  const [stdout, stderr] = [keepEnds(program.stdout), keepEnds(program.stderr)];
  const dropped = program.stdout.length - stdout.length + program.stderr.length - stderr.length;
  return {
    role,
    by,
    instance,
    command,
    ...(file === undefined ? {} : { file }),
    ending,
    stdout,
    stderr,
    outputDropped: program.outputDropped + Math.max(0, dropped),
    typed,
    waits,
    cpuMs,
    ...(calls === undefined ? {} : { calls: keepCalls(calls, MOST_CALLS) }),
  };
}

/** The beginning and the end: what a program said last is what explains it. */
function keepEnds(output: string): string {
  if (output.length <= MOST_OUTPUT) return output;
  const half = MOST_OUTPUT / 2;
  const kept = `${output.slice(0, half)}\n[…]\n${output.slice(-half)}`;
  // A cut may tear a surrogate pair; the way through UTF-8 puts U+FFFD in the place of a half.
  return Buffer.from(kept, 'utf8').toString('utf8');
}
