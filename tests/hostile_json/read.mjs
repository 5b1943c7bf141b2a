// Tells of each text in a file of base64 lines whether Node reads it: `read` or `refused`. What is
// not UTF-8 is refused, as JSON.parse takes text; a byte order mark is left to it.
//
//   node read.mjs FILE

import { readFileSync } from 'node:fs';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

for (const line of readFileSync(process.argv[2], 'ascii').split('\n').slice(0, -1)) {
  try {
    JSON.parse(utf8.decode(Buffer.from(line, 'base64')));
    console.log('read');
  } catch {
    console.log('refused');
  }
}
