const net = require('net');

const client = net.createConnection({ port: 53, host: 'localhost' }, () => {
  console.log('connected to server!');
  client.write('HELLO');
  client.end();
});

client.on('close', () => {
  console.log('connection closed');
});
