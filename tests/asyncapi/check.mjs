// Parses the contracts that are written in AsyncAPI with the reference parser of that format.
// One line per file: `ok <file>: <messages> messages, <schemas> schemas`, or its diagnostics.
// Exits 1 if any file has a diagnostic of severity error.
//
//   npm ci && npm run check              all contracts
//   node check.mjs path/to/asyncapi.yaml one file

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiagnosticSeverity, Parser } from '@asyncapi/parser';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const contracts = readdirSync(join(root, 'schemas')).map((name) => join(root, 'schemas', name, 'asyncapi.yaml'));

const named = process.argv.slice(2).map((file) => resolve(file));
const files = named.length > 0 ? named : contracts.filter((file) => existsSync(file));
if (files.length === 0) {
  console.error('no AsyncAPI contract found');
  process.exit(1);
}

const verdicts = [];
for (const file of files) verdicts.push(await parses(file));
process.exitCode = verdicts.every(Boolean) ? 0 : 1;

/** Prints what the parser says of one file; true if it found no error. */
async function parses(file) {
  const label = relative(root, file);
  const { document, diagnostics } = await new Parser().parse(readFileSync(file, 'utf8'), { source: file });
  const errors = diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Error);
  if (document === undefined || errors.length > 0) {
    for (const { code, message, path, range } of errors) {
      console.log(`${label}:${range.start.line + 1}: ${code}: ${message} (${path.join('.')})`);
    }
    if (errors.length === 0) console.log(`${label}: not parsed`);
    return false;
  }
  const { messages = {}, schemas = {} } = document.json().components ?? {};
  const hints = diagnostics.length > 0 ? `, ${diagnostics.length} hints` : '';
  console.log(`ok ${label}: ${Object.keys(messages).length} messages, ${Object.keys(schemas).length} schemas${hints}`);
  return true;
}
