import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { simpleParser } from 'mailparser';

export type CaughtMail = {
  id: string;
  receivedAt: string;
  from: string;
  to: string[];
  subject: string;
  messageId: string | null;
  text: string;
  html: string | null;
};

export type MailStore = {
  /** Keeps one mail as it came; `recipients` are those of the envelope. */
  keep: (raw: Buffer, recipients: readonly string[]) => void;
  /** Newest first. */
  list: (query: { to?: string | undefined; limit: number }) => Promise<CaughtMail[]>;
  read: (id: string) => Promise<CaughtMail | undefined>;
};

/** Old mails give way: a load test sends tens of thousands. */
const MAILS_MAX = 2_000;

/** Removing one by one would list the folder for every mail; a batch does it rarely. */
const MAILS_OVER = 200;

const MAIL_ID = /^\d{13}-\d{6}$/;

async function parse(id: string, raw: Buffer): Promise<CaughtMail> {
  const mail = await simpleParser(raw, { skipImageLinks: true });
  const delivered = mail.headerLines
    .filter(({ key }) => key === 'delivered-to')
    .map(({ line }) => line.slice(line.indexOf(':') + 1).trim());
  return {
    id,
    receivedAt: new Date(Number(id.slice(0, 13))).toISOString(),
    from: mail.from?.text ?? '',
    to: delivered,
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? null,
    text: mail.text ?? '',
    html: mail.html === false ? null : (mail.html ?? null),
  };
}

/** Mails as files, parsed only when somebody looks: receiving must cost nothing. */
export function createMailStore(folder: string): MailStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let ids = readdirSync(folder)
    .map((file) => path.basename(file, '.eml'))
    .filter((id) => MAIL_ID.test(id))
    .sort();
  let arrivals = 0;
  const parsed = new Map<string, CaughtMail>();
  const fileOf = (id: string): string => path.join(folder, `${id}.eml`);
  const forgetOldest = (): void => {
    if (ids.length <= MAILS_MAX + MAILS_OVER) return;
    for (const id of ids.slice(0, -MAILS_MAX)) {
      rmSync(fileOf(id), { force: true });
      parsed.delete(id);
    }
    ids = ids.slice(-MAILS_MAX);
  };
  const read = async (id: string): Promise<CaughtMail | undefined> => {
    const known = parsed.get(id);
    if (known !== undefined || !ids.includes(id)) return known;
    const mail = await parse(id, readFileSync(fileOf(id)));
    parsed.set(id, mail);
    return mail;
  };
  return {
    keep: (raw, recipients) => {
      arrivals += 1;
      const id = `${Date.now()}-${String(arrivals % 1_000_000).padStart(6, '0')}`;
      const envelope = recipients.map((recipient) => `Delivered-To: ${recipient}\r\n`).join('');
      writeFileSync(fileOf(id), Buffer.concat([Buffer.from(envelope), raw]), { mode: 0o600 });
      ids.push(id);
      forgetOldest();
    },
    list: async ({ to, limit }) => {
      const wanted = to?.toLowerCase();
      const found: CaughtMail[] = [];
      for (const id of ids.toReversed()) {
        if (found.length >= limit) break;
        const mail = await read(id);
        if (mail === undefined) continue;
        if (wanted === undefined || mail.to.some((address) => address.toLowerCase() === wanted)) found.push(mail);
      }
      return found;
    },
    read,
  };
}
