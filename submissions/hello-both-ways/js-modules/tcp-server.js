import net from 'net';

const PORT = 53;
const HOST = '127.0.0.1';

net
  .createServer((sock) => {
    console.log(`CONNECTED: ${sock.remoteAddress}:${sock.remotePort}`);
    sock.on('data', (data) => {
      console.log(`DATA ${sock.remoteAddress}: ${data}`);
      sock.write('HELLO');
    });
    sock.on('close', () => {
      console.log('CLOSED');
    });
  })
  .listen(PORT, HOST);

console.log(`Server listening on ${HOST}:${PORT}`);
