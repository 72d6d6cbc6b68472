import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../domain/approval/roles.ts';
import { payoutRunWorkflowId, referralWorkflowId } from '../../workflows/messages.ts';
import { person, type Answer, type Someone } from '../support/apiServer.ts';
import { partner, program, refer, type PartnerWorld } from '../support/apiWorld.ts';
import { startLiveSystem, type LiveSystem } from '../support/liveSystem.ts';
import { TODAY } from '../support/today.ts';

const PATIENCE_MS = 20_000;

/** What is planted: nothing else in this system looks like it. */
const PLANTED = {
  kind: 'iban',
  holder: 'Zygmunta Quillfeather',
  iban: 'GB29NWBK60161331926819',
  bic: 'NWBKGB2LXXX',
  country: 'GB',
};
const PLANTED_TAX = {
  legalName: 'Ottilie Wrenfield Trading',
  address: 'Quince Lane 77, Ludlow',
  taxNumber: 'GB980780684',
  country: 'GB',
  treatment: 'domestic',
  vatBasisPoints: 2_000,
  form: 'vat_registration',
  validFrom: '2026-01-01',
};
const PLANTED_FORM = '%PDF-1.7 certificate of Fenella Thistlewood';
const PLANTED_INVOICE = '%PDF-1.7 please pay to Barnaby Larkspur';
const MASK = 'GB•• •••• •••• 6819';
const SECRETS = [
  ...[PLANTED.iban, '60161331926819', '6016 1331', 'Quillfeather', PLANTED.bic],
  ...['980780684', '980 7806 84', 'Wrenfield', 'Quince Lane', 'Thistlewood', 'Larkspur'],
];

let live: LiveSystem;
let own: PartnerWorld;
const people = {} as Record<'lead' | 'admin' | 'preparer' | 'approver' | 'second', Someone>;
const answers: string[] = [];

beforeAll(async () => {
  live = await startLiveSystem({ environment: { PAYEE_COOLING_OFF: 'PT0S' } });
  const roles: Record<keyof typeof people, Role> = {
    lead: 'sales_manager',
    admin: 'program_admin',
    preparer: 'finance_preparer',
    approver: 'finance_approver',
    second: 'finance_approver',
  };
  for (const name of Object.keys(roles) as (keyof typeof people)[]) {
    people[name] = await person(live.api, { roles: [roles[name]], name });
  }
  await person(live.api, { roles: ['sales_rep'] });
  const programId = await program(live.api, { holding: 'PT0S', gates: ['payee', 'tax_form', 'document'] });
  own = await partner(live.api, { programIds: [programId] });
  const draft = await call('POST', '/v1/plans', people.admin, {
    programId,
    name: 'Standard',
    rules: [{ kind: 'deal_percent', basisPoints: 1_000 }],
  });
  await call('POST', `/v1/plans/${String(draft.body['id'])}/publish`, people.second, {});
}, 120_000);

afterAll(() => live.close(), 30_000);

async function call(method: string, path: string, who: Someone, body?: unknown, ifMatch?: string): Promise<Answer> {
  const answer = await live.api.call(method, path, {
    session: who.session,
    ...(body === undefined ? {} : { body }),
    headers: { ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }), 'idempotency-key': crypto.randomUUID() },
  });
  answers.push(answer.text);
  return answer;
}

