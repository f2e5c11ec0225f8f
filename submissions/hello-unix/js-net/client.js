const net = require('net');

const socket = net.createConnection({ path: 'chat.sock' }, () => socket.write('HELLO'));

socket.on('data', (data) => {
  console.log(data.toString());
  socket.end();
});
