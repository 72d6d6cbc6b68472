import { createTransport } from 'nodemailer';
import { AppError } from '../../domain/errors.ts';
import type { MailSender } from './port.ts';
import { brandOf, renderLetter } from './render.ts';

const CONNECTIONS_MAX = 5;
/** For each phase of a conversation (name, connection, greeting, answer), and for a whole mail. */
const WAIT_MS = 10_000;
const PERMANENT_FROM = 500;

/**
 * `smtp://user:secret@host:587`. A mail that takes longer than 10 s counts as not sent, although it may still arrive: its
 * repeat has the same message id.
 */
export function createSmtpMail({ url, from }: { url: string; from: string }): MailSender {
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
        await inTime(
          transport.sendMail({
            from,
            to: { name: mail.to.name, address: mail.to.email },
            subject: mail.subject,
            messageId: `<${mail.messageId}>`,
            headers: { 'Auto-Submitted': 'auto-generated' },
            ...renderLetter(mail, brand),
          }),
        );
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

async function inTime(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${String(WAIT_MS)} ms`)), WAIT_MS);
  });
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
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
