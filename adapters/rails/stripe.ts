import Stripe from 'stripe';
import type { RailRefusal } from '../../domain/commission/railRefusal.ts';
import { AppError } from '../../domain/errors.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import type { Payees } from '../payees/port.ts';
import { parseBankStatement } from './bankStatement.ts';
import type { Rail, RailReceipt } from './port.ts';
import { stripeAmount } from './stripeAmount.ts';

/** `apiUrl`: another place than Stripe's own, for tests. */
export type StripeSettings = { secretKey: string; apiUrl?: string | undefined };

/** What a run waits for one answer; it looks up what it did not hear. */
const ANSWER_WAITS_MS = 8_000;

/** What Stripe says for good, by its codes; everything else may be different tomorrow. */
const FOR_GOOD: Readonly<Record<string, RailRefusal>> = {
  account_closed: 'account_closed',
  account_invalid: 'account_not_usable',
  transfers_not_allowed: 'account_not_usable',
  insufficient_capabilities_for_transfer: 'account_not_usable',
  amount_too_large: 'amount_not_supported',
  amount_too_small: 'amount_not_supported',
};

/**
 * Transfers to connected accounts. The item's id is the key of idempotency, which Stripe forgets after a day or so, and the
 * transfer group, which it does not: so the group is asked for before anything is sent.
 */
export function createStripeRail({ payees }: { payees: Payees }, settings: StripeSettings): Rail {
  const stripe = new Stripe(settings.secretKey, {
    ...placeOf(settings.apiUrl),
    // A repeat is the run's to decide, after a look-up.
    maxNetworkRetries: 0,
    timeout: ANSWER_WAITS_MS,
    telemetry: false,
  });
  const lookup = async (key: string): Promise<RailReceipt | undefined> => {
    const found = await answered(() => stripe.transfers.list({ transfer_group: key, limit: 1 }));
    const [transfer] = found.data;
    return transfer === undefined ? undefined : { reference: transfer.id };
  };
  return {
    lookup,

    submit: async ({ itemId, runId, amount }, key) => {
      const account = (await payees.forItems([itemId])).get(itemId);
      if (account === undefined) return { refused: 'payee_missing' };
      if (!isConnected(account)) return { refused: 'account_not_usable' };
      const inStripe = stripeAmount(amount);
      if (inStripe === undefined) return { refused: 'amount_not_supported' };
      const before = await lookup(key);
      if (before !== undefined) return before;
      try {
        const { id } = await stripe.transfers.create(
          {
            amount: inStripe,
            currency: amount.currency.toLowerCase(),
            destination: account.accountId,
            transfer_group: key,
            metadata: { item: itemId, run: runId },
          },
          { idempotencyKey: key },
        );
        return { reference: id };
      } catch (error) {
        const refused = refusalIn(error);
        if (refused === undefined) throw unavailable(error);
        return { refused };
      }
    },

    bankFile: () => Promise.resolve(null),

    parseStatement: parseBankStatement,
  };
}

const isConnected = (account: PayeeAccount): account is Extract<PayeeAccount, { kind: 'stripe' }> =>
  account.kind === 'stripe';

function placeOf(apiUrl: string | undefined): { host?: string; port?: string; protocol?: 'http' | 'https' } {
  if (apiUrl === undefined) return {};
  const { hostname, port, protocol } = new URL(apiUrl);
  return { host: hostname, port, protocol: protocol === 'http:' ? 'http' : 'https' };
}

/** Only a request that Stripe understood and rejected is a refusal; where nobody knows what became of it, nothing is. */
function refusalIn(error: unknown): RailRefusal | undefined {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return undefined;
  // Said without a code.
  if (error.param === 'currency') return 'currency_not_supported';
  if (error.code === undefined) return undefined;
  const isNoSuchAccount = error.code === 'resource_missing' && error.param === 'destination';
  return isNoSuchAccount ? 'account_not_usable' : FOR_GOOD[error.code];
}

async function answered<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw unavailable(error);
  }
}

/** By type and code alone: the message of Stripe may name accounts, and the request carries the key. */
function unavailable(error: unknown): AppError {
  const known = error instanceof Stripe.errors.StripeError ? `${error.type} ${error.code ?? ''}`.trim() : 'unknown';
  return new AppError({ code: 'rail_unavailable', cause: `stripe: ${known}` });
}
