import type {
  KeyRecord,
  PartnerRecord,
  PlanRecord,
  ProgramRecord,
  SetupReads,
  UserRecord,
} from '../../adapters/database/setupPort.ts';
import { approverWarnings, planWarnings } from '../../domain/commission/warnings.ts';
import type { Language } from '../../domain/texts/format.ts';
import { promisesInWords } from '../../domain/texts/programText.ts';

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export const presentProgram = ({ createdAt, ...program }: ProgramRecord, language: Language) => ({
  ...program,
  promises: promisesInWords(program.policy, language),
  createdAt: createdAt.toISOString(),
});

type PlanContext = {
  program: Pick<ProgramRecord, 'currency' | 'policy'> | undefined;
  approvers: Awaited<ReturnType<SetupReads['approvers']>>;
};

const warningsOf = ({ rules, draftedBy }: PlanRecord, { program, approvers }: PlanContext): string[] => [
  ...planWarnings(rules, program?.currency),
  ...(program === undefined
    ? []
    : approverWarnings({
        draftedBy,
        approvers,
        secondApproverFrom: program.policy.secondApproverFrom,
        currency: program.currency,
      })),
];

/** The warnings are those of today: who can approve changes without the plan. */
export const presentPlan = (plan: PlanRecord, context: PlanContext) => ({
  id: plan.id,
  programId: plan.programId,
  name: plan.name,
  state: plan.publishedAt === null ? 'draft' : 'published',
  planVersion: plan.planVersion,
  version: plan.version,
  effectiveFrom: plan.effectiveFrom.toISOString(),
  rules: plan.rules,
  terms: plan.terms,
  partnerTerms: Object.entries(plan.partnerTerms).map(([partnerId, terms]) => ({ partnerId, terms })),
  draftedBy: plan.draftedBy,
  publishedBy: plan.publishedBy,
  publishedAt: isoOf(plan.publishedAt),
  warnings: warningsOf(plan, context),
});

export const presentPartner = ({ createdAt, probing, ...partner }: PartnerRecord) => ({
  ...partner,
  ...(probing === null ? {} : { probing }),
  createdAt: createdAt.toISOString(),
});

export const presentKey = ({ id, name, prefix, scopes, createdAt, lastUsedAt, expiresAt, revokedAt }: KeyRecord) => ({
  id,
  name,
  prefix,
  scopes,
  createdAt: createdAt.toISOString(),
  lastUsedAt: isoOf(lastUsedAt),
  expiresAt: isoOf(expiresAt),
  revokedAt: isoOf(revokedAt),
});

export const presentUser = ({ createdAt, ...user }: UserRecord) => ({ ...user, createdAt: createdAt.toISOString() });
