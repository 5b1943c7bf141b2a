'use strict';

// faye as a subject: node faye.js [PORT]   (0 or nothing: any free port)
// HOLD_MS: how long a connect is held, in milliseconds (3000).

// faye prints a stack trace with console.log when a websocket frame is
// malformed; stdout is kept for the URL line alone.
console.log = console.error;

const http = require('http');
const faye = require('faye');

const port = Number(process.argv[2] || 0);
const hold = Number(process.env.HOLD_MS || 3000);

const server = http.createServer((request, response) => {
  response.writeHead(404, { 'Content-Type': 'text/plain' });
  response.end('no such path\n');
});
const adapter = new faye.NodeAdapter({ mount: '/bayeux', timeout: hold / 1000 });
adapter.attach(server);

process.on('SIGTERM', () => process.exit(0));

server.listen(port, '127.0.0.1', () => {
  process.stdout.write(`URL http://localhost:${server.address().port}/bayeux\n`);
});
