/** The checksums that the loopback leaves out, and the recorder that keeps its frames. */
import { expect, test } from 'vitest';
import { withChecksums } from '../../harness/capture/checksums.ts';
import { FrameRecorder } from '../../harness/capture/frame-recorder.ts';
import { CLIENT } from './capture-file.ts';
import { ethernet, ipv4, tcp, udp } from './frames.ts';

test('checksums: what is no whole packet stays as it is', () => {
  const [whole, cut] = [ethernet(ipv4(6, tcp({ ...CLIENT, seq: 1 }))), Buffer.from([0, 0, 0])];
  expect(Buffer.from(withChecksums(cut)).equals(cut)).toBe(true);
  const short = whole.subarray(0, whole.length - 1);
  expect(Buffer.from(withChecksums(short)).equals(short)).toBe(true);
  const piece = ethernet(ipv4(17, udp(1, 2, 'x'.repeat(16)), '127.0.0.1', '127.0.0.1', { more: true }));
  expect(Buffer.from(withChecksums(piece)).subarray(34).equals(piece.subarray(34))).toBe(true);
});

test('checksums: a UDP checksum of 0 is written as ffff (RFC 768)', () => {
  const sumsToZero = Array.from({ length: 0x1_0000 }, (_, word) => {
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(word);
    return Buffer.from(withChecksums(ipv4(17, udp(40_000, 12_000, payload)))).readUInt16BE(26);
  });
  expect(sumsToZero.includes(0)).toBe(false);
  expect(sumsToZero.includes(0xffff)).toBe(true);
});

test('the recorder keeps frames up to its bound, and begins anew with each run', () => {
  const recorder = new FrameRecorder(10_000);
  recorder.begin(1n, 'packets');
  const frame = new Uint8Array(1_000);
  for (let at = 0; at < 20; at += 1) recorder.keep(frame, at);
  expect(recorder.frames.length).toBeGreaterThan(0);
  expect(recorder.frames.length + recorder.leftOut).toBe(20);
  expect(recorder.frames.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThanOrEqual(10_000);
  frame.fill(1);
  expect(recorder.frames[0]?.bytes[0]).toBe(0);
  recorder.keep(new Uint8Array(1), 21);
  expect(recorder.frames.at(-1)?.at).toBeLessThan(20);
  recorder.begin(2n, 'relay');
  expect(recorder).toMatchObject({ frames: [], leftOut: 0, startedAt: 2n, source: 'relay' });
});
