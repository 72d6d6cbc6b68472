import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { listPage, mailPage, notFoundPage } from './mailPages.ts';
import { createMailStore, type MailStore } from './mailStore.ts';

export type MailCatcher = {
  smtpUrl: string;
  /** A page to read the mails; `GET /api/mails?to=` gives them as JSON. */
  pageUrl: string;
  stop: () => Promise<void>;
};

const MAIL_BYTES_MAX = 10 * 1024 * 1024;
const LIST_LIMIT_USUAL = 100;
const LIST_LIMIT_MAX = 2_000;

/** A mail is somebody's HTML: it may show itself, and neither run nor load anything. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'";

function send(response: ServerResponse, { status, type, body, policy = PAGE_POLICY }: Answer): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}

type Answer = { status: number; type: string; body: string; policy?: string };

async function answer(store: MailStore, target: string): Promise<Answer> {
  const url = new URL(target, 'http://localhost');
  const to = url.searchParams.get('to') ?? '';
  const asked = Number(url.searchParams.get('limit') ?? LIST_LIMIT_USUAL);
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, LIST_LIMIT_MAX) : LIST_LIMIT_USUAL;
  const query = { to: to === '' ? undefined : to, limit };
  if (url.pathname === '/') return { status: 200, type: 'text/html', body: listPage(await store.list(query), to) };
  if (url.pathname === '/api/mails') {
    return { status: 200, type: 'application/json', body: JSON.stringify({ data: await store.list(query) }) };
  }
  const [, id, part] = /^\/mails\/([\d-]+)(\/html)?$/.exec(url.pathname) ?? [];
  const mail = id === undefined ? undefined : await store.read(id);
  if (mail === undefined) return { status: 404, type: 'text/html', body: notFoundPage() };
  if (part === undefined) return { status: 200, type: 'text/html', body: mailPage(mail) };
  return { status: 200, type: 'text/html', body: mail.html ?? '', policy: MAIL_POLICY };
}

const listening = (server: { once: (event: 'error', listener: (error: Error) => void) => unknown }) =>
  new Promise<never>((_, reject) => server.once('error', reject));

/** Accepts every mail and keeps it; nothing is sent on. Listens on loopback only. */
export async function startMailCatcher(options: {
  folder: string;
  smtpPort: number;
  pagePort: number;
}): Promise<MailCatcher> {
  const store = createMailStore(options.folder);
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: MAIL_BYTES_MAX,
    logger: false,
    onData: (stream, session, callback) => {
      buffer(stream).then(
        (raw) => {
          store.keep(
            raw,
            session.envelope.rcptTo.map(({ address }) => address),
          );
          callback();
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });
  // A client that breaks off is its own problem.
  smtp.on('error', () => undefined);
  const web = createServer((request, response) => {
    answer(store, request.url ?? '/')
      .catch((): Answer => ({ status: 500, type: 'text/plain', body: 'The mail could not be read.' }))
      .then((given) => send(response, given))
      .catch(() => response.destroy());
  });
  const smtpOpen = new Promise<void>((resolve) => smtp.listen(options.smtpPort, '127.0.0.1', resolve));
  const webOpen = new Promise<void>((resolve) => web.listen(options.pagePort, '127.0.0.1', resolve));
  await Promise.race([Promise.all([smtpOpen, webOpen]), listening(smtp), listening(web)]);
  const pagePort = (web.address() as AddressInfo).port;
  const smtpPort = (smtp.server.address() as AddressInfo).port;
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    pageUrl: `http://localhost:${pagePort}`,
    stop: async () => {
      web.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(resolve)),
        new Promise<void>((resolve) => {
          web.close(() => resolve());
        }),
      ]);
    },
  };
}
