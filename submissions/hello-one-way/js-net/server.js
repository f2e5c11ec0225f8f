const net = require('net');

const server = net.createServer((socket) => {
  console.log('client connected');
  socket.on('data', (data) => {
    console.log('Received: ' + data.toString());
  });
  socket.on('end', () => {
    console.log('client disconnected');
  });
});

server.listen(53, () => {
  console.log('server listening on port 53');
});
