import { describe, expect, test } from 'vitest';
import { LANGUAGES, languageOf } from '../../harness/submission/languages/registry.ts';
import type { Source } from '../../harness/submission/languages/language.ts';
import { nameStrength, roleByName } from '../../harness/submission/names.ts';
import { writtenPaths } from '../../harness/submission/paths.ts';
import { portArguments, readsPortVariable, writtenPorts } from '../../harness/submission/ports.ts';
import { readCode } from '../../harness/submission/read-code.ts';
import { leaveWords } from '../../harness/submission/words.ts';

function sourceOf(file: string, text: string): Source {
  const language = languageOf(file);
  if (language === undefined) throw new Error(file);
  return { file, language, text, ...readCode(text, language.tokens) };
}

describe('the port that is written into a program', () => {
  test.each([
    ['a.py', "s.bind(('', 12000))", 'server', [12000]],
    ['a.py', "HOST, PORT = 'localhost', 8000\ns.bind((HOST, PORT))", 'server', [8000]],
    ['a.py', "ADDR = ('', 9999)\ns.bind(ADDR)", 'server', [9999]],
    [
      'a.py',
      'class S:\n  def __init__(self):\n    self.port = 5050\n    self.s.bind((self.host, self.port))',
      'server',
      [5050],
    ],
    ['a.py', "def run(host='localhost', port=65432):\n  s.connect((host, port))", 'client', [65432]],
    [
      'a.py',
      'port = int(sys.argv[1]) if len(sys.argv) > 1 else 12000\ns.connect((h, port))',
      'client',
      [12000],
    ],
    ['a.py', "PORT = int(os.environ.get('PORT', 7000))\ns.bind(('', PORT))", 'server', [7000]],
    ['a.py', "s.bind(('', 13000))\ns.sendto(b'x', ('localhost', 12000))", 'client', [12000, 13000]],
    ['a.py', "s.bind(('', 13000))\ns.sendto(b'x', ('localhost', 12000))", 'server', [13000, 12000]],
    ['a.py', "# PORT = 1\nport = int(input('port: '))\ns.bind(('', port))\ns.recv(1024)", 'server', []],
    ['a.py', "Server('localhost', 4455).run()", 'server', [4455]],
    ['a.py', "parser.add_argument('--port', type=int, default=8888)", 'server', [8888]],
    ['a.py', "asyncio.start_server(handle, '127.0.0.1', 8888)", 'server', [8888]],
    ['a.py', 's.bind((socket.gethostname(), 70000))', 'server', []],
    ['a.c', '#define PORT 8080\naddress.sin_port = htons(PORT);', 'server', [8080]],
    ['a.c', 'int port = 5051;\naddress.sin_port = htons(port);', 'client', [5051]],
    ['a.c', 'address.sin_port = htons(5566); recv(fd, buffer, 1024, 0);', 'client', [5566]],
    ['a.c', '#define PORT "3490"\ngetaddrinfo(NULL, PORT, &hints, &result);', 'server', [3490]],
    ['a.c', 'int port = argc > 1 ? atoi(argv[1]) : 6000;\nx.sin_port = htons(port);', 'server', [6000]],
    ['A.java', 'new ServerSocket(6789, 50);', 'server', [6789]],
    ['A.java', 'private static final int PORT = 3000;\nnew Socket("localhost", PORT);', 'client', [3000]],
    [
      'A.java',
      'byte[] b = new byte[1024]; new DatagramPacket(b, b.length, address, 9876);',
      'client',
      [9876],
    ],
    ['A.java', 'new DatagramPacket(b, 1024);', 'client', []],
    ['A.java', 's.bind(new InetSocketAddress("localhost", 4444));', 'server', [4444]],
    ['a.js', "server.listen(8080, '0.0.0.0', () => {});", 'server', [8080]],
    ['a.js', "const options = { port: 33333, host: 'x' };\nnet.connect(options);", 'client', [33333]],
    ['a.js', 'const PORT = process.env.PORT || 3000;\nserver.listen(PORT);', 'server', [3000]],
    [
      'a.js',
      "const PORT = 41234;\nclient.send(message, 0, message.length, PORT, 'localhost');",
      'client',
      [41234],
    ],
    ['a.ts', 'const port: number = 7777;\nserver.listen({ port });', 'server', [7777]],
    ['a.go', 'net.Listen("tcp", ":8080")', 'server', [8080]],
    ['a.go', 'const PORT = ":9000"\nnet.Dial("tcp", "localhost"+PORT)', 'client', [9000]],
    ['a.go', 'net.ListenUDP("udp", &net.UDPAddr{Port: 8081})', 'server', [8081]],
  ] as const)('%s: %s (%s)', (file, text, role, ports) => {
    expect(writtenPorts(sourceOf(file, text), [], role)).toEqual(ports);
  });
});

