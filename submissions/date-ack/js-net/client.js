const net = require('net');

const socket = net.connect(8000, '127.0.0.1');
socket.on('data', (date) => {
  console.log('It is', date.toString());
  socket.end('ACK');
});
