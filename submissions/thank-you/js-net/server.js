import { createServer } from 'node:net';

createServer((socket) => {
  socket.on('error', () => {});
  socket.end('Thank you for connecting!');
}).listen({ port: 12345, backlog: 5 });
