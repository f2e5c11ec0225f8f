const net = require('net');
const readline = require('readline');

const socket = net.connect(5555, 'localhost');
const keyboard = readline.createInterface({ input: process.stdin });
let waiting = false;
const later = [];

function say(line) {
  if (waiting) {
    later.push(line);
    return;
  }
  waiting = true;
  socket.write(line);
  if (line === 'BYE') {
    keyboard.close();
    socket.end();
  }
}

keyboard.on('line', say);
socket.on('data', (data) => {
  console.log('server:', data.toString());
  waiting = false;
  if (data.toString().trim() === 'BYE') {
    keyboard.close();
    socket.end();
  } else if (later.length > 0) say(later.shift());
});
socket.on('end', () => {
  keyboard.close();
  socket.end();
});
