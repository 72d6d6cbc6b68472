import { unlessSilent, type Crm } from '../adapters/crm/port.ts';
import type { ComparedCounts, Reconciling } from '../adapters/database/reconciliationPort.ts';
import { compareBank } from '../domain/reconciliation/bank.ts';
import { compareBooks } from '../domain/reconciliation/books.ts';
import { compareDeals } from '../domain/reconciliation/deals.ts';
import type { Compared } from '../domain/reconciliation/finding.ts';
import { asActivity } from './asActivity.ts';

/** Referrals in one question to the CRM. */
const BATCH = 50;

type Begun = { id: string; at: string };

type Deps = { reconciling: Reconciling; crm: Pick<Crm, 'readDeals'> };

export const createReconciliationActivities = ({ reconciling, crm }: Deps) => {
  const keep = async ({ id, at }: Begun, { compared, findings }: Compared): Promise<number> => {
    await reconciling.note({ id, findings, at });
    return compared;
  };
  return {
    /** Null: another comparison is being made. */
    beginReconciliation: asActivity(({ workflowId, at }: { workflowId: string; at: string }): Promise<string | null> =>
      reconciling.begin({ workflowId, at }),
    ),

    /** The next referrals with their deals in the CRM; `unread`: it is silent, and nothing was compared. */
    compareDealsAfter: asActivity(
      async ({
        after,
        ...begun
      }: Begun & { after: string }): Promise<{ compared: number; next: string | null } | 'unread'> => {
        const here = await reconciling.dealsHere({ after, limit: BATCH, at: begun.at });
        const referralNumbers = here.map(({ number }) => number);
        const dealIds = here.flatMap(({ deal }) => (deal === null ? [] : [deal.dealId]));
        const deals = await unlessSilent(() =>
          here.length === 0 ? Promise.resolve([]) : crm.readDeals({ referralNumbers, dealIds }),
        );
        if (deals === 'unread') return deals;
        const won = deals.filter(({ outcome }) => outcome === 'won').map(({ id }) => id);
        const compared = compareDeals(here, { deals, credited: await reconciling.credited(won) });
        return {
          compared: await keep(begun, compared),
          next: here.length < BATCH ? null : (here.at(-1)?.referralId ?? null),
        };
      },
    ),

    comparePayments: asActivity(async (begun: Begun): Promise<number> =>
      keep(begun, compareBank(await reconciling.bank(begun.at), begun.at)),
    ),

    compareLedger: asActivity(async (begun: Begun): Promise<number> =>
      keep(begun, compareBooks(await reconciling.books())),
    ),

    endReconciliation: asActivity(({ id, compared, at }: Begun & { compared: ComparedCounts }): Promise<void> =>
      reconciling.end({ id, compared, at }),
    ),
  };
};
