import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import express, { type Express } from 'express';
// The package's entry would load the whole browser bundle into this process.
import swaggerFolder from 'swagger-ui-dist/absolute-path.js';
import type { Watch } from '../adapters/database/watchPort.ts';
import type { Stories } from '../adapters/temporal/port.ts';
import { openApiDocument } from './openapi.ts';

const TEMPORAL_WAIT_MS = 1_500;

type ProbeDeps = { watch: Watch; stories: Stories };

/** /livez: the process answers. /readyz: it can work; without Temporal it is degraded and still takes referrals. */
export function bindProbes(app: Express, { watch, stories }: ProbeDeps): void {
  app.get('/livez', (_request, response) => {
    response.json({ status: 'live' });
  });
  app.get('/readyz', async (_request, response) => {
    const [health, reachable] = await Promise.all([watch.health(), stories.isReachable(TEMPORAL_WAIT_MS)]);
    const checks = { ...health, temporal: reachable ? 'ok' : 'down' };
    const usable = health.database === 'ok' && health.migrations === 'ok';
    const status = usable ? (reachable ? 'ready' : 'degraded') : 'down';
    response.status(usable ? 200 : 503).json({ status, checks });
  });
}

const DOCS_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Fairlead API</title>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
    <link rel="icon" href="/docs/assets/favicon-32x32.png" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const DOCS_START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null,
  requestInterceptor: (request) => { request.headers['X-Requested-With'] = 'fairlead'; return request; } });
`;

/** The document and its readable form, from our own files only. */
export function bindDocs(app: Express): void {
  // Made when it is first asked for: it takes longer than all else of a start.
  let document: string | undefined;
  app.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument());
    response.type('application/json').send(document);
  });
  app.get('/docs', (_request, response) => {
    response.type('html').send(DOCS_PAGE);
  });
  app.get('/docs/start.js', (_request, response) => {
    response.type('text/javascript').send(DOCS_START);
  });
  app.use('/docs/assets', express.static(swaggerFolder(), { index: false, maxAge: '1d' }));
}

/** The built web app; every page address that is not ours gets its entry page. Nothing when it was not built. */
export function bindWebApp(app: Express, webRoot: string): void {
  const root = resolve(webRoot);
  const entry = join(root, 'index.html');
  app.use('/assets', express.static(join(root, 'assets'), { index: false, immutable: true, maxAge: '365d' }));
  app.use(express.static(root, { index: false }));
  app.get('/{*page}', (request, response, next) => {
    const isPage = !/^\/(v1|docs|assets)(\/|$)/.test(request.path) && request.accepts(['html', 'json']) === 'html';
    if (!isPage || !existsSync(entry)) {
      next();
      return;
    }
    response.set('Cache-Control', 'no-cache').sendFile(entry);
  });
}
