'use strict';

// The faye client as a consumer under test: RINGTRUE_URL says where, RINGTRUE_ACK_URL who wants to
// know what it understood. TRANSPORT: long-polling or websocket; both if it is not set.

const { Client } = require('faye');

const ack = (id) => process.env.RINGTRUE_ACK_URL && id !== undefined && fetch(process.env.RINGTRUE_ACK_URL, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ id, outcome: 'accept' }),
}).catch(() => {});

const client = new Client(process.env.RINGTRUE_URL);
['websocket', 'eventsource', 'callback-polling']
  .filter((name) => process.env.TRANSPORT && name !== process.env.TRANSPORT)
  .forEach((name) => client.disable(name));
// What is subscribed to hears data alone: the mark stands in the message, which is handed on at once.
let mark;
client.addExtension({
  incoming(message, pass) {
    mark = message.id;
    if (message.channel === '/ringtrue/control') setImmediate(obey, message.data);
    pass(message);
  },
});
const heard = () => ack(mark);

const more = {};
function obey(asked) {
  if (!asked) return;
  if (asked.please === 'publish') client.publish(asked.channel, asked.data).then(null, () => {});
  if (asked.please === 'subscribe') more[asked.channel] = client.subscribe(asked.channel, heard);
  if (asked.please === 'unsubscribe') more[asked.channel].cancel();
  if (asked.please === 'leave') client.disconnect();
}

client.subscribe('/ringtrue/**', heard).then(null, () => {});
client.subscribe('/ringtrue/events', () => {}).then(null, () => {});
setInterval(() => {}, 1000);
