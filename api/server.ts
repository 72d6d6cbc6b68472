import express, { type Express } from 'express';
import { createAuthenticator } from './auth/authenticate.ts';
import { createSessionCookie } from './auth/session.ts';
import { bindRoutes } from './bind.ts';
import type { ServerDeps } from './deps.ts';
import { answerNotFound, answerProblem } from './middleware/answerProblem.ts';
import { boundAnswerTime, logRequests, secureHeaders } from './middleware/requestContext.ts';
import { bindDocs, bindProbes, bindWebApp } from './pages.ts';
import { routesOf } from './routes.ts';

/** The whole HTTP surface, not yet listening. */
export function createServer(deps: ServerDeps): Express {
  const cookie = createSessionCookie(deps.publicUrl);
  const authenticate = createAuthenticator({
    accounts: deps.accounts,
    cookie,
    idleMs: deps.sessionIdleMs,
    logger: deps.logger,
  });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.trustedProxies);
  app.use(logRequests(deps.logger), secureHeaders(deps.publicUrl), boundAnswerTime);
  bindProbes(app, deps);
  bindRoutes(app, [...routesOf({ ...deps, cookie }), ...deps.furtherRoutes], {
    authenticate,
    publicUrl: deps.publicUrl,
    now: deps.now,
  });
  bindDocs(app);
  bindWebApp(app, deps.webRoot);
  app.use(answerNotFound);
  app.use(answerProblem(deps.logger));
  return app;
}
