import { namedConditions, type FoundFacts, type RuleCondition, type RuleConditions } from '../commission/conditions.ts';
import type { FurtherDealKind, WonInTime } from '../commission/furtherDeal.ts';
import { amountText, createFormat, DEFAULT_LANGUAGE, type Language } from './format.ts';

type ConditionWords = Readonly<Record<RuleCondition, string>> & {
  forPartner: string;
  quality: (quality: number) => string;
  beyondFirst: Readonly<Record<FurtherDealKind, string>>;
  won: (on: string, first: string) => string;
};

const WORDS: Readonly<Record<Language, ConditionWords>> = {
  en: {
    productLines: 'Product line',
    countries: 'Country',
    regions: 'Region',
    partnerIds: 'Partner',
    forPartner: 'the rule is made for this partner',
    tiers: 'Tier on the day of receipt',
    values: "Contract's net amount",
    received: 'Received',
    qualityFrom: 'Quality',
    quality: (quality) => `${String(quality)} of 5`,
    beyondFirst: { renewal: 'Renewal', further_deal: 'Further deal of the customer' },
    won: (on, first) => `won ${on}, the first deal ${first}`,
  },
  de: {
    productLines: 'Produktlinie',
    countries: 'Land',
    regions: 'Region',
    partnerIds: 'Partner',
    forPartner: 'die Regel gilt für diesen Partner',
    tiers: 'Stufe am Tag des Eingangs',
    values: 'Nettobetrag des Vertrags',
    received: 'Eingegangen',
    qualityFrom: 'Qualität',
    quality: (quality) => `${String(quality)} von 5`,
    beyondFirst: { renewal: 'Verlängerung', further_deal: 'Weiteres Geschäft des Kunden' },
    won: (on, first) => `gewonnen ${on}, das erste Geschäft ${first}`,
  },
};

function valueOf(condition: RuleCondition, found: FoundFacts, language: Language): string | null | undefined {
  const words = WORDS[language];
  switch (condition) {
    case 'productLines':
      return found.productLine;
    case 'countries':
      return found.country;
    case 'regions':
      return found.region;
    case 'partnerIds':
      return words.forPartner;
    case 'tiers':
      return found.tier;
    case 'values':
      return found.value && amountText(BigInt(found.value.amount), found.value.currency, language);
    case 'received':
      return createFormat({ language }).day(found.receivedAt);
    case 'qualityFrom':
      return words.quality(found.quality ?? 0);
    default:
      return condition satisfies never;
  }
}

/** Why a rule applied: for each of its conditions what was found. */
export const conditionsInWords = (
  { when, found }: { when: RuleConditions; found: FoundFacts },
  language: Language = DEFAULT_LANGUAGE,
): { label: string; value: string }[] =>
  namedConditions(when).map((condition) => ({
    label: WORDS[language][condition],
    value: valueOf(condition, found, language) ?? '',
  }));

/** Why a deal earns something that is not the first of its customer. */
export function wonInTimeInWords(
  { kind, wonOn, firstWonOn }: WonInTime,
  language: Language = DEFAULT_LANGUAGE,
): { label: string; value: string } {
  const words = WORDS[language];
  const format = createFormat({ language });
  return {
    label: words.beyondFirst[kind],
    value: words.won(format.onDay(wonOn) ?? wonOn, format.onDay(firstWonOn) ?? firstWonOn),
  };
}
