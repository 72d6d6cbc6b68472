import type { PayeeMethod } from '../payees/account.ts';
import { railFacts, type RailName } from './rails.ts';

/** The rail that is made for a kind of account, and what is taken where it is not set up or does not carry the currency. */
const MADE_FOR: Readonly<Record<PayeeMethod, readonly RailName[]>> = {
  iban: ['sepa', 'csv'],
  ach: ['nacha', 'csv'],
  stripe: ['stripe'],
  manual: [],
};

type Payment = { method: PayeeMethod | null; currency: string };

/** By which rail a draft pays somebody; without an account, or another way, a person pays as it was agreed. */
export function railOfPayee({ method, currency }: Payment, setUp: readonly RailName[]): RailName {
  const wanted = method === null ? [] : MADE_FOR[method];
  const carries = (rail: RailName): boolean => [null, currency].includes(railFacts(rail).currency);
  return wanted.find((rail) => setUp.includes(rail) && carries(rail)) ?? 'manual';
}
