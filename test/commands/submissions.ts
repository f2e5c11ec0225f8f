/** Small submissions, written into a folder of the test's own. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The upper-case server and client of the textbook. */
export const UPPERCASE = {
  'server.py': `from socket import *
s = socket(AF_INET, SOCK_STREAM)
s.bind(('', 12000))
s.listen(1)
connection, address = s.accept()
connection.send(connection.recv(1024).decode().upper().encode())
connection.close()
s.close()
`,
  'client.py': `from socket import *
s = socket(AF_INET, SOCK_STREAM)
s.connect(('localhost', 12000))
s.send(input('Input lowercase sentence: ').encode())
print('From Server:', s.recv(1024).decode())
s.close()
`,
};

/** The same server with a reply that is not computed. */
export const FIXED_REPLY = {
  ...UPPERCASE,
  'server.py': UPPERCASE['server.py'].replace(
    /connection\.send\(.*\)\n/,
    "connection.recv(1024)\nconnection.send(b'HELLO')\n",
  ),
};

/** A server that accepts and then never does anything, and a client that waits for it. */
export const NEVER_ANSWERS = {
  ...UPPERCASE,
  'server.py': UPPERCASE['server.py'].replace(
    /connection\.send\(.*\)\n/,
    'import time\nwhile True:\n    time.sleep(1)\n',
  ),
};

export async function handIn(folder: string, files: Record<string, string>): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}
