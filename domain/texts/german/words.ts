import type { PoolReason } from '../../routing/chooseOwner.ts';
import { isAnswerless, piece, saidBy } from '../facts.ts';
import type { Writing } from '../shape.ts';
import { STAGES } from './labels.ts';

const CHANNELS: Readonly<Record<string, string>> = {
  phone: 'Angerufen',
  call: 'Angerufen',
  email: 'Per E-Mail geschrieben',
  mail: 'Per E-Mail geschrieben',
  voicemail: 'Auf die Mailbox gesprochen',
  meeting: 'Um ein Treffen gebeten',
  video: 'Einen Videoanruf versucht',
  sms: 'Eine SMS geschickt',
  message: 'Eine Nachricht geschickt',
  linkedin: 'Auf LinkedIn geschrieben',
};

/** `Angerufen`, `Per E-Mail geschrieben`; a channel nobody foresaw is an attempt all the same. */
export const channelPast = (channel: string | undefined): string => CHANNELS[channel ?? ''] ?? 'Wir haben es versucht';

/** What a deal has earned, one amount per currency. */
export const earnedAmount = ({ facts, format }: Pick<Writing, 'facts' | 'format'>): string | undefined => {
  const amount = format.amount(facts.number('amountMinor'), facts.text('currency'));
  const also = format.amount(facts.number('alsoMinor'), facts.text('alsoCurrency'));
  return amount === undefined ? undefined : amount + piece(' und ', also);
};

/** What a deal would earn if it closed as estimated. */
export const estimatedAmount = ({ facts, format }: Pick<Writing, 'facts' | 'format'>): string | undefined => {
  const amount = format.amount(facts.number('estimateMinor'), facts.text('currency'));
  const also = format.amount(facts.number('alsoMinor'), facts.text('alsoCurrency'));
  return amount === undefined ? undefined : amount + piece(' und ', also);
};

/** The name of a stage that the facts give as its code. */
export const stageName = (code: string | undefined): string | undefined => {
  const names: Readonly<Record<string, string>> = STAGES;
  return code !== undefined && Object.hasOwn(names, code) ? names[code] : code;
};

/** "30 Tage", "1 Tag" (after "um"); without a number the thing itself. */
export const days = (count: number | undefined): string =>
  count === undefined ? 'Zeit' : count === 1 ? '1 Tag' : `${String(count)} Tage`;

const NOBODY: Readonly<Record<PoolReason, string>> = {
  no_rule: 'Keine Verteilungsregel passt.',
  all_absent: 'Alle, die es übernehmen könnten, sind abwesend.',
  all_full: 'Alle, die es übernehmen könnten, sind ausgelastet.',
  handed_back: 'Es wurde zurückgegeben, und niemand sonst konnte es übernehmen.',
  nobody: 'Niemand konnte es übernehmen.',
};

/** Why it lies in the pool. */
export const whyNobody = ({ facts }: Pick<Writing, 'facts'>): string =>
  Object.entries(NOBODY).find(([reason]) => reason === facts.text('poolReason'))?.[1] ?? NOBODY.nobody;

/** How the introduction was rated, and what the qualifier says to the partner. */
export function ratingText({ facts, feedback }: Writing): string | undefined {
  const quality = facts.number('quality');
  if (quality === undefined) return saidBy('Wir sollen Ihnen ausrichten: „', feedback, '“') || undefined;
  return `Ihre Vermittlung wurde mit ${String(quality)} von 5 bewertet${saidBy(': „', feedback, '“') || '.'}`;
}

/** What the last attempt came to; nothing where none is counted. */
export const noAnswerYet = ({ facts, format }: Writing): string | undefined =>
  isAnswerless({ facts })
    ? `${channelPast(facts.text('channel'))}${piece(' ', format.onMoment(facts.text('at')))}, noch keine Antwort.`
    : undefined;

/** Codes of ISO 20022 and of the ACH network (R…) that help a payee; what another one means is for finance. */
const RETURNS: Readonly<Record<string, string>> = {
  AC01: 'Die Kontonummer stimmt nicht',
  AC03: 'Die Kontonummer stimmt nicht',
  AC04: 'Das Konto ist aufgelöst',
  AC06: 'Das Konto ist gesperrt',
  RC01: 'Die Bankkennung stimmt nicht',
  BE01: 'Der Name passt nicht zum Konto',
  R02: 'Das Konto ist aufgelöst',
  R03: 'Die Kontonummer stimmt nicht',
  R04: 'Die Kontonummer stimmt nicht',
  R16: 'Das Konto ist gesperrt',
  R20: 'Das Konto nimmt solche Zahlungen nicht an',
};

export const returnInWords = (code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(RETURNS, code) ? RETURNS[code] : undefined;
