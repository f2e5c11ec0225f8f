const net = require('net');

net
  .createServer((socket) => {
    socket.once('data', (data) => {
      console.log(data.toString());
      socket.end('HELLO');
    });
  })
  .listen(9000, '::');
