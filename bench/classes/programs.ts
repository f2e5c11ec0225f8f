/** What generated students hand in for `uppercase`: right and wrong programs, each with its author's name in it. */

const SERVER = `from socket import *
# AUTHOR
s = socket(AF_INET, SOCK_STREAM)
s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
s.bind(('', 12000))
s.listen(1)
connection, address = s.accept()
connection.send(connection.recv(1024).decode().upper().encode())
connection.close()
s.close()
`;

const CLIENT = `from socket import *
# AUTHOR
s = socket(AF_INET, SOCK_STREAM)
s.connect(('localhost', 12000))
s.send(input('Input lowercase sentence: ').encode())
print('From Server:', s.recv(1024).decode())
s.close()
`;

const REPLY = /connection\.send\(.*\)\n/;

/** In the order in which the students take turns. */
const VARIANTS: readonly { server?: string; client?: string }[] = [
  { server: SERVER, client: CLIENT },
  { server: SERVER, client: CLIENT },
  { server: SERVER.replace(REPLY, "connection.recv(1024)\nconnection.send(b'HELLO')\n"), client: CLIENT },
  { server: SERVER, client: CLIENT },
  { server: SERVER.replaceAll('12000', '9999'), client: CLIENT },
  { server: SERVER, client: CLIENT },
  { server: SERVER.replace(REPLY, 'connection.recv(1024)\nconnection.recv(1024)\n'), client: CLIENT },
  { server: SERVER, client: CLIENT },
  { server: SERVER.replace('s.listen(1)', 's.listen(1'), client: CLIENT },
  { server: SERVER },
];

/** The programs of the student with this number: name of the file, and its text. */
export function programsOf(number: number, author: string): Record<string, string> {
  const { server, client } = VARIANTS[number % VARIANTS.length] ?? {};
  const files = { 'server.py': server, 'client.py': client };
  return Object.fromEntries(
    Object.entries(files).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, text.replace('AUTHOR', author)]],
    ),
  );
}
