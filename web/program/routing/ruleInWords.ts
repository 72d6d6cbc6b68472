import type { RoutingRule } from '../../api/staff.ts';
import { texts } from '../../texts/en.ts';
import { moneyInWords } from '../../ui/money.ts';

const words = texts.staff.routing;

type When = RoutingRule['when'];
type Band = NonNullable<When['values']>[number];

const bandInWords = ({ currency, from, below }: Band): string => {
  const amount = (minor: number | undefined): string | undefined =>
    minor === undefined ? undefined : moneyInWords({ amount: minor, currency }).replace(` ${currency}`, '');
  return words.band(currency, amount(from), amount(below));
};

/** "from DE, AT, about Predict"; a rule without conditions fits everything. */
export function ruleInWords(when: When, partnerName: (id: string) => string): string {
  const parts: readonly [keyof typeof words.inWords, readonly string[] | undefined][] = [
    ['countries', when.countries],
    ['regions', when.regions],
    ['productLines', when.productLines],
    ['tiers', when.tiers],
    ['partnerIds', when.partnerIds?.map(partnerName)],
    ['values', when.values?.map(bandInWords)],
    ['duties', when.duties?.map((duty) => words.dutyNames[duty])],
  ];
  const said = parts.flatMap(([name, list]) => (list === undefined ? [] : [words.inWords[name](list.join(', '))]));
  return said.length === 0 ? words.everything : said.join(', ');
}
