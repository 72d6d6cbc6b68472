import type { RoutingRule, RuleBody } from '../../api/staff.ts';
import { toMinor, toUnits } from '../../ui/money.ts';

export type RuleValues = {
  name: string;
  countries: string;
  regions: string;
  productLines: string;
  tiers: string;
  partnerIds: string[];
  currency: string;
  from: number | string;
  below: number | string;
  duties: string[];
  team: string[];
  mode: RoutingRule['mode'];
};

const joined = (list: readonly string[] | undefined): string => (list ?? []).join(', ');

const split = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The form shows the first band of sizes; more than one is for the API. */
export function toValues(rule: RoutingRule | undefined): RuleValues {
  const when = rule?.when ?? {};
  const band = when.values?.[0];
  const units = (minor: number | undefined): number | string =>
    minor === undefined || band === undefined ? '' : toUnits({ amount: minor, currency: band.currency });
  return {
    name: rule?.name ?? '',
    countries: joined(when.countries),
    regions: joined(when.regions),
    productLines: joined(when.productLines),
    tiers: joined(when.tiers),
    partnerIds: [...(when.partnerIds ?? [])],
    currency: band?.currency ?? '',
    from: units(band?.from),
    below: units(band?.below),
    duties: [...(when.duties ?? [])],
    team: (rule?.team ?? []).map(({ id }) => id),
    mode: rule?.mode ?? 'round_robin',
  };
}

const some = <Key extends string>(key: Key, list: readonly string[]): Partial<Record<Key, string[]>> =>
  list.length === 0 ? {} : ({ [key]: [...list] } as Partial<Record<Key, string[]>>);

function bandsOf({ currency, from, below }: RuleValues, rule: RoutingRule | undefined): RuleBody['when']['values'] {
  if (currency.trim() === '') return undefined;
  const code = currency.trim().toUpperCase();
  const minor = (units: number | string): number => toMinor(Number(units), code);
  const band = {
    currency: code,
    ...(from === '' ? {} : { from: minor(from) }),
    ...(below === '' ? {} : { below: minor(below) }),
  };
  return [band, ...(rule?.when.values?.slice(1) ?? [])];
}

/** What is empty is no condition. */
export function toBody(values: RuleValues, rule: RoutingRule | undefined): RuleBody {
  const bands = bandsOf(values, rule);
  const programId = rule?.programId ?? null;
  return {
    name: values.name.trim(),
    ...(programId === null ? {} : { programId }),
    when: {
      ...some('countries', split(values.countries.toUpperCase())),
      ...some('regions', split(values.regions)),
      ...some('productLines', split(values.productLines)),
      ...some('tiers', split(values.tiers)),
      ...some('partnerIds', values.partnerIds),
      ...(values.duties.length === 0 ? {} : { duties: values.duties as ('qualifier' | 'closer')[] }),
      ...(bands === undefined ? {} : { values: bands }),
    },
    team: values.team,
    mode: values.mode,
  };
}
