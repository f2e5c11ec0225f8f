/** Capture files of hand-made frames. */
import { FlowTable } from '../../harness/capture/flows.ts';
import { FrameRecorder } from '../../harness/capture/frame-recorder.ts';
import { encodePcapng } from '../../harness/capture/pcapng.ts';
import type { Conversation } from '../../harness/capture/record.ts';
import { captureOf, type Remark } from '../../harness/capture/run-capture.ts';
import { ethernet, ipv4, tcp } from './frames.ts';
import { program, run } from './run.ts';

const MAKER = { hardware: 'x64', os: 'Linux 6.1', application: 'Sockmark 0.1.0' };
export const STARTED = 1_772_370_300_250_000_001n;

/** A recorder and the conversation of the packets, a microsecond and a nanosecond apart. */
export function recorded(...frames: Buffer[]): { recorder: FrameRecorder; conversation: Conversation } {
  const recorder = new FrameRecorder();
  recorder.begin(STARTED, 'packets');
  const table = new FlowTable({ tap: recorder.keep });
  for (const [index, frame] of frames.entries()) table.add(frame, (index * 1001) / 1e6);
  return { recorder, conversation: table.conversation() };
}

export const CLIENT = { from: 40_000, to: 12_000 };
const SERVER = { from: 12_000, to: 40_000 };

/** `hello`, answered by `HELLO`, and closed by the server alone. */
export const exchange = (wrap: (segment: Buffer) => Buffer) =>
  [
    tcp({ ...CLIENT, seq: 100, flags: 'S' }),
    tcp({ ...SERVER, seq: 500, ack: 101, flags: 'S' }),
    tcp({ ...CLIENT, seq: 101, ack: 501 }),
    tcp({ ...CLIENT, seq: 101, ack: 501, data: 'hello' }),
    tcp({ ...SERVER, seq: 501, ack: 106, data: 'HELLO!' }),
    tcp({ ...SERVER, seq: 507, ack: 106, flags: 'F' }),
  ].map(wrap);
export const exchangeV4 = () => exchange((segment) => ethernet(ipv4(6, segment)));

export function fileOf(
  { recorder, conversation }: ReturnType<typeof recorded>,
  remarks: Remark[] = [],
  ...programs: ReturnType<typeof program>[]
) {
  return encodePcapng(captureOf(run(conversation, programs), recorder, remarks, MAKER));
}
