'use strict';

// The CometD client as a consumer under test: RINGTRUE_URL says where, RINGTRUE_ACK_URL who wants
// to know what it understood. TRANSPORT: long-polling or websocket; both if it is not set.

console.log = console.error;
require('cometd-nodejs-client').adapt();
const { CometD } = require('cometd');

const url = process.env.RINGTRUE_URL;
const ack = (id) => process.env.RINGTRUE_ACK_URL && id !== undefined && fetch(process.env.RINGTRUE_ACK_URL, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ id, outcome: 'accept' }),
}).catch(() => {});

const client = new CometD();
if (process.env.TRANSPORT) {
  client.getTransportTypes().filter((name) => name !== process.env.TRANSPORT)
    .forEach((name) => client.unregisterTransport(name));
}
client.configure({ url, logLevel: 'warn' });

const more = {};
function heard(message) {
  ack(message.id);
  const asked = message.channel === '/ringtrue/control' && message.data;
  if (!asked) return;
  if (asked.please === 'publish') client.publish(asked.channel, asked.data);
  if (asked.please === 'subscribe') more[asked.channel] = client.subscribe(asked.channel, heard);
  if (asked.please === 'unsubscribe') client.unsubscribe(more[asked.channel]);
  if (asked.please === 'leave') client.disconnect();
}

client.addListener('/meta/handshake', (reply) => {
  if (!reply.successful) return;
  client.batch(() => {
    client.subscribe('/ringtrue/**', heard);
    client.subscribe('/ringtrue/events', () => {});
  });
});
client.handshake();
setInterval(() => {}, 1000);
