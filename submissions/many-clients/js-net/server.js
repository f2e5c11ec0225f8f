const net = require('net');

net.createServer((socket) => {
  socket.on('data', (data) => socket.write(data.toString().toUpperCase()));
  socket.on('error', () => socket.destroy());
}).listen(12001);
