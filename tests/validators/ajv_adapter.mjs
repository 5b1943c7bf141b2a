// A ringtrue parser adapter around ajv: takes a message if the contract's exported schema does.
//
//   npm ci && ringtrue run CONTRACT --parser 'node ajv_adapter.mjs SCHEMA [UNSUPPORTED MESSAGE]...'

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [exported, ...unsupported] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(exported, 'utf8'));
const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
addFormats(ajv);
ajv.addSchema(schema);

/** What becomes of one message. The value is left out: JavaScript keeps numbers as doubles. */
function outcome({ contract, message, base64 }) {
  if (schema.$id.split(':')[2] !== contract || unsupported.includes(message)) {
    return { outcome: 'unsupported' };
  }
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${encodeURIComponent(message)}`);
  if (validate === undefined) return { outcome: 'unsupported' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
    if (validate(JSON.parse(text))) return { outcome: 'accept' };
    return { outcome: 'reject', reason: ajv.errorsText(validate.errors).slice(0, 200) };
  } catch (error) {
    return { outcome: 'reject', reason: String(error.message).slice(0, 200) };
  }
}

createInterface({ input: process.stdin, crlfDelay: Infinity }).on('line', (line) => {
  const asked = JSON.parse(line);
  const reply = asked.hello ? asked : { id: asked.id, ...outcome(asked) };
  process.stdout.write(JSON.stringify(reply) + '\n');
});
