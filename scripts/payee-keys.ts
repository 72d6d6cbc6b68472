import { readFileSync } from 'node:fs';
import { addPayeeKey, newPayeeKeys } from '../adapters/payees/keys.ts';

/**
 * `npm --silent run payees:keys`: prints a new key file. With the name of one: prints the same with one more key, which
 * seals from then on; see docs/runbooks/key-rotation.md.
 */
const [file] = process.argv.slice(2);
const keyId = new Date().toISOString().slice(0, 10);
process.stdout.write(file === undefined ? newPayeeKeys(keyId) : addPayeeKey(readFileSync(file, 'utf8'), keyId));
