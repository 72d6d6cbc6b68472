import type { Policy } from '../policy.ts';
import { REVIVABLE } from '../referral/questions.ts';
import type { Attainment } from '../sla/attainment.ts';
import type { ClockKind } from '../sla/clocks.ts';
import { calendarOf } from '../sla/workingTime.ts';
import { CATALOGUES } from './catalogue.ts';
import { durationInWords } from './durationText.ts';
import { amountText, DEFAULT_LANGUAGE, type Language } from './format.ts';
import type { ProgramPromise } from './promiseShape.ts';

/** Whose promise it is: ours, the partner's, or a rule that binds both. */
export type PromisedBy = 'vendor' | 'partner' | 'rules';

/** In the order in which a partner reads them. */
const PROMISED_BY: Readonly<Record<ProgramPromise, PromisedBy>> = {
  acknowledge: 'vendor',
  first_contact: 'vendor',
  status_update: 'vendor',
  case: 'vendor',
  payout: 'vendor',
  information: 'partner',
  look_back: 'rules',
  open_deal: 'rules',
  customer: 'rules',
  open_cap: 'rules',
  tiers: 'rules',
  expiry: 'rules',
  wait_list: 'rules',
  undo_withdraw: 'rules',
  contest: 'rules',
  tail: 'rules',
};

export const PROGRAM_PROMISES = Object.keys(PROMISED_BY) as [ProgramPromise, ...ProgramPromise[]];

/** What the vendor knows of a company already is no rule where the program accepts it all the same, nor tiers where there are none. */
const saidOf =
  ({ duplicates: { lookBack, openDeal, customer }, tiers }: Policy) =>
  (kind: ProgramPromise): boolean =>
    !(
      (kind === 'look_back' && lookBack === 'accept') ||
      (kind === 'open_deal' && openDeal === 'accept') ||
      (kind === 'customer' && customer === 'accept') ||
      (kind === 'tiers' && tiers.length === 0)
    );

/** What a program promises, sentence by sentence, with the lengths of its policy. */
export function promisesInWords(
  policy: Policy,
  language: Language = DEFAULT_LANGUAGE,
): { kind: ProgramPromise; by: PromisedBy; text: string }[] {
  const said = (duration: string): string => durationInWords(duration, language);
  const inOurHours = (duration: string, kind: ClockKind): string =>
    durationInWords(duration, language, calendarOf(policy, kind) === undefined ? 'calendar' : 'working');
  const lengths = {
    acknowledge: inOurHours(policy.acknowledge, 'acknowledge'),
    firstContact: inOurHours(policy.firstContact, 'first_contact'),
    statusUpdate: said(policy.statusUpdate),
    information: said(policy.information),
    lateAnswer: said(REVIVABLE),
    expiry: said(policy.expiry),
    expiryReminders: policy.expiryReminders.map(said),
    tiers: policy.tiers.map(({ tier, wonNetAtLeast }) => ({
      tier,
      from: amountText(BigInt(wonNetAtLeast.amount), wonNetAtLeast.currency, language),
    })),
    waitList: said(policy.waitList),
    confirmAfterWaiting: said(policy.confirmAfterWaiting),
    confirmation: said(policy.confirmation),
    undoWithdraw: said(policy.undoWithdraw),
    contest: said(policy.contest),
    caseAnswer: said(policy.caseAnswer),
    caseDecision: said(policy.caseDecision),
    tail: said(policy.tail),
    lookBack: said(policy.lookBack),
    duplicates: policy.duplicates,
    openReferralCap: policy.openReferralCap,
    payoutCalendar: policy.payoutCalendar,
  };
  const { promises } = CATALOGUES[language];
  const isSaid = saidOf(policy);
  return PROGRAM_PROMISES.filter(isSaid).map((kind) => ({
    kind,
    by: PROMISED_BY[kind],
    text: promises[kind](lengths),
  }));
}

/** `19 of 20 in time (95 %)`, and once more as if questions had not made the clock stand still. */
export function attainmentInWords(attainment: Attainment, language: Language = DEFAULT_LANGUAGE) {
  const { total, kept, percent, keptWithoutPauses, percentWithoutPauses } = attainment;
  const write = CATALOGUES[language].attainment;
  return {
    inWords: write({ kept, total, percent }),
    inWordsWithoutPauses: write({ kept: keptWithoutPauses, total, percent: percentWithoutPauses }),
  };
}
