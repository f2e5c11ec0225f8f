const net = require('net');

const socket = net.connect({ port: 9000, host: '::1' }, () => socket.write('HELLO'));
socket.on('data', (data) => {
  console.log(data.toString());
  socket.end();
});
