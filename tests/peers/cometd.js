'use strict';

// cometd-nodejs-server as a subject: node cometd.js [PORT]   (0 or nothing: any free port)
// HOLD_MS: how long a connect is held, in milliseconds (3000).
// DENY_HANDSHAKE=1: a policy refuses every handshake (off).

console.log = console.error;

const http = require('http');
const cometd = require('cometd-nodejs-server');
const ack = require('cometd-nodejs-server/ack-extension');

const port = Number(process.argv[2] || 0);
const hold = Number(process.env.HOLD_MS || 3000);

const bayeux = cometd.createCometDServer({ timeout: hold });
// Does nothing for a client that does not ask for it in its handshake.
bayeux.addExtension(new ack.AcknowledgedMessagesExtension());
if (process.env.DENY_HANDSHAKE === '1') {
  bayeux.policy = { canHandshake: (session, message, callback) => callback(undefined, false) };
}

const server = http.createServer((request, response) => {
  const path = request.url.split('?')[0];
  if (path === '/bayeux' || path.startsWith('/bayeux/')) return bayeux.handle(request, response);
  response.writeHead(404, { 'Content-Type': 'text/plain' });
  response.end('no such path\n');
});

process.on('SIGTERM', () => process.exit(0));

server.listen(port, '127.0.0.1', () => {
  process.stdout.write(`URL http://localhost:${server.address().port}/bayeux\n`);
});
