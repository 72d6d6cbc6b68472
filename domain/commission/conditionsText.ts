import type { ValueBand } from '../conditions.ts';
import { formatMoney, money } from '../money.ts';
import type { RuleConditions } from './conditions.ts';

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

function bandText({ currency, from, below }: ValueBand): string {
  const amount = (minor: number): string => formatMoney(money(BigInt(minor), currency));
  const begin = from === undefined ? [] : [`from ${amount(from)}`];
  const end = below === undefined ? [] : [`below ${amount(below)}`];
  return begin.length + end.length === 0 ? `in ${currency}` : [...begin, ...end].join(' and ');
}

const windowText = ({ from, to }: NonNullable<RuleConditions['received']>): string =>
  [...(from === undefined ? [] : [`from ${from}`]), ...(to === undefined ? [] : [`to ${to}`])].join(' ');

/**
 * The conditions of a rule as they follow its wage: " for gold partners, about Predict, for deals in EUR". Who a rule is
 * made for is not said here.
 */
export function conditionsText(when: RuleConditions, dealCurrency: string | undefined): string {
  const { tiers, productLines, countries, regions, values, received, qualityFrom } = when;
  const said = [
    ...(tiers === undefined ? [] : [`for ${either(tiers)} partners`]),
    ...(productLines === undefined ? [] : [`about ${either(productLines)}`]),
    ...(countries === undefined ? [] : [`for companies in ${either(countries)}`]),
    ...(regions === undefined ? [] : [`for companies of ${either(regions)}`]),
    ...(values === undefined ? [] : [`for deals ${either(values.map(bandText))}`]),
    ...(values === undefined && dealCurrency !== undefined ? [`for deals in ${dealCurrency}`] : []),
    ...(received === undefined ? [] : [`for referrals received ${windowText(received)} (UTC)`]),
    ...(qualityFrom === undefined ? [] : [`for referrals of quality ${String(qualityFrom)} of 5 or better`]),
  ];
  return said.length === 0 ? '' : ` ${said.join(', ')}`;
}
