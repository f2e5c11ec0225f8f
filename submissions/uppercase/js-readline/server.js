var net = require('net');

var HOST = '0.0.0.0';
var PORT = 12000;

net.createServer(function (sock) {
    console.log('CONNECTED: ' + sock.remoteAddress + ':' + sock.remotePort);

    sock.on('data', function (data) {
        console.log('DATA ' + sock.remoteAddress + ': ' + data);
        sock.write(data.toString().toUpperCase());
    });

    sock.on('close', function () {
        console.log('CLOSED: ' + sock.remoteAddress + ' ' + sock.remotePort);
    });
}).listen(PORT, HOST);

console.log('Server listening on ' + HOST + ':' + PORT);
