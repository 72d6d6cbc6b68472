import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Call, Http } from '../bench/http.ts';
import { expectStatus, signIn, type Caller, type PartnerKey, type People } from '../bench/people.ts';

/** Every other partner lets the vendor write its invoices. */
const SELF_BILLING_EVERY = 2;

const AGREEMENT = { programId: null, title: 'Self-billing', text: 'We write your invoices.' };
const VENDOR = {
  legalName: 'Helioforge Systems GmbH',
  address: 'Lindenallee 8, 50668 Köln',
  country: 'DE',
  vatId: 'DE123456788',
};
const FORM = '%PDF-1.7\nRegistered for value added tax.\n';
const PROFILE = {
  legalName: 'Brightwater Consulting GmbH',
  address: 'Hafenstraße 1, 20457 Hamburg',
  country: 'DE',
  taxNumber: 'DE136695976',
  treatment: 'domestic',
  vatBasisPoints: 1_900,
  form: 'vat_registration',
  validFrom: '2026-01-01',
};
const WithId = z.object({ id: z.string() });

/** What the vendor is called, and the agreement, accepted by some partners, each with a tax form that finance has verified: their payments have documents. */
export async function signPaperwork(http: Http, { staff, partners }: People): Promise<void> {
  const validFrom = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  await send(http, staff.olga, { method: 'POST', path: '/v1/vendor-identities', body: { ...VENDOR, validFrom } });
  const published = await send(http, staff.olga, { method: 'POST', path: '/v1/agreements', body: AGREEMENT });
  const { id } = WithId.parse(published.body);
  const signing = partners.filter((_partner, place) => place % SELF_BILLING_EVERY === 0);
  await Promise.all(signing.map((partner) => sign({ http, by: staff.ines, agreementId: id }, partner)));
}

type Signing = { http: Http; /** Who verifies. */ by: Caller; agreementId: string };

async function sign({ http, by, agreementId }: Signing, { partnerId, adminId, adminEmail }: PartnerKey): Promise<void> {
  const admin = { id: adminId, headers: await signIn(http, adminEmail) };
  await send(http, admin, { method: 'POST', path: `/v1/agreements/${agreementId}/accept`, body: {} });
  const path = `/v1/partners/${partnerId}/tax`;
  const upload = { 'content-type': 'application/octet-stream', 'x-file-name': 'form.pdf' };
  const form = await send(http, admin, { method: 'POST', path: `${path}/forms`, headers: upload, body: FORM });
  const body = { ...PROFILE, formId: WithId.parse(form.body).id };
  await send(http, admin, { method: 'PUT', path, headers: await asRead(http, admin, path), body });
  await send(http, by, { method: 'POST', path: `${path}/verify`, headers: await asRead(http, by, path), body: {} });
}

/** The version that is there now. */
async function asRead(http: Http, by: Caller, path: string): Promise<Record<string, string>> {
  const { headers } = await send(http, by, { method: 'GET', path });
  return { 'if-match': headers.etag ?? '' };
}

const send = async (http: Http, by: Caller, { headers, ...call }: Call): Promise<Answer> =>
  expectStatus(
    await http.call({ ...call, headers: { ...by.headers, 'idempotency-key': randomUUID(), ...headers } }),
    200,
    201,
  );
