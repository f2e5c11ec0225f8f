const dgram = require('dgram');
const readline = require('readline');

const client = dgram.createSocket('udp4');
const rl = readline.createInterface({ input: process.stdin, output: process.stdout });

rl.question('Text: ', (line) => {
  rl.close();
  client.send(Buffer.from(line), 12000, 'localhost', (err) => {
    if (err) client.close();
  });
});

client.on('message', (msg) => {
  console.log(msg.toString());
  client.close();
});
