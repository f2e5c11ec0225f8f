const net = require('net');

const server = net.createServer(function (socket) {
  console.log('A new connection has been established.');

  socket.on('data', function (chunk) {
    const message = chunk.toString().trim();
    console.log(`Data received from client: ${message}`);
    if (message === 'BYE') {
      socket.end();
    } else {
      socket.write('Message received');
    }
  });

  socket.on('end', function () {
    console.log('Closing connection with the client');
  });

  socket.on('error', function (err) {
    console.log(`Error: ${err}`);
  });
});

server.listen(54, function () {
  console.log('Server listening for connection requests on socket localhost:54');
});
