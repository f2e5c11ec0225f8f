const net = require('net');
const readline = require('readline');

const rl = readline.createInterface({ input: process.stdin, output: process.stdout });

const server = net.createServer((socket) => {
  console.log('client joined');

  socket.on('data', (data) => {
    const text = data.toString().trim();
    console.log('client: ' + text);
    if (text === 'BYE') {
      socket.end();
    }
  });

  rl.on('line', (line) => {
    socket.write(line);
    if (line === 'BYE') {
      socket.end();
    }
  });

  socket.on('close', () => {
    console.log('chat is over');
    rl.close();
    server.close();
  });
});

server.listen(54);
