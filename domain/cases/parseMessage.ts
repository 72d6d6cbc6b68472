import { actorIn, isChangeOfMoney, isCode, isDay, isEarnedMoney, isRecord, keptText } from '../plainValues.ts';
import type { MoneyJson } from '../money.ts';
import type { Actor } from '../referral/commands.ts';
import { DEAL_ANSWERS } from './caseState.ts';
import type { CaseOutcome, DealAnswer } from './caseState.ts';
import type { CasePayload } from './commands.ts';
import { CASE_EFFECTS } from './kinds.ts';
import type { CaseEffect } from './kinds.ts';

/** `texts` come with raw messages only; our own are in the command's row. */
export type CaseMessage = { commandId: string; actor: Actor; payload: CasePayload; texts: Record<string, string> };

const OUTCOMES: readonly CaseOutcome[] = ['upheld', 'rejected'];

function textsIn(given: Record<string, unknown>): Record<string, string> {
  const said = { message: given['message'] ?? given['reason'], note: given['note'] };
  const kept = Object.entries(said).map(([name, text]) => [name, keptText(text)] as const);
  return Object.fromEntries(kept.filter(([, text]) => text !== ''));
}

/**
 * Anybody with a Temporal client can send anything: what has no id and no actor can be neither answered nor checked, and
 * of the rest only what is known here is taken along. A field of the wrong form makes the message unreadable.
 */
export function parseCaseMessage(given: unknown): CaseMessage | null {
  if (!isRecord(given)) return null;
  const actor = actorIn(given['actor']);
  const { commandId, outcome, effect, dealId, commissionId, amount, firstYearNet, closedOn, says } = given;
  if (!isCode(commandId) || actor === undefined) return null;
  const fits = (value: unknown, isRight: (value: unknown) => boolean): boolean => value === undefined || isRight(value);
  const isReadable =
    fits(outcome, (value) => (OUTCOMES as readonly unknown[]).includes(value)) &&
    fits(effect, (value) => (CASE_EFFECTS as readonly unknown[]).includes(value)) &&
    fits(dealId, isCode) &&
    fits(commissionId, isCode) &&
    fits(amount, isChangeOfMoney) &&
    fits(firstYearNet, isEarnedMoney) &&
    fits(closedOn, isDay) &&
    fits(says, (value) => (DEAL_ANSWERS as readonly unknown[]).includes(value));
  if (!isReadable) return null;
  const payload: CasePayload = {
    ...(outcome === undefined ? {} : { outcome: outcome as CaseOutcome }),
    ...(effect === undefined ? {} : { effect: effect as CaseEffect }),
    ...(dealId === undefined ? {} : { dealId: dealId as string }),
    ...(commissionId === undefined ? {} : { commissionId: commissionId as string }),
    ...(amount === undefined ? {} : { amount: plain(amount as MoneyJson) }),
    ...(firstYearNet === undefined ? {} : { firstYearNet: plain(firstYearNet as MoneyJson) }),
    ...(closedOn === undefined ? {} : { closedOn: closedOn as string }),
    ...(says === undefined ? {} : { says: says as DealAnswer }),
  };
  return { commandId, actor, payload, texts: textsIn(given) };
}

const plain = ({ amount, currency }: MoneyJson): MoneyJson => ({ amount, currency });
