var net = require('net');
var readline = require('readline');

var rl = readline.createInterface({ input: process.stdin, output: process.stdout });
var client = new net.Socket();

client.connect(12000, 'localhost', function () {
    rl.question('Type something in lowercase: ', function (answer) {
        client.write(answer);
    });
});

client.on('data', function (data) {
    console.log('Server says: ' + data);
    client.end();
    rl.close();
});
