import type { CrmActivity } from '../../domain/matching/lookBack.ts';
import type { CrmCompany } from '../../domain/matching/vendorKnowledge.ts';
import { money, moneyToJson } from '../../domain/money.ts';
import type { DealThere } from '../../domain/reconciliation/deals.ts';
import { databaseError } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import { DEALS_READ_MAX } from './port.ts';
import type { Crm, CrmKeys } from './port.ts';

/** More look-alikes than this are no company but a list. */
const MATCHES_MAX = 50;
/** The latest contact decides, and it is among these. */
const ACTIVITIES_MAX = 500;

/** Everything in one statement: it is asked for every referral. */
export async function findCompany(database: Database, { domains, emails, nameKeys }: CrmKeys): Promise<CrmCompany> {
  try {
    const rows = await database.$queryRaw<{ company: CrmCompany }[]>`
      WITH matches AS (
        SELECT 'account' AS kind, id, id AS account_id, domain,
          CASE WHEN domain = ANY(${domains}) THEN 'domain' ELSE 'name' END AS found_by
        FROM crm_accounts WHERE domain = ANY(${domains}) OR name_key = ANY(${nameKeys})
        UNION ALL
        SELECT 'contact', c.id, c.account_id, a.domain, 'email'
        FROM crm_contacts c JOIN crm_accounts a ON a.id = c.account_id WHERE c.email_key = ANY(${emails})
        UNION ALL
        SELECT 'lead', id, id, domain,
          CASE WHEN domain = ANY(${domains}) THEN 'domain' WHEN email_key = ANY(${emails}) THEN 'email' ELSE 'name' END
        FROM crm_leads WHERE domain = ANY(${domains}) OR email_key = ANY(${emails}) OR name_key = ANY(${nameKeys})
        ORDER BY found_by, id LIMIT ${MATCHES_MAX})
      SELECT jsonb_build_object(
        'matches', coalesce((SELECT jsonb_agg(jsonb_build_object('kind', kind, 'id', id, 'accountId', account_id,
          'domain', domain, 'foundBy', found_by)) FROM matches), '[]'),
        'openDeals', coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'accountId', d.account_id, 'owner', lower(d.owner_email),
          'productLine', d.product_line, 'openedAt', iso_ms(d.opened_at), 'referralNumber', d.referral_number) ORDER BY d.id)
          FROM crm_deals d WHERE d.open AND d.account_id IN (SELECT account_id FROM matches)), '[]'),
        'purchases', coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'accountId', p.account_id,
          'productLine', p.product_line) ORDER BY p.id)
          FROM crm_purchases p WHERE p.account_id IN (SELECT account_id FROM matches)), '[]')) AS company`;
    return rows[0]?.company ?? { matches: [], openDeals: [], purchases: [] };
  } catch (error) {
    throw databaseError(error);
  }
}

export async function readActivities(
  database: Database,
  { accountIds, from, until }: Parameters<Crm['readActivities']>[0],
): Promise<CrmActivity[]> {
  try {
    const rows = await database.crmActivity.findMany({
      where: { accountId: { in: accountIds }, at: { gte: new Date(from), lt: new Date(until) } },
      orderBy: [{ at: 'desc' }, { id: 'asc' }],
      take: ACTIVITIES_MAX,
    });
    return rows.map(({ at, byEmail, kind, team, ...row }) => ({
      ...row,
      kind: kind as CrmActivity['kind'],
      team: team as CrmActivity['team'],
      at: at.getTime(),
      by: byEmail?.toLowerCase() ?? null,
    }));
  } catch (error) {
    throw databaseError(error);
  }
}

export async function readDeals(
  database: Database,
  { referralNumbers, dealIds }: Parameters<Crm['readDeals']>[0],
): Promise<DealThere[]> {
  try {
    const rows = await database.crmDeal.findMany({
      where: { OR: [{ referralNumber: { in: [...referralNumbers] } }, { id: { in: [...dealIds] } }] },
      orderBy: { id: 'asc' },
      take: DEALS_READ_MAX,
    });
    return rows.map(({ id, referralNumber, open, won, amountMinor, currency, closedOn }) => ({
      id,
      referralNumber,
      outcome: open ? 'open' : won ? 'won' : 'lost',
      amount: amountMinor === null || currency === null ? null : moneyToJson(money(amountMinor, currency)),
      closedOn: closedOn?.toISOString().slice(0, 'YYYY-MM-DD'.length) ?? null,
    }));
  } catch (error) {
    throw databaseError(error);
  }
}
