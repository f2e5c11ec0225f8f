import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline/promises';
import { once } from 'node:events';

const socket = createSocket('udp4');
const keyboard = createInterface({ input: process.stdin, output: process.stdout });
for (let round = 0; round < 2; round += 1) {
  socket.send(await keyboard.question('> '), 12000, '127.0.0.1');
  const [answer] = await once(socket, 'message');
  console.log(answer.toString());
}
keyboard.close();
socket.close();
