import { addressBook } from '../../adapters/addressBook.ts';
import type { Database } from '../../adapters/database/client.ts';
import type { Receipt, Submission } from '../../adapters/database/port.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';
import { newId } from '../../adapters/ids.ts';
import type { Role } from '../../domain/approval/roles.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import { planTerms } from '../../domain/commission/terms.ts';
import type { Policy } from '../../domain/policy.ts';
import { defaultPolicy } from '../../domain/policy.ts';

const VENDOR = {
  nora: ['sales_rep'],
  tom: ['sales_rep'],
  greta: ['sales_manager'],
  konrad: ['sales_manager'],
  samir: ['partner_manager'],
  ruth: ['partner_manager'],
  paul: ['finance_preparer'],
  ines: ['finance_approver'],
  viktor: ['finance_approver'],
  clara: ['sales_manager', 'finance_approver'],
  olga: ['program_admin'],
  abel: ['auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type VendorName = keyof typeof VENDOR;

/** User ids of the vendor's people; Nora and Tom sell, Greta, Konrad and Clara manage, Samir looks after the partners. */
export type Vendor = Record<VendorName, string>;
export type Partner = { id: string; adminId: string; userId: string };

const TEN_PERCENT: PlanRule = {
  kind: 'deal_percent',
  basisPoints: 1_000,
  base: 'first_year_net',
  trigger: 'signed',
  when: {},
};

/** Nothing is made twice by chance: names, domains and keys count up within a process. */
let made = 0;
const next = (): string => String((made += 1));

export async function createVendor(database: Database): Promise<Vendor> {
  const vendor = {} as Vendor;
  for (const [name, roles] of Object.entries(VENDOR)) {
    const id = newId('user');
    vendor[name as VendorName] = id;
    await database.user.create({ data: { id, email: `${name}@helioforge.example`, name, roles: [...roles] } });
  }
  return vendor;
}

/** A program with a published policy and plan of 10 %. `rules: []` publishes no plan. */
export async function createProgram(
  database: Database,
  { vendor, policy = {}, rules = [TEN_PERCENT] }: { vendor: Vendor; policy?: Partial<Policy>; rules?: PlanRule[] },
): Promise<string> {
  const programId = newId('program');
  const publishedAt = new Date(Date.now() - 1_000);
  const body = { ...defaultPolicy('EUR'), ...policy };
  await database.program.create({ data: { id: programId, name: `Program ${next()}`, currency: 'EUR' } });
  await database.policyVersion.create({
    data: {
      id: newId('policyVersion'),
      programId,
      version: 1,
      body,
      draftedBy: vendor.olga,
      publishedBy: vendor.olga,
      publishedAt,
    },
  });
  if (rules.length === 0) return programId;
  const planId = newId('plan');
  await database.plan.create({ data: { id: planId, programId, name: 'Referral fee' } });
  await database.planVersion.create({
    data: {
      id: newId('planVersion'),
      planId,
      programId,
      version: 1,
      effectiveFrom: publishedAt,
      rules,
      terms: planTerms(rules, body),
      draftedBy: vendor.olga,
      publishedBy: vendor.greta,
      publishedAt,
    },
  });
  return programId;
}

/** An active partner with an administrator and a user, enrolled in these programs. */
export async function createPartner(
  database: Database,
  { programIds, managerId = null }: { programIds: readonly string[]; managerId?: string | null },
): Promise<Partner> {
  const partner = { id: newId('partner'), adminId: newId('user'), userId: newId('user') };
  const number = next();
  await database.partner.create({ data: { id: partner.id, name: `Partner ${number}`, country: 'DE', managerId } });
  for (const programId of programIds) await database.enrolment.create({ data: { partnerId: partner.id, programId } });
  for (const [id, role] of [
    [partner.adminId, 'partner_admin'],
    [partner.userId, 'partner_user'],
  ] as const) {
    await database.user.create({
      data: {
        id,
        email: `${role}${number}@partner.example`,
        name: `${role} ${number}`,
        roles: [role],
        partnerId: partner.id,
      },
    });
  }
  return partner;
}

export type SubmissionChanges = Partial<Omit<Submission, 'partnerId' | 'submittedBy' | 'caller'>>;

/** A submission by the partner's user; every call names a new company unless told otherwise. */
export function submissionOf(partner: Partner, changes: SubmissionChanges = {}): Submission {
  const number = next();
  return {
    partnerId: partner.id,
    programId: undefined,
    channel: 'portal',
    submittedBy: { kind: 'user', id: partner.userId },
    caller: partner.userId,
    idempotency: undefined,
    prospect: { name: `Prospect ${number}`, email: `prospect@company${number}.example` },
    company: { name: `Company ${number} GmbH`, domain: `company${number}.example`, country: 'DE' },
    need: 'Dispatch takes two days and should take two hours.',
    consent: { basis: 'consent' },
    ...changes,
  };
}

/** Receives a submission that has to succeed. */
export async function receive(database: Database, submission: Submission): Promise<Receipt> {
  const result = await createIntake({ database, addresses: addressBook }).receive(submission);
  if (result.outcome !== 'created') throw new Error(`not received: ${JSON.stringify(result)}`);
  return result.receipt;
}
