/** What went over the wire in a graded run, as a file for Wireshark: the packets at which points were lost say so. */
import { createHash } from 'node:crypto';
import { arch, release, type } from 'node:os';
import { join } from 'node:path';
import type { FrameRecorder } from '../capture/frame-recorder.ts';
import { encodePcapng } from '../capture/pcapng.ts';
import type { RunRecord } from '../capture/record.ts';
import { captureOf, type Maker, type Remark } from '../capture/run-capture.ts';
import type { ScenarioResult } from '../judge/result.ts';
import { writeWholeFile } from './files.ts';
import { version } from './version.ts';

export interface GradedRun {
  submission: string;
  result: ScenarioResult;
  record: RunRecord;
  recorder: FrameRecorder;
}

/**
 * Writes `<folder>/<submission>/<task>-<scenario>.pcapng` and gives its path back.
 * @throws {FileNotWritten} where it cannot be written.
 */
export async function saveCapture(folder: string, run: GradedRun): Promise<string> {
  const { submission, result, record, recorder } = run;
  const file = join(
    folder,
    ...submission.split('/').map(safeName),
    `${safeName(record.task)}-${safeName(result.id)}.pcapng`,
  );
  const capture = captureOf(record, recorder, remarksOn(result, record), MAKER);
  await writeWholeFile(file, encodePcapng(capture));
  return file;
}

const MAKER: Maker = { hardware: arch(), os: `${type()} ${release()}`, application: `Sockmark ${version}` };

function remarksOn({ id, checks }: ScenarioResult, { conversation }: RunRecord): Remark[] {
  const [first] = conversation.connections;
  return checks
    .filter((check) => check.status === 'failed')
    .map((check) => {
      const text = `sockmark: ${id}/${check.id}: ${check.message}`;
      if (!BEGINNING.includes(check.id)) return { text, at: check.at, otherwise: 'last' };
      return { text, at: check.at ?? (first && { connection: first.id }), otherwise: 'first' };
    });
}

/** How two programs meet shows in the first packet of a connection. That something never came shows behind the last. */
const BEGINNING = ['listens', 'port', 'connects'];

/** Controls, letters that hide or reorder their neighbours, and what a file system takes for its own (Windows: naming files). */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]|^\.+|[. ]+$/gu;
/** Linux allows 255, and the digest and the ending come behind. */
const LONGEST_NAME_BYTES = 180;

/**
 * `name` as the name of a file or folder. One that had to be changed has a digest of itself behind it, so that no two
 * names become the same.
 */
export function safeName(name: string): string {
  const safe = cut(name.replace(UNSAFE, '_'));
  if (safe === name && name !== '') return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${safe}~${digest}`;
}

/** A letter that is cut in two is left out. */
function cut(name: string): string {
  const bytes = Buffer.from(name);
  if (bytes.length <= LONGEST_NAME_BYTES) return name;
  return bytes
    .subarray(0, LONGEST_NAME_BYTES)
    .toString()
    .replace(/\ufffd$/, '');
}
