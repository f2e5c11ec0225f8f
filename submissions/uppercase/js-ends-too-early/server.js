const net = require('net');

const server = net.createServer(socket => {
  console.log('new connection');
  socket.on('data', data => {
    console.log('got: ' + data);
    // one message only, so close the connection
    socket.end();
    const answer = data.toString().toUpperCase();
    socket.write(answer);
  });
});

server.listen(12000, '127.0.0.1');
console.log('Server is running on 12000');
