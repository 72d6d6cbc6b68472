import { chromium, type Browser } from 'playwright-core';
import { testServers } from './servers.ts';

/** A headless Chromium; close it at the end of the file. */
export async function launchBrowser(): Promise<Browser> {
  const { file, args } = await testServers.browser();
  return chromium.launch({ executablePath: file, args, headless: true });
}
