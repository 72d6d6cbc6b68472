import { createTransport } from 'nodemailer';
import { AppError } from '../../domain/errors.ts';
import type { MailSender } from './port.ts';
import { brandOf, renderLetter } from './render.ts';

const CONNECTIONS_MAX = 5;
/** For each phase of a conversation (name, connection, greeting, answer), and for a whole mail, its turn in the queue included. */
const WAIT_MS = 10_000;
const PERMANENT_FROM = 500;

/**
 * `smtp://user:secret@host:587`. A mail that takes longer than `waitMs` (10 s) counts as not sent. Its connection is closed and
 * it leaves the queue, so nothing goes out later behind the back of who tries again; only one whose answer is lost may have
 * arrived all the same, and its repeat has the same message id.
 */
export function createSmtpMail(args: { url: string; from: string; waitMs?: number }): MailSender {
  const { url, from, waitMs = WAIT_MS } = args;
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    dnsTimeout: WAIT_MS,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const brand = brandOf(from);
  return {
    send: async (mail) => {
      try {
        await transport.sendMail({
          from,
          to: { name: mail.to.name, address: mail.to.email },
          subject: mail.subject,
          messageId: `<${mail.messageId}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.timeout(waitMs),
          ...renderLetter(mail, brand),
        });
      } catch (error) {
        throw asMailError(error);
      }
    },
    close: () => {
      transport.close();
      return Promise.resolve();
    },
  };
}

/**
 * A 5xx to the receiver or to the mail itself is final, and so is an address nodemailer cannot read. A refused login or
 * sender is our own configuration: a later try may succeed.
 */
function asMailError(error: unknown): AppError {
  const { code, command, responseCode } = (error instanceof Error ? error : {}) as {
    code?: unknown;
    command?: unknown;
    responseCode?: unknown;
  };
  const isPermanent = typeof responseCode === 'number' && responseCode >= PERMANENT_FROM;
  const concernsMail = code === 'EMESSAGE' || (code === 'EENVELOPE' && command !== 'MAIL FROM');
  const unreadable = code === 'EENVELOPE' && responseCode === undefined;
  return new AppError({
    code: (isPermanent && concernsMail) || unreadable ? 'mail_refused' : 'mail_unavailable',
    cause: error,
  });
}
