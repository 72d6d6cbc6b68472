import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { resolveBinary, type ResolutionStep } from '../../scripts/servers/resolveBinary.ts';

export type Browser = { file: string; args: string[] };

const CHECK_TIMEOUT_MS = 20_000;
const APT_TIMEOUT_MS = 300_000;
const DOWNLOAD_TIMEOUT_MS = 300_000;

const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** No sandbox: it is refused to root, and only our own pages are opened. */
const ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'];

const run = promisify(execFile);

const firstOnPath = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => INSTALLED.map((name) => path.join(folder, name)))
    .concat(MAC_CHROME)
    .find((file) => existsSync(file));

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? 'unknown';

const step = (name: string, find: () => Promise<string | undefined>, nothing: string): ResolutionStep => ({
  name,
  find: async () => {
    try {
      const file = await find();
      return file === undefined ? { nothing } : { file };
    } catch (error) {
      return { nothing: reasonOf(error) };
    }
  },
});

async function fromNpm(): Promise<string> {
  const { default: shipped } = await import('@sparticuz/chromium');
  return shipped.executablePath();
}

async function fromApt(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  await run('apt-get', ['update'], { timeout: APT_TIMEOUT_MS });
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { timeout: APT_TIMEOUT_MS });
  return firstOnPath();
}

async function fromPlaywright(): Promise<string> {
  const cli = path.resolve('node_modules', 'playwright-core', 'cli.js');
  await run(process.execPath, [cli, 'install', 'chromium'], { timeout: DOWNLOAD_TIMEOUT_MS });
  return chromium.executablePath();
}

/** It works when it shows a page to the library that will drive it; `--version` would succeed without its libraries. */
async function works(file: string): Promise<boolean> {
  try {
    const browser = await chromium.launch({
      executablePath: file,
      args: ARGS,
      headless: true,
      timeout: CHECK_TIMEOUT_MS,
    });
    try {
      const page = await browser.newPage();
      await page.setContent('<title>ready</title>');
      return (await page.title()) === 'ready';
    } finally {
      await browser.close();
    }
  } catch {
    return false;
  }
}

/** Finds a Chromium, installing one when this machine has none. */
export async function findBrowser(options: {
  named: string | undefined;
  say: (line: string) => void;
}): Promise<Browser> {
  const { named } = options;
  const file = await resolveBinary({
    program: 'Chromium',
    steps: [
      { ...step('CHROMIUM_PATH', () => Promise.resolve(named), 'not set'), isBinding: true, isQuiet: true },
      { ...step('installed', () => Promise.resolve(firstOnPath()), 'not installed'), isQuiet: true },
      step('the npm package', fromNpm, 'not shipped for this platform'),
      step('apt-get install chromium', fromApt, 'needs root on Debian'),
      step("Playwright's download", fromPlaywright, 'not available'),
    ],
    works,
    say: options.say,
    whatToDo: 'Install Chromium or set CHROMIUM_PATH to its file.',
  });
  return { file, args: ARGS };
}
