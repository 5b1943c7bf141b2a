// Validates the messages of a transcript with ajv, against a contract exported by `ringtrue schema`.
// One line per message, in order: its case, a tab, and `valid`, `invalid`, or why neither can be said.
//
//   npm ci && node check.mjs TRANSCRIPT SCHEMA

import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [transcript, exported] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(exported, 'utf8'));

// Strict in everything: a keyword that ajv does not know, or that speaks of another type, is an error.
const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: false });
addFormats(ajv);
ajv.addSchema(schema);
// The root compiles too: it is any message of the contract.
ajv.getSchema(schema.$id);

for (const line of readFileSync(transcript, 'utf8').split('\n')) {
  if (line === '') continue;
  const event = JSON.parse(line);
  if (event.kind !== 'message') continue;
  console.log(`${event.case}\t${verdict(event)}`);
}

/** What ajv makes of the body of a message. */
function verdict({ name, body }) {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${encodeURIComponent(name)}`);
  if (validate === undefined) return 'unknown';
  let value;
  try {
    value = JSON.parse(body.text ?? Buffer.from(body.base64, 'base64').toString('utf8'));
  } catch {
    return 'unreadable';
  }
  return validate(value) ? 'valid' : 'invalid';
}
