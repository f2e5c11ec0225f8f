/** The capture of real sockets, on each network. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { FrameRecorder } from '../../harness/capture/frame-recorder.ts';
import { hostNetwork } from '../../harness/network/host/host-network.ts';
import { canReadLoopback } from '../../harness/network/host/loopback.ts';
import type { Network } from '../../harness/network/network.ts';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { fileOf } from './capture-file.ts';
import { asFile, capinfos, fields, hasTshark, tshark } from './tshark.ts';

const probe = privateNetwork();
const packetsAreRead = await canReadLoopback();

const answer = Buffer.alloc(200_000, 'every byte counts, ');

/** A client that says `hello` on port 53 to a server that answers and closes. */
async function capture(network: Network) {
  const recorder = new FrameRecorder();
  const request = { transport: 'tcp', family: 'ipv4', port: 53, folder: '/', recorder } as const;
  await using place = await network.open({ ...request, programs: [] });
  const listener = await place.listen(53);
  listener.onConnection((socket) => {
    socket.on('error', () => undefined).once('data', () => socket.end(answer));
  });
  const client = await place.connect({ address: '127.0.0.1', port: 53 });
  client.resume().write('hello');
  await once(client, 'end');
  client.end();
  await once(client, 'close');
  return { recorder, conversation: place.conversation() };
}

async function expectWhole(file: string): Promise<void> {
  const rows = await fields(file, 'tcp.checksum.status', 'ip.checksum.status', 'tcp.analysis.lost_segment');
  expect(rows.filter((row) => row.join() !== '1,1,')).toEqual([]);
  const followed = await tshark(file, '-q', '-z', 'follow,tcp,raw,0');
  const [hello, ...said] = followed.split('\n').filter((line) => /^\t?[\da-f]+$/.test(line));
  expect(Buffer.from(hello ?? '', 'hex').toString()).toBe('hello');
  expect(Buffer.from(said.join('').replaceAll('\t', ''), 'hex').equals(answer)).toBe(true);
}

test.skipIf(probe.kind !== 'available' || !hasTshark)(
  'in a namespace: whole, right and on time (needs a private network and tshark)',
  async () => {
    if (probe.kind !== 'available') return;
    const before = Date.now();
    const run = await capture(probe.network);
    const after = Date.now();
    expect(run.conversation.lost).toBe(0);
    await asFile(fileOf(run), async (file) => {
      await expectWhole(file);
      const rows = await fields(file, 'frame.time_epoch', 'tcp.dstport');
      expect(rows).toHaveLength(run.recorder.frames.length);
      expect(rows[0]?.[1]).toBe('53');
      const at = Number(rows[0]?.[0]) * 1000;
      // The kernel and Node read the machine's clock, but each in its own way.
      expect(at).toBeGreaterThan(before - 1000);
      expect(at).toBeLessThan(after + 1000);
    });
  },
);

test.skipIf(!packetsAreRead || !hasTshark)(
  'on the host by packets: those of the run, on the port that stood for another (needs CAP_NET_RAW and tshark)',
  async () => {
    await asFile(fileOf(await capture(await hostNetwork({ capture: 'packets' }))), async (file) => {
      await expectWhole(file);
      expect(await capinfos(file)).toMatch(/In this run port \d+ stood for port 53\./);
    });
  },
);

test.skipIf(!hasTshark)('on the host by a relay: made up, and said to be (needs tshark)', async () => {
  await asFile(fileOf(await capture(await hostNetwork({ capture: 'relay' }))), async (file) => {
    await expectWhole(file);
    expect((await fields(file, 'tcp.dstport'))[0]).toEqual(['53']);
    expect(await capinfos(file)).toMatch(/The headers in this file are made up/);
  });
});
