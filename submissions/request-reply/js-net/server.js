const net = require('net');

const server = net.createServer((socket) => {
  socket.setEncoding('utf8');
  socket.on('data', (request) => socket.write(String(request.trim().length)));
});
server.listen(9000, () => console.log('listening'));
