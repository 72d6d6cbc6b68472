import { moneyInWords, type Money } from './money.ts';

export function MoneyText({ money, strong = false }: { money: Money; strong?: boolean }) {
  return <span className={strong ? 'fl-money fl-strong' : 'fl-money'}>{moneyInWords(money)}</span>;
}
