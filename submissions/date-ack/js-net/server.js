const net = require('net');

const two = (n) => String(n).padStart(2, '0');

const server = net.createServer((socket) => {
  const d = new Date();
  socket.write(
    `${two(d.getDate())}/${two(d.getMonth() + 1)}/${d.getFullYear()} ` +
      `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`,
  );
  socket.on('data', (ack) => {
    console.log('client:', ack.toString());
    socket.end();
  });
});
server.listen(8000);
