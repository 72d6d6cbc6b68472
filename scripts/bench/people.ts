import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { newId } from '../../adapters/ids.ts';
import { createPasswords } from '../../adapters/passwords/argon2.ts';
import { defaultPolicy } from '../../domain/policy.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Answer, Http } from './http.ts';

/** Somebody who can call the API: a session or a key, as headers. */
export type Caller = { id: string; headers: Record<string, string> };

export type PartnerKey = Caller & { partnerId: string; adminId: string; adminEmail: string };

export const STAFF = {
  olga: ['program_admin'],
  greta: ['sales_manager'],
  nora: ['sales_rep'],
  timo: ['sales_rep'],
  samir: ['partner_manager'],
  paul: ['finance_preparer'],
  ines: ['finance_approver'],
  viktor: ['finance_approver'],
} as const;

export type StaffName = keyof typeof STAFF;
export type Staff = Record<StaffName, Caller>;

export type People = { staff: Staff; programId: string; partners: PartnerKey[] };

const PASSWORD = 'bench password of nobody';
const WithId = z.object({ id: z.string() });
const NewKey = z.object({ id: z.string(), key: z.string() });
const SET_UP_AT_ONCE = 8;

export const TEN_PERCENT = { kind: 'deal_percent', basisPoints: 1_000, base: 'first_year_net', trigger: 'signed' };

/** @throws Error with the problem when the status is another one. */
export function expectStatus(answer: Answer, ...wanted: number[]): Answer {
  if (wanted.includes(answer.status)) return answer;
  throw new Error(`${String(answer.status)} instead of ${wanted.join('|')}: ${JSON.stringify(answer.body)}`);
}

export async function signIn(http: Http, email: string): Promise<Record<string, string>> {
  const { headers } = expectStatus(
    await http.call({
      method: 'POST',
      path: '/v1/session',
      headers: { 'x-requested-with': 'fairlead' },
      body: { email, password: PASSWORD },
    }),
    201,
  );
  const cookie = headers['set-cookie']?.[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`no session for ${email}`);
  return { cookie, 'x-requested-with': 'fairlead' };
}

/** Only the first person comes by SQL; everything else is set up over the API by people who may. */
export async function setUpPeople(args: {
  http: Http;
  pool: Pool;
  partners: number;
  policy: Partial<Policy>;
  /** Of the plan; the first that fits a referral applies. */
  rules?: readonly object[];
}): Promise<People> {
  const { http, pool } = args;
  const passwordHash = await createPasswords().hash(PASSWORD);
  const staff = {} as Staff;
  for (const [name, roles] of Object.entries(STAFF)) {
    const id = newId('user');
    const email = `${name}@helioforge.example`;
    await pool.query('INSERT INTO users(id, email, name, roles, password_hash) VALUES ($1, $2, $3, $4, $5)', [
      id,
      email,
      `${name} of the bench`,
      roles,
      passwordHash,
    ]);
    staff[name as StaffName] = { id, headers: await signIn(http, email) };
  }
  const programId = await createProgram(http, staff, args);
  const partners: PartnerKey[] = [];
  for (let first = 0; first < args.partners; first += SET_UP_AT_ONCE) {
    const count = Math.min(SET_UP_AT_ONCE, args.partners - first);
    partners.push(
      ...(await Promise.all(
        Array.from({ length: count }, (_, place) =>
          createPartner({ http, pool, staff, programId, passwordHash, number: first + place + 1 }),
        ),
      )),
    );
  }
  return { staff, programId, partners };
}

const post = async (http: Http, by: Caller, path: string, body: unknown): Promise<Answer> =>
  expectStatus(
    await http.call({
      method: 'POST',
      path: `/v1${path}`,
      headers: { ...by.headers, 'idempotency-key': randomUUID() },
      body,
    }),
    200,
    201,
  );

async function createProgram(
  http: Http,
  staff: Staff,
  { policy, rules = [TEN_PERCENT] }: { policy: Partial<Policy>; rules?: readonly object[] },
): Promise<string> {
  const body = { name: 'Bench program', currency: 'EUR', policy: { ...defaultPolicy('EUR'), gates: [], ...policy } };
  const { id: programId } = WithId.parse((await post(http, staff.olga, '/programs', body)).body);
  const plan = await post(http, staff.olga, '/plans', {
    programId,
    name: 'Ten per cent',
    rules,
  });
  await post(http, staff.viktor, `/plans/${WithId.parse(plan.body).id}/publish`, {});
  return programId;
}

async function createPartner(args: {
  http: Http;
  pool: Pool;
  staff: Staff;
  programId: string;
  passwordHash: string;
  number: number;
}): Promise<PartnerKey> {
  const { http, pool, staff, programId, number } = args;
  const partner = await post(http, staff.olga, '/partners', {
    name: `Partner ${String(number)}`,
    country: 'DE',
    programIds: [programId],
    managerId: staff.samir.id,
  });
  const { id: partnerId } = WithId.parse(partner.body);
  const key = await post(http, staff.olga, `/partners/${partnerId}/api-keys`, {
    name: 'bench',
    scopes: ['referrals:write', 'referrals:read', 'commissions:read'],
  });
  const adminId = newId('user');
  const adminEmail = `admin${String(number)}@partner.example`;
  await pool.query(
    'INSERT INTO users(id, email, name, roles, partner_id, password_hash) VALUES ($1, $2, $3, $4, $5, $6)',
    [adminId, adminEmail, `Admin ${String(number)}`, ['partner_admin'], partnerId, args.passwordHash],
  );
  const { id, key: secret } = NewKey.parse(key.body);
  return { id, partnerId, adminId, adminEmail, headers: { authorization: `Bearer ${secret}` } };
}

/** The account that a rail pays to, entered by the partner. */
export async function connectAccount(http: Http, partner: PartnerKey, account: object): Promise<void> {
  const { partnerId, adminEmail } = partner;
  const headers = await signIn(http, adminEmail);
  const path = `/v1/partners/${partnerId}/payee`;
  const { headers: read } = expectStatus(await http.call({ method: 'GET', path, headers }), 200);
  const further = { 'if-match': read.etag ?? '', 'idempotency-key': `account-${partnerId}` };
  expectStatus(await http.call({ method: 'PUT', path, headers: { ...headers, ...further }, body: { account } }), 200);
}
