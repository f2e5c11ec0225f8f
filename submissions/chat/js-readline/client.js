const net = require('net');
const readline = require('readline');

const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
const socket = net.connect({ port: 54 }, () => console.log('connected, type BYE to leave'));

rl.on('line', (line) => {
  socket.write(line);
  if (line === 'BYE') {
    socket.end();
  }
});

socket.on('data', (data) => {
  const text = data.toString().trim();
  console.log('server: ' + text);
  if (text === 'BYE') {
    socket.end();
  }
});

socket.on('close', () => rl.close());
