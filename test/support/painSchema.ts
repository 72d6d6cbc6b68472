import { copyFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { readStartEnv } from '../../adapters/env.ts';
import { sha256Of } from '../../scripts/servers/binaryCache.ts';
import { unpackWheel } from '../../scripts/servers/wheelDownload.ts';

const NAME = 'pain.001.001.09.xsd';
const SCHEMA_SHA256 = 'de038b373e47b0077b1832ddd81f4b2f1eb25d35721f62da1e38b7f5a09fda24';
/** A package under the MIT licence that brings the schemas of ISO 20022 along. */
const WHEEL = {
  package: 'sepaxml',
  version: '2.7.0',
  platform: 'any',
  sha256: '6644f695c66c2bf8f49065d4d7b0814da42140d03292131ec08e09798ad07b5d',
};

/** Fetched once, like the servers of the tests; what lies there is believed by its digest alone. */
async function painSchema(): Promise<string> {
  const { cacheDir } = readStartEnv(process.env);
  const file = path.join(cacheDir, NAME);
  const known = await sha256Of(file).catch(() => undefined);
  if (known === SCHEMA_SHA256) return readFile(file, 'utf8');
  const unpacked = await unpackWheel(WHEEL, path.join(cacheDir, 'downloads'));
  if ('nothing' in unpacked) throw new Error(`The schema of pain.001 cannot be had: ${unpacked.nothing}`);
  const found = path.join(unpacked.folder, 'sepaxml', 'schemas', NAME);
  if ((await sha256Of(found)) !== SCHEMA_SHA256) throw new Error(`${NAME} is not the one that is known`);
  await copyFile(found, file);
  await rm(unpacked.folder, { recursive: true });
  return readFile(file, 'utf8');
}

/** What xmllint says against a pain.001.001.09; empty for a valid one. */
export async function painProblems(xml: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'file.xml', contents: xml }],
    schema: [{ fileName: NAME, contents: await painSchema() }],
  });
  return errors.map(({ message }) => message);
}
