const net = require('net');
const readline = require('readline');

const socket = net.connect(12001, '127.0.0.1');
const keyboard = readline.createInterface({ input: process.stdin, output: process.stdout });
keyboard.question('> ', (line) => socket.write(line));
socket.on('data', (data) => {
  console.log(String(data));
  keyboard.close();
  socket.end();
});
