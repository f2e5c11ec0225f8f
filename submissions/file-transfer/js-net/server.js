const fs = require('fs');
const net = require('net');

net.createServer((socket) => {
  let request = Buffer.alloc(0);
  socket.on('error', (error) => console.error(error.message));
  socket.on('data', (data) => {
    request = Buffer.concat([request, data]);
    if (request.length < 4 || request.length < 4 + request.readUInt32BE(0)) return;
    const name = request.subarray(4, 4 + request.readUInt32BE(0)).toString();
    const header = Buffer.alloc(4);
    header.writeUInt32BE(fs.statSync(name).size);
    socket.write(header);
    fs.createReadStream(name).pipe(socket);
  });
}).listen(6000);
