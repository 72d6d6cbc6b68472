import type { Reads } from '../../adapters/database/readsPort.ts';
import type { StaffReads } from '../../adapters/database/staffPort.ts';
import { AppError } from '../../domain/errors.ts';
import { chooseOwner, type OwnerQuestion } from '../../domain/routing/chooseOwner.ts';
import { unmetConditions } from '../../domain/routing/rules.ts';
import { scopeOf, type Caller } from '../auth/caller.ts';
import { dryRunRouting } from '../operations/staff.ts';
import { route, type Exchange } from '../route.ts';

type Deps = { staff: StaffReads; reads: Reads };
type Asked = Exchange<typeof dryRunRouting>['body'];

/** As it would be decided now; nobody's turn moves. */
export const dryRunRoutingRoute = (deps: Deps) =>
  route(dryRunRouting, async ({ caller, body, now }) => {
    const question = await questionOf(deps, { caller, body, now });
    const { duty } = body;
    const { choice } = chooseOwner({ ...question, duty, excluded: [] });
    const { ownerId, others, unassigned, why, ruleId, mode } = choice;
    const ids = others.map(({ userId }) => userId);
    const names = await deps.staff.names(ownerId === null ? ids : [...ids, ownerId]);
    const named = (id: string): { id: string; name: string } => ({ id, name: names.get(id) ?? id });
    const rules = question.rules.map((rule) => ({
      id: rule.id,
      name: rule.name,
      unmet: unmetConditions(rule, question.facts, duty),
    }));
    return {
      status: 200,
      body: {
        person: ownerId === null ? null : named(ownerId),
        unassigned,
        why,
        ruleId,
        mode,
        others: others.map((other) => ({ ...named(other.userId), why: other.why })),
        rules,
      },
    };
  });

async function questionOf(
  { staff, reads }: Deps,
  { caller, body, now }: { caller: Caller; body: Asked; now: Date },
): Promise<OwnerQuestion> {
  const { duty, referralId, sample = {} } = body;
  if (referralId !== undefined) {
    if ((await reads.referral(scopeOf(caller), referralId)) === undefined) throw new AppError({ code: 'not_found' });
    return staff.question({ referralId, duty, at: now });
  }
  const { programId = null, country = null, region = null, productLine = null, partnerId = null } = sample;
  const tier = partnerId === null ? null : await staff.partnerTier(partnerId);
  if (tier === undefined) throw new AppError({ code: 'not_found', detail: 'There is no such partner.' });
  const { rules, people } = await staff.sampleQuestion({ programId, duty, at: now });
  const facts = { country, region, productLine, partnerId, tier, value: sample.estimatedValue ?? null };
  return { facts, rules, people, partnerManagerId: null, submitters: [], rivals: [] };
}
