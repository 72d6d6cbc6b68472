import { createHash } from 'node:crypto';
import { createApiKey } from '../api/auth/apiKey.ts';
import type { Database } from '../adapters/database/client.ts';
import { createPayeeDesk } from '../adapters/database/payees.ts';
import { createAgreements } from '../adapters/database/agreements.ts';
import { createVendorIdentities } from '../adapters/database/vendorIdentities.ts';
import { createTaxDesk } from '../adapters/database/taxProfiles.ts';
import { createSetup } from '../adapters/database/setup.ts';
import type { SetupWrites } from '../adapters/database/setupPort.ts';
import type { AccountVault, TaxVault } from '../adapters/payees/port.ts';
import { planTerms, termsByPartner } from '../domain/commission/terms.ts';
import { defaultPolicy } from '../domain/policy.ts';
import {
  DEMO_AGREEMENTS,
  DEMO_PARTNERS,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  DEMO_PROGRAMS,
  DEMO_VENDOR,
  DEMO_VERIFIER,
} from './demoPeople.ts';

/** What a visitor needs to try the demo: people by role with passwords, partners with keys, programs. */
export type DemoPeople = {
  users: { role: string; name: string; email: string; password: string }[];
  partners: { id: string; name: string; apiKey: string; userEmail: string; password: string }[];
  programs: { id: string; name: string }[];
};

const DONE = { status: 201, headers: {}, text: '' };
const DAY_MS = 86_400_000;
const PAYEE_COOLING_OFF_MS = DAY_MS;
const PAYEES_ENTERED_AGO_MS = 3 * DAY_MS;
/** What was sent as a form: a text that says so. */
const DEMO_FORM_TEXT = 'The tax form of an invented company.\n';
const DEMO_FORM = {
  name: 'tax-form.txt',
  mediaType: 'text/plain',
  sha256: createHash('sha256').update(DEMO_FORM_TEXT).digest('hex'),
  bytes: Buffer.from(DEMO_FORM_TEXT),
};
const KEY_NAME = 'demo';
const KEY_SCOPES = ['referrals:write', 'referrals:read', 'commissions:read'] as const;

/**
 * Makes the demo's people, partners and programs once, and gives what is needed to sign in as them. Keys are shown only
 * when they are made: where `known` (the last demo.json) does not hold them, they are replaced and the old ones revoked.
 */
export async function seedDemo(deps: {
  database: Database;
  hashPassword: (password: string) => Promise<string>;
  vault: AccountVault & TaxVault;
  known: DemoPeople | undefined;
}): Promise<DemoPeople> {
  const { database } = deps;
  if ((await database.program.count()) === 0) {
    const passwordHash = await deps.hashPassword(DEMO_PASSWORD);
    await createSetup(database).once(undefined, async (writes) => {
      await createAll(writes, passwordHash);
      return DONE;
    });
    await enterPayees(database, deps.vault);
    await acceptAgreements(database);
  }
  const programs = await database.program.findMany({ orderBy: { createdAt: 'asc' }, select: { id: true, name: true } });
  return {
    users: DEMO_PEOPLE.filter(({ partner }) => partner === undefined).map(({ name, email, roles }) => ({
      role: roles[0] ?? '',
      name,
      email,
      password: DEMO_PASSWORD,
    })),
    partners: await Promise.all(DEMO_PARTNERS.map(({ name }) => partnerWithKey(deps, name))),
    programs: programs.filter(({ name }) => DEMO_PROGRAMS.some((program) => program.name === name)),
  };
}

/** In the order in which they need each other: people, programs with plans, partners, partners' people. */
async function createAll(writes: SetupWrites, passwordHash: string): Promise<void> {
  const at = new Date();
  const idOf = new Map<string, string>();
  for (const person of DEMO_PEOPLE.filter(({ partner }) => partner === undefined)) {
    const user = await writes.createUser({ ...person, partnerId: undefined, passwordHash, at });
    idOf.set(person.name, user.id);
  }
  const person = (name: string): string => idOf.get(name) ?? '';
  const programIds: string[] = [];
  for (const [place, { name, currency, planName, rules, policy: changes = {} }] of DEMO_PROGRAMS.entries()) {
    const policy = { ...defaultPolicy(currency), ...changes };
    const created = new Date(at.getTime() + place); // the order in which they are listed
    const program = await writes.createProgram({ name, currency, policy, by: person('Olga Petersen'), at: created });
    const terms = planTerms(rules, policy);
    const plan = await writes.createPlan({
      programId: program.id,
      name: planName,
      effectiveFrom: at,
      rules,
      terms,
      partnerTerms: termsByPartner(rules, policy),
      by: person('Olga Petersen'),
      at,
    });
    await writes.publishPlan({ id: plan.id, by: person('Clara Voss'), at });
    programIds.push(program.id);
  }
  for (const { name, country, tier, manager } of DEMO_PARTNERS) {
    const partner = await writes.createPartner({ name, country, tier, managerId: person(manager), programIds, at });
    for (const user of DEMO_PEOPLE.filter((candidate) => candidate.partner === name)) {
      await writes.createUser({ ...user, partnerId: partner.id, passwordHash, at });
    }
  }
}

