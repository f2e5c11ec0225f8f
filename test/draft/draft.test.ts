/** Tasks written by `grade new` and `grade record`: read again from their files, proved, and graded with. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateNetwork } from '../../harness/network/private/private-network.ts';
import { grade, root, type Answer } from '../commands/grade.ts';

const noPrivate = privateNetwork().kind === 'refused';
const why = noPrivate ? ' (no private network here)' : '';

let folder: string;
const inFolder = (...words: string[]): Promise<Answer> => grade(words, { cwd: folder });
const sample = (name: string) => join(root, 'submissions', name);

async function specOf(id: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, 'specs', `${id}.json`), 'utf8')) as Record<string, unknown>;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sockmark-draft-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('grade new', () => {
  test('writes a task that is proved as it is, and writes over none', async () => {
    expect((await inFolder('new', 'from-template')).code).toBe(0);
    const wishes = ['--title', 'By post', '--transport', 'udp', '--port', '7000'];
    expect((await inFolder('new', 'as-wished', ...wishes)).code).toBe(0);
    expect(await specOf('as-wished')).toMatchObject({ title: 'By post', transport: 'udp', port: 7000 });
    const proof = await inFolder('verify', 'from-template', 'as-wished', '--specs', 'specs');
    expect(proof).toMatchObject({ code: 0, stdout: expect.stringMatching(/PROVED.*PROVED/s) as string });
    const again = await inFolder('new', 'from-template');
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('from-template.json') as string });
  });

  test('refuses a name that could not be called', async () => {
    expect(await inFolder('new', '../Up')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('../Up') as string,
    });
  });
});

interface Recorded {
  /** Of `submissions/`: the pair that is watched. */
  pair: string;
  server: string;
  client: string;
  types?: string[];
  spec: Record<string, unknown>;
  /** Samples that the draft has to give full marks, and not. */
  right: string;
  wrong: string;
}

const RECORDED: Recorded[] = [
  {
    pair: 'date-ack/py-strftime',
    server: 'python3 server.py',
    client: 'python3 client.py',
    spec: {
      port: 8000,
      messages: [{ from: 'server', time: '%d/%m/%Y %H:%M:%S' }, { from: 'client' }],
    },
    right: 'date-ack/py-strftime',
    wrong: 'date-ack/py-other-date',
  },
  {
    pair: 'uppercase/c-toupper',
    server: 'cc -o server server.c && ./server',
    client: 'cc -o client client.c && ./client',
    spec: { framing: { kind: 'line' }, messages: [{ typed: 'lowercase' }, { reply: 'upper' }] },
    right: 'uppercase/c-toupper',
    wrong: 'uppercase/py-fixed-reply',
  },
  {
    pair: 'chat/py-turns',
    server: 'python3 chatserver.py',
    client: 'python3 chatclient.py',
    spec: { port: 54, messages: [{ times: [2, 3] }], ends: { when: 'BYE', from: 'either' } },
    right: 'chat/java-scanner',
    wrong: 'chat/py-bye-one-side',
  },
  {
    pair: 'udp-uppercase/py-textbook',
    server: 'python3 UDPServer.py',
    client: 'python3 UDPClient.py',
    types: ['--client-types', 'a line of ours'],
    spec: { transport: 'udp', messages: [{ typed: 'lowercase' }, { reply: 'upper' }] },
    right: 'udp-uppercase/c-sendto',
    wrong: 'udp-uppercase/py-tcp',
  },
];

describe.skipIf(noPrivate)(`grade record${why}`, () => {
  test.concurrent.each(RECORDED)('$pair: is understood, proved, and grades others', async (recorded) => {
    const { pair, server, client, types = [], spec, right, wrong } = recorded;
    const id = `as-${pair.split('/')[0]}`;
    const drafted = await inFolder(
      'record',
      id,
      '--in',
      sample(pair),
      '--server',
      server,
      '--client',
      client,
      ...types,
      '--network',
      'private',
    );
    expect(drafted).toMatchObject({ code: 0, stdout: expect.stringContaining('PROVED') as string });
    expect(await specOf(id)).toMatchObject(spec);
    const check = (name: string) =>
      inFolder('check', `specs/${id}.json`, sample(name), '--network', 'private');
    const [full, less] = await Promise.all([check(right), check(wrong)]);
    expect(full).toMatchObject({ code: 0 });
    expect(less).toMatchObject({ code: 1 });
  });

  test('types all lines that are given, and a word that ends it is never a line like others', async () => {
    const programs = ['--server', 'python3 server.py', '--client', 'python3 client.py'];
    const pair = [...programs, '--in', join(root, 'test/fixtures/draft'), '--network', 'private'];
    const [given, madeUp] = await Promise.all([
      inFolder('record', 'given', ...pair, ...['20', '36.6'].flatMap((line) => ['--client-types', line])),
      inFolder('record', 'made-up', ...pair),
    ]);
    const farewell = [
      { from: 'client', text: 'end' },
      { from: 'server', text: 'goodbye' },
    ];
    expect(given).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/"end" was typed after/) as string,
    });
    expect(await specOf('given')).toMatchObject({
      messages: [
        { text: 'Temperature service' },
        ...[{ text: '20' }, { text: '68.0 F' }, { text: '36.6' }, { text: '97.9 F' }],
        ...farewell,
      ],
    });
    expect(madeUp).toMatchObject({ code: 0, stdout: expect.stringMatching(/"not a number" to/) as string });
    expect(await specOf('made-up')).toMatchObject({
      messages: [{}, { typed: 'line' }, {}, { typed: 'line' }, {}, ...farewell],
    });
  });

  test('names what it could not watch: no folder, a program that ends, two that say nothing', async () => {
    const pair = ['--server', 'python3 -c pass', '--client', 'python3 -c pass'];
    const [nowhere, ended] = await Promise.all([
      inFolder('record', 'none', ...pair, '--in', 'nowhere'),
      inFolder('record', 'none', ...pair),
    ]);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere') as string });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('waits on no port') as string });
  });
});
