/** The capture of a run in a namespace, with real sockets. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { FrameRecorder } from '../../harness/capture/frame-recorder.ts';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { fileOf } from './capture-file.ts';
import { asFile, fields, hasTshark, tshark } from './tshark.ts';

const probe = privateNetwork();
const network = probe.kind === 'available' ? probe.network : undefined;

test.skipIf(network === undefined || !hasTshark)(
  'a run in a namespace has the packets of two real sockets, whole and right (needs a private network and tshark)',
  async () => {
    const recorder = new FrameRecorder();
    const answer = Buffer.alloc(200_000, 'every byte counts, ');
    await using place = await network!.open({
      transport: 'tcp',
      family: 'ipv4',
      port: 53,
      folder: '/',
      programs: [],
      recorder,
    });
    const listener = await place.listen(53);
    listener.onConnection((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(answer));
    });
    const before = BigInt(Date.now()) * 1_000_000n;
    const client = await place.connect({ address: '127.0.0.1', port: 53 });
    client.resume().write('hello');
    await once(client, 'end');
    client.end();
    await once(client, 'close');
    const conversation = place.conversation();
    expect(conversation.lost).toBe(0);

    await asFile(fileOf({ recorder, conversation }), async (file) => {
      const rows = await fields(
        file,
        'tcp.checksum.status',
        'ip.checksum.status',
        'frame.time_epoch',
        'tcp.dstport',
      );
      expect(rows).toHaveLength(recorder.frames.length);
      expect(rows.filter(([segment, ip]) => segment !== '1' || ip !== '1')).toEqual([]);
      expect(rows[0]?.[3]).toBe('53');
      const first = BigInt((rows[0]?.[2] ?? '').replace('.', ''));
      // The kernel's clock and Date.now() tell the time of the same machine: seconds apart they cannot be.
      expect(Number(first - before) / 1e9).toBeGreaterThan(-1);
      expect(Number(BigInt(Date.now()) * 1_000_000n - first) / 1e9).toBeGreaterThan(-1);
      const followed = await tshark(file, '-q', '-z', 'follow,tcp,raw,0');
      const said = followed.split('\n').filter((line) => /^\t[\da-f]+$/.test(line));
      expect(Buffer.from(said.join('').replaceAll('\t', ''), 'hex').equals(answer)).toBe(true);
    });
  },
);
