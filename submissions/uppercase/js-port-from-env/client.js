const net = require('net');
const PORT = process.env.PORT || 12000;

const c = net.connect(PORT, 'localhost');
process.stdout.write('> ');
process.stdin.once('data', (line) => {
  c.write(line.toString().trim());
  process.stdin.pause();
});
c.on('data', (d) => console.log(d.toString()));
c.on('end', () => console.log('server closed the connection'));
