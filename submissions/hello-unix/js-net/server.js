const net = require('net');

const server = net.createServer((socket) => {
  socket.on('data', (data) => {
    console.log(data.toString());
    socket.end('HELLO');
    server.close();
  });
});

server.listen('chat.sock', () => console.log('waiting at chat.sock'));