/** Each partner's account and tax form, entered and verified some days ago: what was told of them then is not told again. */
async function enterPayees(database: Database, vault: AccountVault & TaxVault): Promise<void> {
  const at = new Date(Date.now() - PAYEES_ENTERED_AGO_MS);
  const people = await database.user.findMany({ select: { id: true, name: true, email: true, partnerId: true } });
  const verifier = people.find(({ name }) => name === DEMO_VERIFIER);
  for (const { admin, account, tax } of DEMO_PARTNERS) {
    const person = people.find(({ name }) => name === admin);
    if (verifier === undefined || person === undefined || person.partnerId === null)
      throw new Error(`the demo has no ${admin}`);
    const asked = { partnerId: person.partnerId, at, check: () => undefined };
    await createPayeeDesk(database, vault).once(undefined, async (writes) => {
      const change = { account, contactEmail: person.email, coolingOffMs: PAYEE_COOLING_OFF_MS, by: person.id };
      await writes.change({ ...asked, ...change });
      await writes.decide({
        ...asked,
        decision: 'verified',
        reason: null,
        by: verifier.id,
        mayDecide: () => undefined,
      });
      return DONE;
    });
    await createTaxDesk(database, vault).once(undefined, async (writes) => {
      const formId = await writes.keepForm({ ...asked, by: person.id, ...DEMO_FORM });
      const valid = { validFrom: at.toISOString().slice(0, 10), validUntil: null };
      await writes.change({ ...asked, by: person.id, formId, profile: { ...tax, ...valid } });
      await writes.decide({ ...asked, decision: 'verified', reason: null, by: verifier.id });
      return DONE;
    });
  }
  await database.$executeRaw`UPDATE outbox SET done_at = now() WHERE kind = 'mail' AND (payload->>'text' LIKE 'payee%' OR payload->>'text' LIKE 'tax%')`;
}

/** Who the vendor is, and what partners have agreed on with it. */
async function acceptAgreements(database: Database): Promise<void> {
  const at = new Date(Date.now() - PAYEES_ENTERED_AGO_MS);
  const programs = await database.program.findMany({ select: { id: true, name: true } });
  const { id: by } = await database.user.findFirstOrThrow({ where: { roles: { has: 'program_admin' } } });
  const admins = await database.user.findMany({ where: { roles: { has: 'partner_admin' } } });
  await createVendorIdentities(database).once(undefined, async (writes) => {
    await writes.record({ ...DEMO_VENDOR, validFrom: at.toISOString().slice(0, 'YYYY-MM-DD'.length), by, at });
    return DONE;
  });
  await createAgreements(database).once(undefined, async (writes) => {
    for (const { program, ...agreement } of DEMO_AGREEMENTS) {
      const programId = programs.find(({ name }) => name === program)?.id ?? null;
      const { id } = await writes.publish({ ...agreement, programId, by, at });
      for (const { id: acceptedBy, partnerId } of admins) {
        if (partnerId !== null) await writes.accept({ id, partnerId, by: acceptedBy, at });
      }
    }
    return DONE;
  });
}

async function partnerWithKey(
  { database, known }: { database: Database; known: DemoPeople | undefined },
  name: string,
): Promise<DemoPeople['partners'][number]> {
  const partner = await database.partner.findFirstOrThrow({ where: { name } });
  const userEmail = DEMO_PEOPLE.find((person) => person.partner === name)?.email ?? '';
  const base = { id: partner.id, name, userEmail, password: DEMO_PASSWORD };
  const kept = known?.partners.find(({ id }) => id === partner.id);
  if (kept !== undefined) return { ...base, apiKey: kept.apiKey };
  const { key, keyHash, prefix } = createApiKey();
  const at = new Date();
  await database.apiKey.updateMany({
    where: { partnerId: partner.id, name: KEY_NAME, revokedAt: null },
    data: { revokedAt: at },
  });
  await createSetup(database).once(undefined, async (writes) => {
    await writes.createKey({
      partnerId: partner.id,
      name: KEY_NAME,
      prefix,
      keyHash,
      scopes: KEY_SCOPES,
      expiresAt: undefined,
      by: 'demo',
      at,
    });
    return DONE;
  });
  return { ...base, apiKey: key };
}
