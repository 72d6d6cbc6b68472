import { createCommissionActivities } from '../../activities/commissions.ts';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createLines } from '../../adapters/database/commissionLines.ts';
import { newId } from '../../adapters/ids.ts';
import type { StoryLine } from '../../domain/commission/line.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { defaultPolicy, type Policy } from '../../domain/policy.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import { createTestDatabase } from './database.ts';
import { inActivityContext } from './inActivityContext.ts';
import { BRIGHTWATER, enterPayee } from './payees.ts';

/** Midday of the day on which everything in these tests begins. */
export const SIGNED_AT = '2026-12-15T12:00:00.000Z';
export const AFTER_HOLD = '2027-01-20T12:00:00.000Z';

const PERCENT: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};

const STAFF = {
  ines: ['finance_approver'],
  viktor: ['finance_approver'],
  clara: ['finance_approver', 'finance_preparer'],
  paul: ['finance_preparer'],
  olga: ['program_admin', 'finance_approver'],
  greta: ['sales_manager', 'finance_approver'],
  nora: ['sales_rep'],
  samir: ['partner_manager'],
  abel: ['auditor'],
} as const;

export type StaffName = keyof typeof STAFF;

export type MoneyWorld = {
  database: Database;
  url: string;
  staff: Record<StaffName, string>;
  programId: string;
  /** A partner of its own with an administrator, and a referral in stage `won` with nothing accrued yet. */
  wonReferral(args?: {
    policy?: Partial<Policy>;
    rules?: PlanRule[];
    partnerId?: string;
    /** Entered by the partner's administrator; none unless told. */
    account?: PayeeAccount | undefined;
    /** In which the partner is paid. */
    currency?: string;
  }): Promise<WonReferral>;
  close(): Promise<void>;
};

export type WonReferral = { referralId: string; partnerId: string; adminId: string; planVersionId: string };

/** A migrated database (its own, or one that is known) with finance people and as many won referrals as a test asks for. Plans are drafted by Olga. */
export async function createMoneyWorld(known?: { url: string }): Promise<MoneyWorld> {
  const { url, drop } = known === undefined ? await createTestDatabase() : { ...known, drop: () => Promise.resolve() };
  const database = createDatabase({ url, role: 'fairlead_owner', connections: 4 });
  const staff = {} as Record<StaffName, string>;
  for (const [name, roles] of Object.entries(STAFF)) {
    const id = newId('user');
    staff[name as StaffName] = id;
    await database.user.create({
      data: { id, email: `${name}@helioforge.example`, name: `${name} of staff`, roles: [...roles] },
    });
  }
  const programId = newId('program');
  await database.program.create({ data: { id: programId, name: 'Cloud Referrals', currency: 'EUR' } });
  let made = 0;
  return {
    database,
    url,
    staff,
    programId,
    wonReferral: async ({ policy = {}, rules = [PERCENT], partnerId, account, currency = 'EUR' } = {}) => {
      made += 1;
      const won = { policy, rules, partnerId, account, currency };
      return insertWonReferral({ database, staff, programId, number: made, ...won });
    },
    close: async () => {
      await database.$disconnect();
      await drop();
    },
  };
}

type InsertArgs = Pick<MoneyWorld, 'database' | 'staff' | 'programId'> & {
  number: number;
  policy: Partial<Policy>;
  rules: PlanRule[];
  partnerId: string | undefined;
  account: PayeeAccount | undefined;
  currency: string;
};

