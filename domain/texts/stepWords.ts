import type { BaseStep, ExplanationStep } from '../commission/explanation.ts';
import { moneyFromJson, type MoneyJson } from '../money.ts';
import { DEFAULT_LANGUAGE, type Language } from './format.ts';
import { MONEY_WORDS, type MoneyWords } from './moneyWords.ts';

const baseInWords = ({ base, instalment }: BaseStep, words: MoneyWords): string =>
  instalment === undefined ? words.base[base] : words.instalment(instalment.place, instalment.of);

/** One step of an explanation in words: what was taken, and what came out. */
export function stepInWords(
  step: ExplanationStep,
  language: Language = DEFAULT_LANGUAGE,
): { label: string; value: string } {
  const words = MONEY_WORDS[language];
  const said = (amount: MoneyJson): string => words.amount(moneyFromJson(amount));
  const amount = said(step.amount);
  const roundedOf = ({ exact }: { exact: string }): string =>
    exact === String(step.amount.amount) ? amount : words.rounded(amount, exact);
  switch (step.step) {
    case 'base':
      return { label: baseInWords(step, words), value: amount };
    case 'percent':
      return { label: words.percent(step.basisPoints), value: roundedOf(step) };
    case 'flat':
      return { label: words.flat[step.of ?? 'deal'], value: amount };
    case 'adjustment':
      return { label: words.adjustment[step.amount.amount < 0 ? 'reduces' : 'adds'], value: amount };
    case 'received':
      return { label: words.received(said(step.before), step.paidBefore && said(step.paidBefore)), value: amount };
    case 'less':
      return { label: words.less[step.of ?? 'payments'](said(step.earned)), value: amount };
    case 'refunded':
      return { label: words.refunded(said(step.refunded), said(step.deal)), value: amount };
    case 'no_rule':
      return { label: words.noRule, value: amount };
    case 'above':
      return { label: words.above(said(step.limit)), value: amount };
    case 'volume':
      return { label: words.volume(said(step.limit), said(step.before)), value: amount };
    case 'cap_per_deal':
      return { label: words.capPerDeal(said(step.limit)), value: amount };
    case 'cap_per_partner':
      return {
        label: words.capPerPartner(`${said(step.limit)}${words.per[step.period]}`, said(step.used)),
        value: amount,
      };
    case 'budget':
      return { label: words.budget(`${said(step.limit)}${words.per[step.period]}`), value: amount };
    case 'share':
      return { label: words.share(words.percent(step.basisPoints), said(step.of)), value: amount };
    case 'convert':
      return {
        label: words.convert(step.rate, step.from.currency, step.amount.currency),
        value: words.source(roundedOf(step), step.source, step.day),
      };
    default:
      return step satisfies never;
  }
}
