import { randomUUID } from 'node:crypto';
import { createApiKey } from '../../api/auth/apiKey.ts';
import { SCOPES, type Role, type Scope } from '../../domain/approval/roles.ts';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import { person, type ApiServer, type Someone } from './apiServer.ts';

export type PartnerWorld = { id: string; name: string; key: string; admin: Someone; user: Someone };

const inOnce = async <Result>(
  api: ApiServer,
  act: (writes: Parameters<Parameters<ApiServer['deps']['setup']['once']>[1]>[0]) => Promise<Result>,
): Promise<Result> => {
  let result: Result | undefined;
  await api.deps.setup.once(undefined, async (writes) => {
    result = await act(writes);
    return { status: 200, headers: {}, text: '' };
  });
  return result as Result;
};

/** A program in force, with a policy of one's own where it matters. */
export async function program(api: ApiServer, change: Partial<Policy> = {}): Promise<string> {
  const policy = { ...defaultPolicy('EUR'), ...change };
  const name = `Program ${randomUUID().slice(0, 8)}`;
  const made = await inOnce(api, (writes) =>
    writes.createProgram({ name, currency: 'EUR', policy, by: 'usr_seed', at: new Date() }),
  );
  return made.id;
}

export async function apiKey(api: ApiServer, partnerId: string, scopes: readonly Scope[] = SCOPES): Promise<string> {
  const { key, keyHash, prefix } = createApiKey();
  await inOnce(api, (writes) =>
    writes.createKey({
      partnerId,
      name: 'test',
      prefix,
      keyHash,
      scopes,
      expiresAt: undefined,
      by: 'usr_seed',
      at: new Date(),
    }),
  );
  return key;
}

/** A partner in these programs, with a key of all scopes, an administrator and a user. */
export async function partner(
  api: ApiServer,
  { programIds, managerId, name }: { programIds: readonly string[]; managerId?: string; name?: string },
): Promise<PartnerWorld> {
  const called = name ?? `Partner ${randomUUID().slice(0, 8)}`;
  const made = await inOnce(api, (writes) =>
    writes.createPartner({ name: called, country: 'DE', tier: undefined, managerId, programIds, at: new Date() }),
  );
  const partnerId = made.id;
  return {
    id: partnerId,
    name: called,
    key: await apiKey(api, partnerId),
    admin: await person(api, { roles: ['partner_admin'], partnerId }),
    user: await person(api, { roles: ['partner_user'], partnerId }),
  };
}

/** A submission of a company that nobody else refers. */
export const submission = (change: Record<string, unknown> = {}): Record<string, unknown> => {
  const domain = `${randomUUID()}.example`;
  return {
    prospect: { name: 'Ada Lindgren', email: `ada@${domain}`, phone: '+46 8 123 456', title: 'COO' },
    company: { name: `Company ${domain.slice(0, 8)}`, domain, country: 'SE', region: 'Stockholm' },
    need: 'Replaces a spreadsheet-based dispatch system, 40 seats',
    consent: { basis: 'consent', at: '2026-05-20T09:00:00Z' },
    ...change,
  };
};

/** Sends a referral by key; gives its id. */
export async function refer(api: ApiServer, key: string, change: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await api.call<{ id: string }>('POST', '/v1/referrals', { key, body: submission(change) });
  if (status !== 201) throw new Error(`not received: ${JSON.stringify(body)}`);
  return body.id;
}

/** Puts a referral where a test wants it, as the story's own projection would. */
export async function moveTo(
  api: ApiServer,
  referralId: string,
  data: { stage: string; ownerId?: string | null; unassigned?: boolean },
): Promise<void> {
  await api.database.referral.update({ where: { id: referralId }, data });
}

export const INTERNAL: readonly Role[] = [
  'sales_rep',
  'sales_manager',
  'partner_manager',
  'finance_preparer',
  'finance_approver',
  'program_admin',
  'auditor',
];
