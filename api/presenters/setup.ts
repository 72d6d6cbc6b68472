import type {
  KeyRecord,
  PartnerRecord,
  PlanRecord,
  ProgramRecord,
  SetupReads,
  UserRecord,
} from '../../adapters/database/setupPort.ts';
import { mayPublishPlan } from '../../domain/approval/plans.ts';
import { approverWarnings, planWarnings } from '../../domain/commission/warnings.ts';
import type { Language } from '../../domain/texts/format.ts';
import { separationSentence } from '../../domain/texts/moneyWords.ts';
import { promisesInWords } from '../../domain/texts/programText.ts';
import { commandActorOf, type PersonCaller } from '../auth/caller.ts';

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export const presentProgram = ({ createdAt, ...program }: ProgramRecord, language: Language) => ({
  ...program,
  promises: promisesInWords(program.policy, language),
  createdAt: createdAt.toISOString(),
});

type PlanContext = {
  program: Pick<ProgramRecord, 'currency' | 'policy'> | undefined;
  approvers: Awaited<ReturnType<SetupReads['approvers']>>;
  caller: PersonCaller;
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

function mayPublish(plan: PlanRecord, caller: PersonCaller) {
  const may = mayPublishPlan(commandActorOf(caller), plan);
  if (may === undefined) return {};
  const why = may.allowed ? null : separationSentence('drafted_plan', caller.language);
  return { mayPublish: { ...may, why } };
}

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
  ...mayPublish(plan, context.caller),
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
