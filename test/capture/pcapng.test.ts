/** Capture files, read by tshark and capinfos. */
import { describe, expect, test } from 'vitest';
import { FrameRecorder } from '../../harness/capture/frame-recorder.ts';
import type { Remark } from '../../harness/capture/run-capture.ts';
import { OBEYED_BY_TERMINALS, HOSTILE_TEXTS } from '../report/hostile-text.ts';
import { CLIENT, exchange, exchangeV4, fileOf, recorded, STARTED } from './capture-file.ts';
import { ethernet, ipv4, ipv6, portUnreachableV6, tcp, udp } from './frames.ts';
import { program } from './run.ts';
import { asFile, capinfos, fields, hasTshark, tshark } from './tshark.ts';

const withTshark = test.skipIf(!hasTshark);

describe('by tshark', () => {
  withTshark('reads the packets with their times to the nanosecond (needs tshark)', async () => {
    const rows = await asFile(fileOf(recorded(...exchangeV4())), (file) =>
      fields(file, 'frame.time_epoch', 'tcp.srcport', 'tcp.len'),
    );
    expect(rows.slice(0, 4)).toEqual([
      ['1772370300.250000001', '40000', '0'],
      ['1772370300.250001002', '12000', '0'],
      ['1772370300.250002003', '40000', '0'],
      ['1772370300.250003004', '40000', '5'],
    ]);
  });

  withTshark('follows the conversation (needs tshark)', async () => {
    const followed = await asFile(fileOf(recorded(...exchangeV4())), (file) =>
      tshark(file, '-q', '-z', 'follow,tcp,ascii,0'),
    );
    expect(followed).toMatch(/5\nhello\n\t6\nHELLO!\n/);
  });

  withTshark('finds every checksum right, of both families and all protocols (needs tshark)', async () => {
    const pingV6 = ipv6(17, udp(40_000, 12_000, 'odd'));
    const frames = [
      ...exchangeV4(),
      ...exchange((segment) => ethernet(ipv6(6, segment))),
      ethernet(ipv4(17, udp(40_000, 12_000, 'ping'))),
      ethernet(pingV6),
      ethernet(portUnreachableV6(pingV6)),
      ethernet(ipv4(6, tcp({ ...CLIENT, seq: 106, ack: 508, data: Buffer.alloc(65_000, 0xff) }))),
    ];
    const protocols = ['ip', 'tcp', 'udp', 'icmpv6'];
    const rows = await asFile(fileOf(recorded(...frames)), (file) =>
      fields(file, ...protocols.map((protocol) => `${protocol}.checksum.status`)),
    );
    const GOOD = '1';
    const right = rows.map((row) => protocols.filter((_, index) => row[index] === GOOD).join(' '));
    const sixOf = (all: string) => Array<string>(6).fill(all);
    expect(right).toEqual([...sixOf('ip tcp'), ...sixOf('tcp'), 'ip udp', 'udp', 'icmpv6', 'ip tcp']);
  });

  withTshark('says on each packet whose program sent it (needs tshark)', async () => {
    const parts = fileOf(recorded(...exchangeV4()), [], program('client', 'python3', 'client.py'));
    const rows = await asFile(parts, (file) =>
      fields(file, 'frame.interface_description', 'frame.packet_flags_direction', 'frame.comment'),
    );
    const student = "sent by python3 client.py (the student's client)";
    const reference = 'sent by the reference server';
    expect(rows.map(([by]) => by)).toEqual([student, reference, student, student, reference, reference]);
    expect(new Set(rows.map(([, direction]) => direction))).toEqual(new Set(['0x00000002']));
    expect(rows[0]?.[2]).toBe("python3 client.py (the student's client) → the reference server");
  });

  withTshark('gives a name to an address that only one side has (needs tshark)', async () => {
    const frames = exchangeV4().map((frame, index) => {
      const [client, server] = ['127.0.0.1', '192.168.1.77'];
      const fromServer = [1, 4, 5].includes(index);
      const segment = frame.subarray(14 + 20);
      return ethernet(ipv4(6, segment, fromServer ? server : client, fromServer ? client : server));
    });
    const named = await asFile(fileOf(recorded(...frames)), (file) =>
      tshark(file, '-N', 'n', '-T', 'fields', '-e', 'ip.dst_host'),
    );
    expect(named.split('\n').slice(0, 2)).toEqual(['the reference server', 'the reference client']);
  });

  withTshark(
    'shows remarks on their packets, several on one, and the rest on the file (needs tshark)',
    async () => {
      const remarks: Remark[] = [
        { text: 'wrong text', at: { connection: 1, event: 2 }, otherwise: 'last' },
        { text: 'too long', at: { connection: 1, event: 2 }, otherwise: 'last' },
        { text: 'never closes', at: { connection: 1 }, otherwise: 'last' },
        { text: 'wrong port', at: { connection: 1 }, otherwise: 'first' },
        { text: 'crashed', otherwise: 'last' },
        { text: 'elsewhere', at: { connection: 7, event: 1 }, otherwise: 'last' },
      ];
      await asFile(fileOf(recorded(...exchangeV4()), remarks), async (file) => {
        const comments = (await fields(file, 'frame.comment')).map(([all]) => all);
        expect(comments.slice(1)).toEqual(['', '', '', 'wrong text|too long', 'never closes']);
        expect(comments[0]).toMatch(/→ the reference server\|wrong port$/);
        const about = await capinfos(file);
        expect(about).toMatch(/Capture comment: +crashed\nCapture comment: +elsewhere\n/);
        expect(about).toMatch(/Capture application: Sockmark 0\.1\.0/);
        expect(about).toMatch(/Capture oper-sys: +Linux 6\.1/);
      });
    },
  );

  withTshark('reads bare IP packets, and a run without packets (needs tshark)', async () => {
    const bare = exchangeV4().map((frame) => frame.subarray(14));
    expect(await asFile(fileOf(recorded(...bare)), (file) => fields(file, 'tcp.len'))).toHaveLength(6);
    expect(await asFile(fileOf(recorded()), (file) => fields(file, 'tcp.len'))).toEqual([]);
  });

  withTshark(
    'tells of packets that are missing, and of a port that stands for another (needs tshark)',
    async () => {
      const { conversation, recorder: all } = recorded(...exchangeV4());
      const recorder = new FrameRecorder(2_000);
      recorder.begin(STARTED, 'packets');
      for (const { bytes, at } of all.frames) recorder.keep(bytes, at);
      const [connection] = conversation.connections;
      if (connection) connection.server = { ...connection.server, port: 53 };
      await asFile(fileOf({ recorder, conversation: { ...conversation, lost: 2 } }), async (file) => {
        const about = await capinfos(file);
        expect(about).toMatch(/Number of packets: +3\n/);
        expect(about).toContain('The run had 3 more packets: only the first are kept.');
        expect(about).toContain('In this run port 12000 stood for port 53.');
      });
    },
  );

  withTshark('of a relay: the headers are made up, and said to be (needs tshark)', async () => {
    const { conversation } = recorded(...exchangeV4());
    const recorder = new FrameRecorder();
    recorder.begin(STARTED, 'relay');
    const remark: Remark = { text: 'wrong text', at: { connection: 1, event: 2 }, otherwise: 'last' };
    await asFile(fileOf({ recorder, conversation }, [remark]), async (file) => {
      expect(await tshark(file, '-q', '-z', 'follow,tcp,ascii,0')).toMatch(/5\nhello\n\t6\nHELLO!\n/);
      const rows = await fields(
        file,
        'tcp.checksum.status',
        'tcp.analysis.flags',
        'tcp.len',
        'frame.comment',
      );
      expect(rows.filter(([status, complaint]) => status !== '1' || complaint !== '')).toEqual([]);
      expect(rows.find(([, , , comment]) => comment === 'wrong text')?.[2]).toBe('6');
      expect(await capinfos(file)).toMatch(/Capture comment: +The headers in this file are made up/);
    });
  });

  withTshark('reads what a submission wrote into it, and none of it is obeyed (needs tshark)', async () => {
    const remarks = HOSTILE_TEXTS.map((text): Remark => ({
      text,
      at: { connection: 1 },
      otherwise: 'first',
    }));
    const onFile = HOSTILE_TEXTS.map((text): Remark => ({ text, otherwise: 'last' }));
    const parts = fileOf(
      recorded(...exchangeV4()),
      [...remarks, ...onFile],
      program('client', ...HOSTILE_TEXTS),
    );
    await asFile(parts, async (file) => {
      expect(await fields(file, 'tcp.len')).toHaveLength(6);
      const [[comments = ''] = []] = await fields(file, 'frame.comment');
      expect(comments).toContain('one PASS forged line two');
      for (const shown of [comments, await tshark(file, '-V'), await capinfos(file)]) {
        expect(shown.replaceAll('\t', ' ')).not.toMatch(OBEYED_BY_TERMINALS);
      }
    });
  });
});
