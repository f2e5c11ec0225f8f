/** Programs as students write them, started for real. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '../../harness/capture/record.ts';
import { takeFreePort } from '../../harness/network/host/free-port.ts';
import type { Limits, Place, PlaceRequest, Process } from '../../harness/network/network.ts';
import { viewSockets, waitingSockets } from '../../harness/run/observe/sockets.ts';
import { programPids } from '../../harness/run/observe/threads.ts';
import type { Role } from '../../harness/spec/task.ts';
import type { Program } from '../../harness/submission/submission.ts';

function findPython(): string | undefined {
  try {
    return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** The interpreter itself, not a launcher in front of it. */
export const python = findPython();

export const LIMITS: Limits = { cpuSeconds: 20, fileBytes: 10_000_000, processes: 50 };

export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'sockmark-test-'));

  /** A program of the student. `writtenPorts` empty: it takes its port by PORT or `{port}`. */
  program(role: Role, source: string, writtenPorts: number[] = [], words: string[] = []): Program {
    writeFileSync(join(this.path, `${role}.py`), source);
    return {
      role,
      language: 'python',
      file: `${role}.py`,
      argv: [python ?? 'python3', '-u', `${role}.py`, ...words],
      shown: ['python3', `${role}.py`],
      cwd: '.',
      env: {},
      takesPort: writtenPorts.length === 0,
      writtenPorts,
      readsLines: false,
      startsOthers: false,
      leaveWords: [],
    };
  }

  request(port: number, programs: Program[]): PlaceRequest {
    return { transport: 'tcp', family: 'ipv4', port, folder: this.path, programs };
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Waits for a condition; the test's own time limit ends a wait that has no end. */
export async function until<Result>(condition: () => Result | undefined | false): Promise<Result> {
  for (;;) {
    const result = condition();
    if (result !== undefined && result !== false) return result;
    await delay(2);
  }
}

/** A port that nobody has at this moment, and that the system gives to no client meanwhile. */
export async function unusedPort(): Promise<number> {
  const { port, lock } = await takeFreePort();
  await lock.release();
  return port;
}

/** Waits until a socket is in LISTEN on what the run calls `port`. */
export const listens = (place: Place, server: Process, port: number) =>
  until(() => {
    const pids = programPids(server.pid);
    const waiting = place.tables === undefined ? [] : waitingSockets(viewSockets(place.tables, pids), pids);
    return waiting.some(({ local }) => local.port === port);
  });

/** All that a stream gives until its end. */
export async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}

/** What was said, joined for each turn, and how it ended: free of how TCP cut it. */
export function story(connection: Connection | undefined): string[] {
  const told: string[] = [];
  for (const event of connection?.events ?? []) {
    const said = `${event.from}: `;
    if (event.kind !== 'data') told.push(`${event.from} ${event.kind}`);
    else if (told.at(-1)?.startsWith(said))
      told.push((told.pop() ?? '') + Buffer.from(event.bytes).toString());
    else told.push(said + Buffer.from(event.bytes).toString());
  }
  return told;
}