describe('the path of a unix socket that is written into a program', () => {
  test.each([
    ['a.py', "s = socket(AF_UNIX)\ns.connect('./chat.sock')", ['chat.sock']],
    ['a.py', "PATH = 'talk'\ns = socket(AF_UNIX)\ns.bind(PATH)\nprint('waiting')", ['talk']],
    [
      'a.py',
      "s = socket(AF_UNIX)\nopen('/tmp/log.txt')\ns.bind('/tmp/x.sock')",
      ['/tmp/x.sock', '/tmp/log.txt'],
    ],
    ['a.py', "s = socket(AF_UNIX)\ns.connect('\\0hidden')", ['@hidden']],
    ['a.py', "s = socket(AF_INET)\ns.connect(('localhost', 9000))", []],
    ['a.c', 'socket(AF_UNIX, SOCK_STREAM, 0); strcpy(address.sun_path, "chat");', ['chat']],
    ['a.c', '#define SOCKET_PATH "chat.sock"\nsocket(AF_LOCAL, SOCK_STREAM, 0);', ['chat.sock']],
    ['A.java', 'SocketChannel.open(UnixDomainSocketAddress.of("chat.sock"))', ['chat.sock']],
    ['a.js', "net.createConnection({ path: 'chat.sock' })", ['chat.sock']],
    ['a.go', 'net.Dial("unix", "/tmp/talk")', ['/tmp/talk']],
  ])('%s: %s', (file, text, paths) => {
    expect(writtenPaths([sourceOf(file, text)])).toEqual(paths);
  });
});

describe('a port from outside', () => {
  test.each([
    ['a.py', "port = int(sys.argv[1])\ns.bind(('', port))", ['{port}']],
    ['a.py', 'host = sys.argv[1]\nport = int(sys.argv[2])', ['{host}', '{port}']],
    ['a.py', 'name = sys.argv[1]\nport = int(sys.argv[2])', undefined],
    ['a.py', 'print("usage", sys.argv[0])', undefined],
    ['a.c', 'portno = atoi(argv[1]);', ['{port}']],
    ['a.c', 'server = gethostbyname(argv[1]); x.sin_port = htons(atoi(argv[2]));', ['{host}', '{port}']],
    ['A.java', 'int port = Integer.parseInt(args[0]);', ['{port}']],
    ['a.js', 'const port = Number(process.argv[2]);', ['{port}']],
    ['a.go', 'PORT := ":" + os.Args[1]', ['{port}']],
  ])('%s by its arguments: %s', (file, text, words) => {
    expect(portArguments(sourceOf(file, text))).toEqual(words);
  });

  test.each([
    ['a.py', "port = int(os.environ['PORT'])", true],
    ['a.py', 'port = int(os.getenv("PORT", 12000))', true],
    ['a.py', "# os.environ['PORT']", false],
    ['a.py', "home = os.environ['HOME']", false],
    ['a.c', 'char *port = getenv("PORT");', true],
    ['A.java', 'String port = System.getenv("PORT");', true],
    ['a.js', 'server.listen(process.env.PORT || 8080)', true],
    ['a.js', 'const { PORT = 8080 } = process.env;', true],
    ['a.go', 'port := os.Getenv("PORT")', true],
  ])('%s by the environment: %s', (file, text, reads) => {
    expect(readsPortVariable([sourceOf(file, text)])).toBe(reads);
  });
});

