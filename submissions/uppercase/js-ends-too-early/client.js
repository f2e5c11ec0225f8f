const net = require('net');
const readline = require('readline').createInterface({
  input: process.stdin,
  output: process.stdout
});

const client = net.createConnection(12000, '127.0.0.1');

readline.question('lowercase letters? ', text => {
  client.write(text);
  readline.close();
});

client.on('data', data => {
  console.log('Answer: ' + data);
  client.end();
});
