/** Go, by `go build`, without fetching anything. */
import { gaveUpOn, readErrors, refusedBy, toolMissing } from '../compiler-errors.ts';
import { findTool, isThere } from '../tools.ts';
import { BUILD_FOLDER, seenFrom, type Workshop } from '../workshop.ts';
import { homedir } from 'node:os';
import { join, posix } from 'node:path';
import { COMMENT, folderOf, QUOTED } from './c-like.ts';
import type { BuildOrder, Built, Language, Source } from './language.ts';

const ERROR = /^(?:vet: )?(?<file>[^\n:#]+\.go):(?<line>\d+):(?:\d+:)? (?<message>[^\n]+)$/gm;

/** Shared by all builds, so that the standard library is compiled once; go(1) makes it safe for several at once. */
function buildCache(): string {
  return process.env.GOCACHE ?? join(homedir(), '.cache', 'go-build');
}

/** cgo would run a C compiler with the student's flags; the proxy would fetch what the student asks for. */
function environment(isModule: boolean, { isConfined, stage }: Workshop): Record<string, string> {
  return {
    GOCACHE: isConfined ? join(stage, BUILD_FOLDER, 'go-cache') : buildCache(),
    GO111MODULE: isModule ? 'on' : 'off',
    CGO_ENABLED: '0',
    GOPROXY: 'off',
    GOFLAGS: '-buildvcs=false',
    GOTOOLCHAIN: 'local',
    GOTELEMETRY: 'off',
  };
}

async function isInModule(file: string, stage: string): Promise<boolean> {
  for (let folder = folderOf(file); ; folder = posix.dirname(folder)) {
    if (await isThere(join(stage, folder, 'go.mod'))) return true;
    if (folder === '.') return false;
  }
}

async function buildOne(order: BuildOrder, go: string, workshop: Workshop): Promise<Built> {
  const { role, source, companions } = order;
  const cwd = folderOf(source.file);
  await workshop.buildFolder('.');
  const output = seenFrom(cwd, `${BUILD_FOLDER}/${role}`);
  // Files of one folder are one package, but two programs often lie side by side: name the files.
  const files = [source, ...companions].map(({ file }) => seenFrom(cwd, file));
  const env = environment(await isInModule(source.file, workshop.stage), workshop);
  const result = await workshop.run([go, 'build', '-o', output, ...files], { folder: cwd, env });
  const shown = ['go', 'run', ...files.map((file) => file.replace(/^\.\//, ''))];
  if (result.exitCode === 0) return { role, start: { argv: [output], shown, cwd, env: {} }, findings: [] };
  const errors = readErrors(result.stderr, ERROR, workshop.stage, cwd);
  if (result.gaveUp || errors.length === 0) return gaveUpOn(order, 'go build', result);
  return refusedBy({ code: 'does-not-compile', order, errors, does: 'does not compile' }, workshop);
}

async function build(orders: readonly BuildOrder[], workshop: Workshop): Promise<Built[]> {
  const tool = await findTool('go');
  if (tool === undefined) {
    const remedy = 'Install Go (Debian, Ubuntu: apt install golang-go).';
    return orders.map(({ role, source }) => toolMissing(role, source, 'the Go compiler', remedy));
  }
  return Promise.all(orders.map((order) => buildOne(order, tool, workshop)));
}

const isEntry = ({ code }: Source) => /\bfunc\s+main\s*\(/.test(code);

export const go: Language = {
  id: 'go',
  name: 'Go',
  extensions: ['.go'],
  tokens: new RegExp(`(?<comment>${COMMENT})|\`[^\`]*\`?|${QUOTED}`, 'g'),
  network: /"net(?:\/\w+)?"|"crypto\/tls"|\bsyscall\.SOCK_|\bunix\.SOCK_/,
  signs: [
    { deed: 'listen', pattern: /\b(?:net|tls)\.Listen(?:TCP|Unix)?\s*\(|\bListenAndServe(?:TLS)?\s*\(/gm },
    { deed: 'bind', pattern: /\bnet\.Listen(?:UDP|Packet|MulticastUDP)\s*\(/gm },
    { deed: 'receive-from', pattern: /\.\s*ReadFrom(?:UDP|UDPAddrPort)?\s*\(|\.\s*Read\s*\(/gm },
    { deed: 'send-to', pattern: /\.\s*WriteTo(?:UDP|UDPAddrPort)?\s*\(|\bsyscall\.Sendto\s*\(/gm },
    {
      deed: 'connect',
      pattern: /\b(?:net|tls)\.Dial(?:TCP|UDP|Timeout|Unix)?\s*\(|\bhttp\.(?:Get|Post)\s*\(/gm,
    },
    { deed: 'connect', pattern: /\.\s*DialContext\s*\(|\bnet\.Dialer\s*\{/gm },
    // A raw socket of the package net is one that asks.
    { deed: 'connect', pattern: /\bnet\.(?:ListenPacket|ListenIP|DialIP)\s*\(\s*["'`]ip4?:/gm },
  ],
  datagrams: /\b(?:Listen|Dial)(?:UDP|Packet)\b|["'`]udp[46]?["'`]/,
  ports: {
    places: [
      { side: 'own', call: /\b(?:net|tls)\.Listen\w*\s*\(/g, at: 1 },
      { side: 'own', call: /\bListenAndServe(?:TLS)?\s*\(/g, at: 0 },
      { side: 'peer', call: /\b(?:net|tls)\.Dial(?:Timeout)?\s*\(/g, at: 1 },
      { side: 'peer', call: /\bnet\.Dial(?:TCP|UDP)\s*\(/g, at: 2 },
      { side: 'either', call: /\bnet\.Resolve(?:TCP|UDP)Addr\s*\(/g, at: 1 },
    ],
    environment: /\bos\.(?:Getenv|LookupEnv)\s*\(\s*"PORT"/,
    argument: /\b(?:os\.Args|arguments|args)\s*\[\s*(\d)\s*\]/g,
    firstArgument: 1,
  },
  lines: [
    /\.\s*Read(?:String|Bytes|Line|Slice)\s*\(|\bbufio\.NewScanner\s*\(/,
    /\bbufio\.New(?:Reader|Scanner)\s*\((?!\s*os\.Stdin)/,
  ],
  buffers: { writer: /\bbufio\.New(?:Writer|ReadWriter)\s*\(/, flush: /\.\s*Flush\s*\(/ },
  display: /"(?:fyne\.io|gioui\.org)[^"]*"/,
  isEntry,
  uses: (source, others) =>
    others.filter(
      (other) =>
        folderOf(other.file) === folderOf(source.file) && !isEntry(other) && !other.file.endsWith('_test.go'),
    ),
  build,
};