describe('words that end a program', () => {
  test.each([
    ['a.py', "if msg == 'exit':\n    break", ['exit']],
    ['a.py', "while message.lower().strip() != 'bye':", ['bye']],
    ['a.py', 'if text in (\'Quit\', "q"):', ['Quit', 'q']],
    ['a.py', "if not line == '':\n  pass", ['']],
    ['a.py', "if data == b'':\n  break", []],
    ['a.py', "print('type exit to quit')\nx = 'exit'", []],
    ['a.py', "# if msg == 'exit'", []],
    ['a.py', "if sentence == '\\x18':", ['\u0018']],
    ['a.c', 'if (strncmp("exit", buff, 4) == 0) break;', ['exit']],
    ['a.c', 'if (!strcmp(buffer, "Bye\\n")) break;', ['Bye']],
    ['A.java', 'while (!line.equalsIgnoreCase("STOP")) {', ['STOP']],
    ['a.js', "if (line === 'end') socket.end();", ['end']],
    ['a.go', 'if strings.TrimSpace(string(text)) == "STOP" {', ['STOP']],
  ])('%s: %s', (file, text, words) => {
    expect(leaveWords([sourceOf(file, text)])).toEqual(words);
  });
});

describe('whole lines from the network', () => {
  test.each([
    ['a.py', "f = conn.makefile('r')\nf.readline()", true],
    ['a.py', "while b'\\n' not in data:\n    data += conn.recv(1024)", true],
    ['a.py', 'text = sys.stdin.readline()\nconn.recv(1024)', false],
    ['a.c', 'FILE *in = fdopen(fd, "r"); fgets(line, 100, in);', true],
    ['a.c', 'fgets(line, 100, stdin); recv(fd, line, 100, 0);', false],
    [
      'A.java',
      'BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream())); in.readLine();',
      true,
    ],
    ['A.java', 'Scanner k = new Scanner(System.in); k.nextLine(); s.getInputStream().read(b);', false],
    ['a.js', 'readline.createInterface({ input: socket })', true],
    ['a.js', 'readline.createInterface({ input: process.stdin })', false],
    ['a.go', "bufio.NewReader(conn).ReadString('\\n')", true],
    ['a.go', "bufio.NewReader(os.Stdin).ReadString('\\n'); conn.Read(b)", false],
  ])('%s: %s', (file, text, reads) => {
    const { quoted, language } = sourceOf(file, text);
    expect(language.lines.every((sign) => sign.test(quoted))).toBe(reads);
  });
});

describe('what a name says', () => {
  test.each([
    ['server.py', 'server'],
    ['TCPServer.py', 'server'],
    ['chatserver.py', 'server'],
    ['my srv.c', 'server'],
    ['sever.py', 'server'],
    ['socS.py', 'server'],
    ['tcp_s.py', 'server'],
    ['server/main.py', 'server'],
    ['client/server.py', 'server'],
    ['Client.java', 'client'],
    ['UPDClient.py', 'client'],
    ['cilent.py', 'client'],
    ['SocClient2.java', 'client'],
    ['Task 05 [greet_client).py', 'client'],
    ['socC.py', 'client'],
    ['main.py', undefined],
    ['client_server.py', undefined],
    ['utils.py', undefined],
    ['classes.py', undefined],
    ['s.py', undefined],
  ])('%s: %s', (file, role) => {
    expect(roleByName(file)).toBe(role);
  });

  test('the plainest name is the strongest', () => {
    const names = ['server.py', 'TCPServer.py', 'server_old.py', 'sever.py', 'server/x.py', 'x.py'];
    const strengths = names.map((name) => nameStrength(name, 'server'));
    expect(strengths).toEqual([...strengths].sort((a, b) => b - a));
    expect(new Set(strengths).size).toBe(names.length);
  });
});

test('what is blanked keeps its place', () => {
  for (const language of LANGUAGES) {
    const text = 'a = "b" // c\r\n/* d\n e */ \'f\' # g\n"unclosed\nh `i\nj` """k\nl""" m\n';
    const { code, quoted } = readCode(text, language.tokens);
    expect(code).toHaveLength(text.length);
    expect(quoted).toHaveLength(text.length);
    expect(code.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
  }
});
