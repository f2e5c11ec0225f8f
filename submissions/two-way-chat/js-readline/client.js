const net = require('net');
const readline = require('readline');

const socket = net.connect(5555, 'localhost');
const keyboard = readline.createInterface({ input: process.stdin });
const stop = () => {
  keyboard.close();
  socket.end();
};
keyboard.on('line', (line) => {
  socket.write(line);
  if (line === 'BYE') stop();
});
socket.on('data', (data) => {
  console.log('server:', data.toString());
  if (data.toString().trim() === 'BYE') stop();
});
socket.on('end', stop);
