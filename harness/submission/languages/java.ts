/** Java. */
import { COMMENT, folderOf, QUOTED, stemOf } from './c-like.ts';
import { buildJava, MAIN, packageRoot } from './java-build.ts';
import type { Language, Source } from './language.ts';

/** Those whose class is named in the source, and those of the same folder that cannot be started by themselves. */
function uses(source: Source, others: readonly Source[]): Source[] {
  const words = new Set(source.code.match(/\b[A-Z]\w*/g));
  const isNear = (other: Source) => packageRoot(other) === packageRoot(source);
  const isPart = (other: Source) => folderOf(other.file) === folderOf(source.file) && !MAIN.test(other.code);
  return others.filter((other) => isNear(other) && (words.has(stemOf(other.file)) || isPart(other)));
}

export const java: Language = {
  id: 'java',
  name: 'Java',
  extensions: ['.java'],
  tokens: new RegExp(`(?<comment>${COMMENT})|"""(?:\\\\[\\s\\S]|[^\\\\])*?"""|${QUOTED}`, 'g'),
  network: /\bjava\.(?:net|nio)\b|\bjavax\.net\b|\bcom\.sun\.net\b|Socket\b/,
  signs: [
    { deed: 'listen', pattern: /\bnew\s+(?:java\.net\.)?ServerSocket\s*\(|\bcreateServerSocket\s*\(/gm },
    {
      deed: 'listen',
      pattern: /\b(?:Asynchronous)?ServerSocketChannel\s*\.\s*open\s*\(|\bHttpServer\s*\.\s*create\s*\(/gm,
    },
    { deed: 'connect', pattern: /\bnew\s+(?:java\.net\.)?Socket\s*\(|\bcreateSocket\s*\(/gm },
    { deed: 'connect', pattern: /(?<!Server)\bSocketChannel\s*\.\s*open\s*\(/gm },
    { deed: 'bind', pattern: /\bnew\s+(?:java\.net\.)?(?:DatagramSocket|MulticastSocket)\s*\(\s*(?!\))/gm },
    { deed: 'bind', pattern: /\.\s*bind\s*\(/gm },
    { deed: 'send-to', pattern: /\.\s*send\s*\(/gm },
    { deed: 'receive-from', pattern: /\.\s*receive\s*\(/gm },
  ],
  datagrams: /\bDatagram(?:Socket|Channel)\b|\bMulticastSocket\b/,
  ports: {
    places: [
      {
        side: 'own',
        call: /\bnew\s+(?:java\.net\.)?(?:ServerSocket|DatagramSocket|MulticastSocket)\s*\(/g,
        at: 0,
      },
      { side: 'own', call: /\bcreateServerSocket\s*\(/g, at: 0 },
      { side: 'peer', call: /\bnew\s+(?:java\.net\.)?Socket\s*\(|\bcreateSocket\s*\(/g, at: 1 },
      { side: 'peer', call: /\bnew\s+(?:java\.net\.)?DatagramPacket\s*\(/g, at: 3 },
      { side: 'peer', call: /\bnew\s+(?:java\.net\.)?DatagramPacket\s*\(/g, at: 4 },
      { side: 'either', call: /\bnew\s+(?:java\.net\.)?InetSocketAddress\s*\(/g, at: 'last' },
    ],
    environment: /\bgetenv\s*\(\s*\)?\s*(?:\.\s*get(?:OrDefault)?\s*\(\s*)?"PORT"/,
    argument: /\bargs\s*\[\s*(\d)\s*\]/g,
    firstArgument: 0,
  },
  lines: [
    /\.\s*(?:readLine|nextLine)\s*\(/,
    /\b(?:BufferedReader|InputStreamReader|Scanner)\s*\([^;]{0,160}getInputStream/,
  ],
  buffers: {
    writer:
      /\bnew\s+(?:BufferedWriter|PrintWriter|OutputStreamWriter|BufferedOutputStream|ObjectOutputStream)\s*\((?![^;]{0,160}(?:System\.out|File))/,
    flush: /\.\s*flush\s*\(|,\s*true\s*\)/,
  },
  display: /\bimport\s+(?:javax\.swing\b|javafx\b|java\.awt\.(?:\*|event\b|Frame\b|Window\b))/,
  isEntry: ({ code }) => MAIN.test(code),
  uses,
  build: buildJava,
};
