import type { ConfirmedRate } from '../../domain/commission/conversion.ts';
import {
  nextTier,
  tierReached,
  wonRevenue,
  type TierStanding,
  type WonRevenue,
} from '../../domain/commission/tiers.ts';
import { money, moneyToJson } from '../../domain/money.ts';
import type { TierStep } from '../../domain/policy.ts';
import { newId } from '../ids.ts';
import { callFunction, guarded } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import type { NextTier } from './setupPort.ts';
import type { TierChecks } from './tierChecksPort.ts';

/** What the database answers of each program; the amounts of sums as text. */
type TierFacts = {
  programId: string;
  currency: string;
  tiers: TierStep[];
  won: { amount: string; currency: string }[];
  rates: ConfirmedRate[];
}[];

type Standing = TierStanding & WonRevenue;

const standingsOf = (facts: TierFacts, at: string): Standing[] =>
  facts.map(({ programId, currency, tiers, won, rates }) => {
    const sums = won.map((one) => money(BigInt(one.amount), one.currency));
    return { programId, tiers, ...wonRevenue(sums, { currency, rates, at }) };
  });

export const createTierChecks = (database: Database): TierChecks => ({
  unchecked: ({ month, after, limit }) =>
    guarded(async () => {
      const rows = await database.$queryRawUnsafe<{ id: string }[]>(
        `SELECT p.id FROM partners p WHERE p.state = 'active' AND p.id > $2 AND EXISTS (SELECT 1 FROM programs_with_tiers(p.id))
           AND NOT EXISTS (SELECT 1 FROM tier_checks t WHERE t.partner_id = p.id AND t.month = $1::date)
         ORDER BY p.id LIMIT $3::int`,
        ...[month, after, limit],
      );
      return rows.map(({ id }) => id);
    }),

  check: (args) => guarded(() => database.$transaction((as) => check(as, args))),
});

async function check(
  as: Queryable,
  { partnerId, month, at }: { partnerId: string; month: string; at: string },
): Promise<boolean> {
  const [partner] = await as.$queryRawUnsafe<{ tier: string }[]>(
    'SELECT tier FROM partners WHERE id = $1 FOR UPDATE',
    partnerId,
  );
  if (partner === undefined) return false;
  const [row] = await as.$queryRawUnsafe<{ facts: TierFacts }[]>(
    'SELECT tier_facts($1, $2::date, $3::timestamptz) AS facts',
    ...[partnerId, month, at],
  );
  const standings = standingsOf(row?.facts ?? [], at);
  const reached = tierReached(partner.tier, standings);
  const isFirst = await callFunction<boolean>(as, 'record_tier_check', {
    ...{ id: newId('event'), partnerId, month, at, from: partner.tier, to: reached?.tier ?? partner.tier },
    programId: reached?.by.programId ?? null,
    revenue: standings.map(revenueIn),
    facts: reached === undefined ? {} : { tier: reached.tier, from: partner.tier, ...amountIn(reached.by) },
  });
  return isFirst && reached !== undefined;
}

const revenueIn = ({ programId, won, leftOut }: Standing) => ({
  programId,
  won: moneyToJson(won),
  leftOut: leftOut.map(moneyToJson),
});

function amountIn({ won }: Standing): { amountMinor: number; currency: string } {
  const { amount, currency } = moneyToJson(won);
  return { amountMinor: amount, currency };
}

/** Of now; of a partner that reads, by what its own role may know. */
export async function readNextTiers(
  as: Queryable,
  { partnerId, tier, isOwn }: { partnerId: string; tier: string; isOwn: boolean },
): Promise<NextTier[]> {
  const facts = isOwn
    ? await as.$queryRawUnsafe<{ facts: TierFacts }[]>('SELECT own_tier_facts() AS facts')
    : await as.$queryRawUnsafe<{ facts: TierFacts }[]>(
        `SELECT tier_facts($1, (now() AT TIME ZONE 'UTC')::date + 1, now()) AS facts`,
        partnerId,
      );
  return standingsOf(facts[0]?.facts ?? [], new Date().toISOString()).flatMap((standing) => {
    const next = nextTier(tier, standing);
    if (next === null) return [];
    const { programId, leftOut } = standing;
    return [{ programId, tier: next.tier, missing: moneyToJson(next.missing), leftOut: leftOut.map(moneyToJson) }];
  });
}
