import type { CaughtMail } from './mailStore.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: 0.4rem 0.6rem; border-bottom: 1px solid #8884; vertical-align: top; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid #8884; border-radius: 0.4rem; }
iframe { width: 100%; height: 36rem; border: 1px solid #8884; border-radius: 0.4rem; background: #fff; }
input { font: inherit; padding: 0.3rem 0.5rem; min-width: 18rem; }
button { font: inherit; padding: 0.3rem 0.8rem; }
dt { font-weight: 600; } dd { margin: 0 0 0.5rem; }`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;

const timeOf = (mail: CaughtMail): string => escape(mail.receivedAt.replace('T', ' ').slice(0, 19));

export function listPage(mails: readonly CaughtMail[], to: string): string {
  const rows = mails.map(
    (mail) => `<tr><td>${timeOf(mail)}</td><td>${escape(mail.to.join(', '))}</td>
<td><a href="/mails/${mail.id}">${escape(mail.subject === '' ? '(no subject)' : mail.subject)}</a></td></tr>`,
  );
  const none = '<tr><td colspan="3">No mail yet.</td></tr>';
  return page(
    'Caught mails',
    `<h1>Caught mails</h1>
<p>Nothing leaves this machine: every mail of this installation ends here. Newest first, times in UTC.</p>
<form><label>To <input type="email" name="to" value="${escape(to)}"></label> <button>Show</button></form>
<table><thead><tr><th scope="col">Received</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>
<tbody>${rows.length === 0 ? none : rows.join('\n')}</tbody></table>`,
  );
}

export function mailPage(mail: CaughtMail): string {
  const html =
    mail.html === null
      ? ''
      : `<h2>HTML part</h2><iframe sandbox title="HTML part" src="/mails/${mail.id}/html"></iframe>`;
  return page(
    mail.subject,
    `<p><a href="/">All mails</a></p><h1>${escape(mail.subject)}</h1>
<dl><dt>Received</dt><dd>${timeOf(mail)} UTC</dd><dt>From</dt><dd>${escape(mail.from)}</dd>
<dt>To</dt><dd>${escape(mail.to.join(', '))}</dd><dt>Message-ID</dt><dd>${escape(mail.messageId ?? 'none')}</dd></dl>
<h2>Text part</h2><pre>${escape(mail.text)}</pre>${html}`,
  );
}

export const notFoundPage = (): string => page('Not found', '<h1>Not found</h1><p><a href="/">All mails</a></p>');