/** A form and its profile, after a slip, an unknown field and an old version; verified by finance, who reads both. */
async function sendTaxForm(): Promise<void> {
  const path = `/v1/partners/${own.id}/tax`;
  const upload = await live.api.call('POST', `${path}/forms`, {
    session: own.admin.session,
    body: PLANTED_FORM,
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'certificate.pdf' },
  });
  answers.push(upload.text);
  const sent = { ...PLANTED_TAX, formId: upload.body['id'] };
  const slip = { ...sent, taxNumber: 'GB980780685' };
  expect((await call('PUT', path, own.admin, slip, '*')).status).toBe(400);
  expect((await call('PUT', path, own.admin, { ...sent, surprise: 1 }, '*')).status).toBe(400);
  expect((await call('PUT', path, own.admin, sent, '"v7"')).status).toBe(412);
  expect((await call('PUT', path, own.admin, sent, '*')).status).toBe(200);
  expect((await call('POST', `${path}/verify`, people.preparer, {}, '*')).status).toBe(200);
  const { session } = people.preparer;
  const identity = await live.api.call('POST', `${path}/unmask`, { session, body: { reason: 'The office asks' } });
  expect(identity.body).toMatchObject({ taxNumber: PLANTED_TAX.taxNumber, address: PLANTED_TAX.address });
  const form = await live.api.call('POST', `${path}/form`, { session, body: { reason: 'To verify' } });
  expect(form.text).toBe(PLANTED_FORM);
}

/** After a net amount that is wrong, and a kind of file that is none; accepted by finance, who reads it. */
async function sendInvoice(): Promise<void> {
  const send = async (net: number, name: string): Promise<Answer> => {
    const stated = `number=RE-1&dated=${TODAY}&currency=EUR&net=${String(net)}&vat=0&gross=${String(net)}`;
    const answer = await live.api.call('POST', `/v1/partners/${own.id}/invoices?${stated}`, {
      session: own.admin.session,
      body: PLANTED_INVOICE,
      headers: { 'content-type': 'application/octet-stream', 'x-file-name': name },
    });
    answers.push(answer.text);
    return answer;
  };
  expect((await send(479_999, 'invoice.pdf')).status).toBe(422);
  expect((await send(480_000, 'invoice.xml')).status).toBe(415);
  const path = `/v1/invoices/${String((await send(480_000, 'invoice.pdf')).body['id'])}`;
  expect((await call('POST', `${path}/accept`, people.preparer, {})).status).toBe(200);
  const { session } = people.preparer;
  expect((await live.api.call('GET', `${path}/file`, { session })).text).toBe(PLANTED_INVOICE);
}

async function until(path: string, who: Someone, isSo: (body: Record<string, unknown>) => boolean): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await call('GET', path, who);
    if (isSo(answer.body)) return answer;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${answer.text}`);
    await pause(50);
  }
}

async function wonLine(): Promise<{ referralId: string; line: Answer }> {
  const referralId = await refer(live.api, own.key);
  const path = `/v1/referrals/${referralId}`;
  await until(path, people.lead, ({ stage }) => stage === 'accepted');
  const checklist = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes', outcome: 'qualified' };
  await call('POST', `${path}/contact`, people.lead, { channel: 'phone', outcome: 'reached' });
  await call('POST', `${path}/qualify`, people.lead, { ...checklist, quality: 5, feedback: 'Good' });
  const won = { outcome: 'won', amount: { amount: 4_800_000, currency: 'EUR' }, closedOn: TODAY, dealId: 'D-1' };
  await call('POST', `${path}/close`, people.lead, won);
  const list = await until(
    `/v1/commissions?referralId=${referralId}`,
    people.approver,
    ({ data }) => (data as { state: string }[])[0]?.state === 'awaiting_approval',
  );
  const { id } = (list.body['data'] as { id: string }[])[0] ?? { id: '' };
  return { referralId, line: await call('GET', `/v1/commissions/${id}`, people.approver) };
}

const approve = (line: Answer): Promise<Answer> =>
  call(
    'POST',
    `/v1/commissions/${String(line.body['id'])}/approve`,
    people.approver,
    { contentHash: line.body['contentHash'] },
    line.headers.get('etag') ?? '',
  );

/** Every text in a history, also what its payloads hold as bytes. */
function textsIn(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (Array.isArray(value)) return value.map(textsIn).join('\n');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textsIn).join('\n');
  return typeof value === 'string' ? value : '';
}

const historyOf = async (workflowId: string): Promise<string> =>
  textsIn(await live.client.workflow.getHandle(workflowId).fetchHistory());

/** Tables in which a row says the secret, in any of its columns, also in bytes. */
async function tablesWith(secret: string): Promise<string[]> {
  const database = live.api.planted;
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await database.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM "${name}" AS t WHERE position($1 in t::text) > 0 OR position($2 in t::text) > 0 LIMIT 1`,
        secret,
        Buffer.from(secret).toString('hex'),
      );
      return rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat().sort();
}

