'use strict';

// A Bayeux client as somebody would write one: node client.js cometd|faye URL TRANSPORT
// Two clients connect; the first subscribes to /news/* and the second publishes; then both leave.
// TRANSPORT: long-polling or websocket. STAY_MS: how long they stay connected, in milliseconds (1500).
// Exit 0 if everything arrived as it was sent.

console.log = console.error;

const [kind, url, transport] = process.argv.slice(2);
const NEWS = [{ title: 'one' }, { title: 'zwei', tags: ['ä', '\u{1F600}'] }, { title: 'three', n: 3.5 }];

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

async function cometd() {
  require('cometd-nodejs-client').adapt();
  const { CometD } = require('cometd');
  const open = () => new Promise((done, failed) => {
    const client = new CometD();
    client.getTransportTypes().filter((name) => name !== transport)
      .forEach((name) => client.unregisterTransport(name));
    client.configure({ url, logLevel: 'warn', maxNetworkDelay: 10000 });
    client.handshake((reply) => (reply.successful ? done(client) : failed(new Error(JSON.stringify(reply)))));
  });
  const [reader, writer] = [await open(), await open()];
  return {
    subscribe: (channel, hear) => new Promise((done) => { reader.subscribe(channel, (m) => hear(m.data), done); }),
    publish: (channel, data) => new Promise((done) => { writer.publish(channel, data, done); }),
    leave: () => Promise.all([reader, writer].map((c) => new Promise((done) => { c.disconnect(done); }))),
  };
}

async function faye() {
  const { Client } = require('faye');
  const open = () => {
    const client = new Client(url, { timeout: 30 });
    // Its handshake goes over HTTP whatever comes after it.
    ['websocket', 'eventsource', 'callback-polling']
      .filter((name) => name !== transport).forEach((name) => client.disable(name));
    return client;
  };
  const [reader, writer] = [open(), open()];
  return {
    subscribe: (channel, hear) => reader.subscribe(channel, hear),
    publish: (channel, data) => writer.publish(channel, data),
    leave: () => Promise.all([reader, writer].map((c) => c.disconnect())),
  };
}

async function main() {
  const heard = [];
  const session = await { cometd, faye }[kind]();
  await session.subscribe('/news/*', (data) => heard.push(data));
  for (const item of NEWS) await session.publish('/news/today', item);
  for (let turn = 0; turn < 200 && heard.length < NEWS.length; turn += 1) await pause(25);
  // Long enough for connects to be held and to end by themselves once.
  await pause(Number(process.env.STAY_MS || 1500));
  await session.leave();
  await pause(200);
  if (JSON.stringify(heard) !== JSON.stringify(NEWS)) throw new Error(`heard ${JSON.stringify(heard)}`);
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
