import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { startMailCatcher, type MailCatcher } from '../../scripts/servers/mailCatcher.ts';

const Mails = z.object({
  data: z.array(z.object({ id: z.string(), to: z.array(z.string()), subject: z.string(), text: z.string() })),
});

describe('the mail catcher', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fairlead-mails-'));
  let catcher: MailCatcher;
  const send = async (to: string, subject: string): Promise<void> => {
    const transport = createTransport(catcher.smtpUrl);
    const html = '<script>alert(1)</script><p>Hello</p>';
    await transport.sendMail({ from: 'us@vendor.example', to, subject, text: 'Grüße', html });
    transport.close();
  };
  const list = async (query: string) =>
    Mails.parse(await (await fetch(`${catcher.pageUrl}/api/mails${query}`)).json()).data;
  const start = () => startMailCatcher({ folder, smtpPort: 0, pagePort: 0 });

  beforeAll(async () => {
    catcher = await start();
    await send('ada@partner.example', 'First');
    await send('Bea <bea@partner.example>', '<b>Second</b>');
  });
  afterAll(() => catcher.stop());

  it('lists the newest first', async () => {
    expect((await list('')).map(({ subject }) => subject)).toEqual(['<b>Second</b>', 'First']);
  });

  it('finds the mails of one recipient, however the address is written', async () => {
    expect(await list('?to=ADA@partner.example')).toMatchObject([{ subject: 'First', text: 'Grüße' }]);
  });

  it('shows a mail without letting it run or load anything', async () => {
    const [mail] = await list('?to=bea@partner.example');
    const page = await fetch(`${catcher.pageUrl}/mails/${mail?.id ?? ''}`);
    expect(await page.text()).toContain('&lt;b&gt;Second&lt;/b&gt;');
    const part = await fetch(`${catcher.pageUrl}/mails/${mail?.id ?? ''}/html`);
    expect(part.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(part.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('answers 404 for a mail it does not have', async () => {
    expect((await fetch(`${catcher.pageUrl}/mails/0000000000000-000001`)).status).toBe(404);
  });

  it('keeps the mails over a restart', async () => {
    await catcher.stop();
    catcher = await start();
    expect(await list('')).toHaveLength(2);
  });
});
