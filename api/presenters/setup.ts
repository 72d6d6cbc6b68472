import type {
  KeyRecord,
  PartnerRecord,
  PlanRecord,
  ProgramRecord,
  UserRecord,
} from '../../adapters/database/setupPort.ts';
import { planWarnings } from '../../domain/commission/warnings.ts';
import type { Language } from '../../domain/texts/format.ts';
import { promisesInWords } from '../../domain/texts/programText.ts';

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

export const presentProgram = ({ createdAt, ...program }: ProgramRecord, language: Language) => ({
  ...program,
  promises: promisesInWords(program.policy, language),
  createdAt: createdAt.toISOString(),
});

export const presentPlan = (plan: PlanRecord, currency: string | undefined) => ({
  id: plan.id,
  programId: plan.programId,
  name: plan.name,
  state: plan.publishedAt === null ? 'draft' : 'published',
  planVersion: plan.planVersion,
  version: plan.version,
  effectiveFrom: plan.effectiveFrom.toISOString(),
  rules: plan.rules,
  terms: plan.terms,
  draftedBy: plan.draftedBy,
  publishedBy: plan.publishedBy,
  publishedAt: isoOf(plan.publishedAt),
  warnings: planWarnings(plan.rules, currency),
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
