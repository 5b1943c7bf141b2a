#!/usr/bin/env node
// A ringtrue adapter: put your own parser in `understand`.
const { createInterface } = require('node:readline');

const contracts = ['axp-engagement', 'bayeux', 'gws-interactions'];

// What `bytes` say; throws if they are refused, undefined if the message is not supported.
function understand(contract, message, bytes) {
  if (!contracts.includes(contract)) return undefined;
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const value = JSON.parse(text);
  if (value === null || typeof value !== 'object') throw new Error('neither object nor array');
  return value;
}

function answer({ id, contract, message, base64 }) {
  try {
    const value = understand(contract, message, Buffer.from(base64, 'base64'));
    if (value === undefined) return JSON.stringify({ id, outcome: 'unsupported' });
    return JSON.stringify({ id, outcome: 'accept', value });
  } catch (error) {
    return JSON.stringify({ id, outcome: 'reject', reason: String(error.message).slice(0, 200) });
  }
}

createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
  const asked = JSON.parse(line);
  process.stdout.write((asked.hello ? line : answer(asked)) + '\n');
});
