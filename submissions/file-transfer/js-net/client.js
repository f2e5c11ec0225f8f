const fs = require('fs');
const net = require('net');
const readline = require('readline');

const keyboard = readline.createInterface({ input: process.stdin, output: process.stdout });
keyboard.question('file name: ', (name) => {
  keyboard.close();
  const chunks = [];
  const socket = net.connect(6000, 'localhost', () => {
    const header = Buffer.alloc(4);
    header.writeUInt32BE(Buffer.byteLength(name));
    socket.write(Buffer.concat([header, Buffer.from(name)]));
  });
  socket.on('data', (data) => chunks.push(data));
  socket.on('end', () => {
    const all = Buffer.concat(chunks);
    fs.writeFileSync('received-' + name, all.subarray(4, 4 + all.readUInt32BE(0)));
  });
});
