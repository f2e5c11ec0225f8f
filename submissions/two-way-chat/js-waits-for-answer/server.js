const net = require('net');
const readline = require('readline');

const server = net.createServer((socket) => {
  const keyboard = readline.createInterface({ input: process.stdin });
  const stop = () => {
    keyboard.close();
    socket.end();
    server.close();
  };
  keyboard.on('line', (line) => {
    socket.write(line);
    if (line === 'BYE') stop();
  });
  socket.on('data', (data) => {
    console.log('client:', data.toString());
    if (data.toString().trim() === 'BYE') stop();
  });
  socket.on('end', stop);
});
server.listen(5555);