describe('an account, a tax form and an invoice on their way from the partner to the bank', () => {
  it('are nowhere in the clear but in the file that finance fetches for the bank, and with whom finance has shown them', async () => {
    const path = `/v1/partners/${own.id}/payee`;
    const slip = { ...PLANTED, iban: 'GB29NWBK60161331926818' };
    expect((await call('PUT', path, own.admin, { account: slip }, '*')).status).toBe(400);
    expect((await call('PUT', path, own.admin, { account: PLANTED }, '"v7"')).status).toBe(412);
    expect((await call('PUT', path, own.admin, { account: PLANTED, surprise: 1 }, '*')).status).toBe(400);
    expect(
      (await call('PUT', path, own.admin, { account: PLANTED, contactEmail: 'old@partner.example' }, '*')).status,
    ).toBe(200);
    expect((await call('PUT', path, own.admin, { account: PLANTED }, '*')).status).toBe(200);
    expect((await call('POST', `${path}/verify`, people.preparer, {}, '*')).status).toBe(200);
    expect((await call('GET', '/v1/payees', people.preparer)).text).toContain(MASK);
    await sendTaxForm();

    const { referralId, line } = await wonLine();
    expect(await approve(line)).toMatchObject({ status: 200, body: { state: 'approved' } });
    await sendInvoice();
    const run = await call('POST', '/v1/payout-runs', people.preparer, { rail: 'csv', currency: 'EUR' });
    const runId = String(run.body['id']);
    expect(run.body).toMatchObject({ state: 'prepared', excluded: [] });
    expect((await call('POST', `/v1/payout-runs/${runId}/release`, people.second, {})).status).toBe(200);
    await until(`/v1/payout-runs/${runId}`, people.preparer, ({ state }) => state === 'submitted');

    // Where it has to be, or this test proves nothing.
    const file = await live.api.call('GET', `/v1/payout-runs/${runId}/file`, { session: people.preparer.session });
    expect(file.text).toContain(PLANTED.iban);
    expect(await tablesWith(run.body['id'] as string)).toContain('payout_file_downloads');
    const unmasked = await live.api.call('POST', `${path}/unmask`, {
      session: people.preparer.session,
      body: { reason: 'The bank asks' },
    });
    expect(unmasked.text).toContain(PLANTED.holder);
    const bank = { reference: 'BANK-1', settledOn: TODAY };
    expect((await call('POST', `/v1/payout-runs/${runId}/confirm`, people.preparer, bank)).status).toBe(200);
    await until(`/v1/commissions/${String(line.body['id'])}`, people.approver, ({ state }) => state === 'paid');
    const mails = JSON.stringify(live.mail.sent);
    expect(mails).toContain(MASK);
    expect(live.mail.sent.some(({ to }) => to.email === 'old@partner.example')).toBe(true);
    expect(live.said.length).toBeGreaterThan(10);

    const stories = await Promise.all([
      historyOf(referralWorkflowId(referralId)),
      historyOf(payoutRunWorkflowId(runId)),
    ]);
    for (const secret of SECRETS) {
      expect({ secret, tables: await tablesWith(secret) }).toEqual({ secret, tables: [] });
      for (const text of [...stories, mails, live.said.join('\n'), live.api.logs.join('\n'), answers.join('\n')]) {
        expect(text).not.toContain(secret);
      }
    }
  }, 60_000);
});
