import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { createReconciliationActivities } from '../activities/reconciliation.ts';
import type { ReconciliationInput } from './messages.ts';

const { beginReconciliation, compareDealsAfter, comparePayments, compareLedger, endReconciliation } = proxyActivities<
  ReturnType<typeof createReconciliationActivities>
>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute', maximumAttempts: 20 },
});

/** A CRM that was silent this often in a row is away: its deals are not compared this time. */
const SILENCES_MAX = 3;

type Begun = NonNullable<ReconciliationInput['begun']>;

/**
 * Compares referrals with the deals of the CRM, payments with the bank, and the ledger with both; what disagrees is kept until
 * it does not any more. One at a time: gives false when another one runs.
 */
export async function reconciliation(input: ReconciliationInput = {}): Promise<boolean> {
  const begun = input.begun ?? (await begin());
  if (begun === null) return false;
  const compared = {
    deals: await compareAllDeals(begun, input.deals),
    bank: await comparePayments(begun),
    books: await compareLedger(begun),
  };
  await endReconciliation({ ...begun, compared });
  return true;
}

async function begin(): Promise<Begun | null> {
  const at = new Date().toISOString();
  const id = await beginReconciliation({ workflowId: workflowInfo().workflowId, at });
  return id === null ? null : { id, at };
}

/** How many were compared; null: the CRM is away. */
async function compareAllDeals(begun: Begun, from: ReconciliationInput['deals']): Promise<number | null> {
  let { after, compared } = from ?? { after: '', compared: 0 };
  let silences = 0;
  while (after !== null) {
    const batch = await compareDealsAfter({ ...begun, after });
    if (batch === 'unread') {
      silences += 1;
      if (silences === SILENCES_MAX) return null;
      await sleep('1 minute');
      continue;
    }
    silences = 0;
    compared += batch.compared;
    after = batch.next;
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof reconciliation>({ begun, deals: { after, compared } });
  }
  return compared;
}
