import type { Actor } from '../referral/commands.ts';
import { moneyToJson, type Money } from '../money.ts';
import type { MailFacts, MailKey, MailReceiver } from '../texts/mailKeys.ts';
import type { CommissionState } from './states.ts';

/** One entry of the referral's timeline about money. Amounts and ids only; the stage does not change. */
export type MoneyEvent = {
  at: string;
  type:
    | `commission.${CommissionState}`
    | 'commission.approval_given'
    | 'commission.not_paid'
    | 'commission.unfrozen'
    | 'commission.adjustment_proposed'
    | 'commission.adjusted'
    | 'commission.corrected'
    | 'command.refused';
  actor: Actor;
  source: string;
  from: null;
  to: null;
  reasonCode: string | null;
  public: Record<string, unknown>;
};

type MoneyMailKey = Extract<MailKey, `commission_${string}` | 'split_earned' | 'split_corrected'>;

/** A mail to whoever handed the referral in, or to the other partner of a split. */
export type MoneyMail = {
  [K in MoneyMailKey]: {
    text: K;
    receiver: Extract<MailReceiver, { kind: 'submitter' | 'partner' }>;
    facts: MailFacts[K];
  };
}[MoneyMailKey];

type EventArgs = {
  at: string;
  type: MoneyEvent['type'];
  actor: Actor;
  source: string;
  reasonCode?: string | null | undefined;
  public: Record<string, unknown>;
};

export const moneyEvent = ({ reasonCode, ...event }: EventArgs): MoneyEvent => ({
  ...event,
  from: null,
  to: null,
  reasonCode: reasonCode ?? null,
});

/** What an event says of its line. */
export const lineFacts = (commissionId: string, amount: Money): Record<string, unknown> => ({
  commissionId,
  amount: moneyToJson(amount),
});

export const amountFacts = ({ amountMinor, currency }: Money): { amountMinor: number; currency: string } => ({
  amountMinor: Number(amountMinor),
  currency,
});
