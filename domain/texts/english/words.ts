import type { PoolReason } from '../../routing/chooseOwner.ts';
import { isAnswerless, piece, saidBy } from '../facts.ts';
import type { Writing } from '../shape.ts';
import { STAGES } from './labels.ts';

const CHANNELS: Readonly<Record<string, string>> = {
  phone: 'Called',
  call: 'Called',
  email: 'Mailed',
  mail: 'Mailed',
  voicemail: 'Left a voicemail',
  meeting: 'Asked for a meeting',
  video: 'Tried a video call',
  sms: 'Sent a text message',
  message: 'Sent a message',
  linkedin: 'Wrote on LinkedIn',
};

/** `Called`, `Mailed`; a channel nobody foresaw is an attempt all the same. */
export const channelPast = (channel: string | undefined): string => CHANNELS[channel ?? ''] ?? 'We tried';

/** What a deal has earned, one amount per currency. */
export const earnedAmount = ({ facts, format }: Pick<Writing, 'facts' | 'format'>): string | undefined => {
  const amount = format.amount(facts.number('amountMinor'), facts.text('currency'));
  const also = format.amount(facts.number('alsoMinor'), facts.text('alsoCurrency'));
  return amount === undefined ? undefined : amount + piece(' and ', also);
};

/** What a deal would earn if it closed as estimated. */
export const estimatedAmount = ({ facts, format }: Pick<Writing, 'facts' | 'format'>): string | undefined => {
  const amount = format.amount(facts.number('estimateMinor'), facts.text('currency'));
  const also = format.amount(facts.number('alsoMinor'), facts.text('alsoCurrency'));
  return amount === undefined ? undefined : amount + piece(' and ', also);
};

/** The name of a stage that the facts give as its code. */
export const stageName = (code: string | undefined): string | undefined => {
  const names: Readonly<Record<string, string>> = STAGES;
  return code !== undefined && Object.hasOwn(names, code) ? names[code]?.toLowerCase() : code;
};

/** "30 days", "1 day"; without a number the thing itself. */
export const days = (count: number | undefined): string =>
  count === undefined ? 'some time' : count === 1 ? '1 day' : `${String(count)} days`;

const NOBODY: Readonly<Record<PoolReason, string>> = {
  no_rule: 'No routing rule fits it.',
  all_absent: 'Everybody who could take it is away.',
  all_full: 'Everybody who could take it is at capacity.',
  handed_back: 'It was handed back, and nobody else could take it.',
  nobody: 'Nobody could take it.',
};

/** Why it lies in the pool. */
export const whyNobody = ({ facts }: Pick<Writing, 'facts'>): string =>
  Object.entries(NOBODY).find(([reason]) => reason === facts.text('poolReason'))?.[1] ?? NOBODY.nobody;

/** How the introduction was rated, and what the qualifier says to the partner. */
export function ratingText({ facts, feedback }: Writing): string | undefined {
  const quality = facts.number('quality');
  if (quality === undefined) return saidBy('We were told to pass on: “', feedback, '”') || undefined;
  return `Your introduction was rated ${String(quality)} of 5${saidBy(': “', feedback, '”') || '.'}`;
}

/** What the last attempt came to; nothing where none is counted. */
export const noAnswerYet = ({ facts, format }: Writing): string | undefined =>
  isAnswerless({ facts })
    ? `${channelPast(facts.text('channel'))}${piece(' ', format.onMoment(facts.text('at')))}, no answer yet.`
    : undefined;

/** Codes of ISO 20022 and of the ACH network (R…) that help a payee; what another one means is for finance. */
const RETURNS: Readonly<Record<string, string>> = {
  AC01: 'the account number is not right',
  AC03: 'the account number is not right',
  AC04: 'the account is closed',
  AC06: 'the account is blocked',
  RC01: 'the bank code is not right',
  BE01: 'the name does not fit the account',
  R02: 'the account is closed',
  R03: 'the account number is not right',
  R04: 'the account number is not right',
  R16: 'the account is blocked',
  R20: 'the account takes no such payments',
};

export const returnInWords = (code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(RETURNS, code) ? RETURNS[code] : undefined;

const ORDINAL_ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });

/** `1st`, `15th`. */
export const ordinal = (count: number): string => `${String(count)}${ORDINAL_ENDINGS[ORDINALS.select(count)] ?? ''}`;