async function insertWonReferral(args: InsertArgs): Promise<WonReferral> {
  const { database, staff, programId, number } = args;
  const { partnerId, adminId } = await insertPartner(args);
  const policyVersionId = newId('policyVersion');
  const planId = newId('plan');
  const planVersionId = newId('planVersion');
  const companyId = newId('company');
  const referralId = newId('referral');
  const body = { ...defaultPolicy(args.currency), ...args.policy };
  await database.policyVersion.create({
    data: { id: policyVersionId, programId, version: number, body, draftedBy: staff.olga },
  });
  await database.plan.create({ data: { id: planId, programId, name: `Plan ${String(number)}` } });
  await database.planVersion.create({
    data: {
      id: planVersionId,
      planId,
      programId,
      version: 1,
      effectiveFrom: new Date(SIGNED_AT),
      rules: args.rules,
      terms: 'terms',
      draftedBy: staff.olga,
      publishedBy: staff.ines,
      publishedAt: new Date(SIGNED_AT),
    },
  });
  await database.company.create({ data: { id: companyId, name: `Company ${String(number)}` } });
  await database.referral.create({
    data: {
      id: referralId,
      number: `R-TEST-${String(number)}`,
      intakeNo: number,
      programId,
      partnerId,
      submittedBy: { kind: 'user', id: adminId },
      channel: 'portal',
      submittedAt: new Date(SIGNED_AT),
      policyVersionId,
      planVersionId,
      terms: 'terms',
      prospectName: 'Ada Lindgren',
      companyId,
      companyName: `Company ${String(number)}`,
      need: 'Dispatch',
      consentBasis: 'consent',
      stage: 'won',
      next: { situation: 'won', action: 'payout', who: 'system', dueAt: null, facts: {} },
    },
  });
  return { referralId, partnerId, adminId, planVersionId };
}

async function insertPartner({
  database,
  programId,
  number,
  partnerId,
  account,
  currency,
}: InsertArgs): Promise<{ partnerId: string; adminId: string }> {
  const known = partnerId === undefined ? null : await database.user.findFirst({ where: { partnerId } });
  if (partnerId !== undefined && known !== null) return { partnerId, adminId: known.id };
  const id = newId('partner');
  const adminId = newId('user');
  await database.partner.create({
    data: {
      id,
      name: `Partner ${String(number)}`,
      country: 'DE',
      payoutCurrency: currency === 'EUR' ? null : currency,
    },
  });
  await database.enrolment.create({ data: { partnerId: id, programId } });
  await database.user.create({
    data: {
      id: adminId,
      email: `admin${String(number)}@partner.example`,
      name: 'Partner Admin',
      roles: ['partner_admin'],
      partnerId: id,
    },
  });
  if (account !== undefined) await enterPayee(database, { partnerId: id, by: adminId, account });
  return { partnerId: id, adminId };
}

export const commissionActivities = (world: Pick<MoneyWorld, 'database'>) =>
  inActivityContext(createCommissionActivities({ lines: createLines(world.database) }));

/** Closed by Greta for this net amount in minor units. */
export const dealOf = (world: MoneyWorld, amount: number, dealId = 'D-1', currency = 'EUR') => ({
  dealId,
  amount: { amount, currency },
  firstYearNet: { amount, currency },
  closedOn: '2026-12-15',
  closedBy: world.staff.greta,
});

/** A line whose hold is over and that the named people have approved. */
export async function approvedLine(
  world: MoneyWorld,
  args: {
    amount?: number;
    by?: StaffName[];
    partnerId?: string;
    dealId?: string;
    /** null: a partner without one. */
    account?: PayeeAccount | null;
    currency?: string;
    policy?: Partial<Policy>;
  } = {},
): Promise<WonReferral & { line: StoryLine }> {
  const {
    amount = 4_800_000,
    by = ['ines'],
    partnerId,
    dealId,
    account = BRIGHTWATER,
    currency = 'EUR',
    policy = {},
  } = args;
  const own = partnerId === undefined ? {} : { partnerId };
  const won = await world.wonReferral({ ...own, account: account ?? undefined, currency, policy });
  const { referralId } = won;
  const activities = commissionActivities(world);
  const deal = dealOf(world, amount, dealId ?? `D-${referralId}`, currency);
  const [accrued] = await activities.accrueLines({ referralId, at: SIGNED_AT, deal });
  if (accrued === undefined) throw new Error('nothing accrued');
  const { commissionId, contentHash } = accrued;
  for (const name of by) {
    const { answer } = await activities.decideLine({
      referralId,
      at: SIGNED_AT,
      command: {
        commandId: newId('command'),
        name: 'approveCommission',
        actor: { kind: 'user', id: world.staff[name] },
        source: 'api',
        payload: { commissionId, contentHash },
      },
    });
    if (answer.outcome !== 'done') throw new Error(`${name} could not approve`);
  }
  return { ...won, line: await activities.endHold({ referralId, commissionId, at: AFTER_HOLD }) };
}
