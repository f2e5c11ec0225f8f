const net = require('net');
const readline = require('readline');

const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
const client = net.createConnection({ host: 'localhost', port: 54 }, ask);

function ask() {
  rl.question('You: ', function (text) {
    client.write(text);
    if (text === 'BYE') {
      client.end();
      rl.close();
    }
  });
}

client.on('data', function (data) {
  console.log('Server: ' + data);
  if (data.toString().trim() === 'BYE') {
    client.end();
    rl.close();
  } else {
    ask();
  }
});

client.on('close', function () {
  rl.close();
});
