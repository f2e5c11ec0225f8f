const fs = require('fs');
const net = require('net');
const path = require('path');

function respond(socket, status, body) {
  socket.write(`HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`);
  socket.end(body);
}

net.createServer((socket) => {
  let request = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    request += data;
    if (!request.includes('\r\n\r\n')) return;
    const [, url] = request.split(' ');
    if (url === '/') return respond(socket, '200 OK', Buffer.from('<h1>Häuptseite</h1>'));
    fs.readFile(path.join(__dirname, path.basename(url)), (error, body) => {
      if (error) respond(socket, '404 Not Found', Buffer.from('not found'));
      else respond(socket, '200 OK', body);
    });
  });
}).listen(8080);
