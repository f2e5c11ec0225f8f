const net = require('net');
const readline = require('readline/promises');

const socket = net.connect(9000, 'localhost', async () => {
  const keyboard = readline.createInterface({ input: process.stdin, output: process.stdout });
  for (;;) {
    const request = await keyboard.question('request? ');
    if (request === 'quit') break;
    socket.write(request);
    const [reply] = await require('events').once(socket, 'data');
    console.log('reply:', reply.toString());
  }
  keyboard.close();
  socket.end();
});
