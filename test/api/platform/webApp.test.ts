import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApiServer, type ApiServer } from '../../support/apiServer.ts';

let api: ApiServer;
let webRoot: string;

beforeAll(async () => {
  webRoot = mkdtempSync(join(tmpdir(), 'fairlead-web-'));
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<title>The app</title>');
  writeFileSync(join(webRoot, 'assets', 'app-1.js'), 'export {};');
  api = await startApiServer({ webRoot });
});

afterAll(async () => {
  await api.close();
  rmSync(webRoot, { recursive: true });
});

const HTML = { accept: 'text/html,*/*;q=0.8' };

it.each(['/', '/sign-in', '/referrals/ref_1'])('%s is a page of the app, never kept by the browser', async (path) => {
  const { status, text, headers } = await api.call('GET', path, { headers: HTML });
  expect({ status, text, cache: headers.get('cache-control') }).toEqual({
    status: 200,
    text: '<title>The app</title>',
    cache: 'no-cache',
  });
});

it('what carries its version in its name is kept for good', async () => {
  const { status, headers } = await api.call('GET', '/assets/app-1.js');
  expect({ status, cache: headers.get('cache-control') }).toEqual({
    status: 200,
    cache: 'public, max-age=31536000, immutable',
  });
});

it.each(['/v1/nothing', '/assets/app-0.js', '/docs/nothing', '/../package.json', '/%2e%2e/package.json'])(
  '%s is not a page of the app',
  async (path) => {
    const { text } = await api.call('GET', path, { headers: HTML });
    expect(text).not.toContain('"dependencies"');
    if (!path.includes('package')) expect(JSON.parse(text)).toMatchObject({ status: 404, code: 'not_found' });
  },
);
