import { journalFor } from '../ledger/postings.ts';
import { afterBank, openLines, type Run, type RunChange } from './payoutRun.ts';

/**
 * Why a rail will never carry an item out, however often it is asked. `payee_missing`: there is no account to pay to.
 * `account_not_usable`: the account is of a kind, or in a country, that the rail does not reach. `account_closed`: it takes no
 * money. The rest are about what is paid.
 */
export const RAIL_REFUSALS = [
  'payee_missing',
  'account_not_usable',
  'account_closed',
  'currency_not_supported',
  'amount_not_supported',
] as const;

export type RailRefusal = (typeof RAIL_REFUSALS)[number];

/** A reason that a later version gave reads as the one that says least. */
export const refusalNamed = (code: string | undefined): RailRefusal =>
  RAIL_REFUSALS.find((reason) => reason === code) ?? 'account_not_usable';

export type RefusedItem = { itemId: string; reason: RailRefusal };

/**
 * What a rail refused for good has not left: the release is taken back, and the lines are due again with their approvals. Only an
 * item that waits for its rail is taken back, so the same refusal again changes nothing.
 */
export function decideRefused(run: Run, refused: readonly RefusedItem[], on: string): RunChange {
  const reasons = new Map(refused.map(({ itemId, reason }) => [itemId, reason]));
  const items = run.items.flatMap((item) => {
    const reason = item.state === 'released' ? reasons.get(item.id) : undefined;
    return reason === undefined ? [] : [{ item, reason }];
  });
  return {
    run: null,
    items: items.map(({ item: { id, amount }, reason }) => ({
      id,
      state: 'refused',
      amount,
      excludedReason: null,
      bank: { on, reference: null, reason },
    })),
    lines: items.flatMap(({ item }) => openLines(item).flatMap((line) => afterBank(item, line, 'returned'))),
    journals: items.map(({ item: { id, partnerId, amount } }) =>
      journalFor({ kind: 'returned_unsettled', source: id, partnerId, amount }),
    ),
  };
}
