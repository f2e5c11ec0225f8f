const net = require('net');
const PORT = process.env.PORT || 12000;

net.createServer((c) => {
  c.setEncoding('utf8');
  c.once('data', (text) => c.end(text.toUpperCase()));
  c.on('error', (err) => console.error(err.message));
}).listen(PORT, () => console.log('listening on', PORT));
