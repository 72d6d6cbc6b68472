import type { Money } from './money.ts';
import { MoneyText } from './MoneyText.tsx';

/** Sums with what they are; one amount per currency, because nothing is added across currencies. */
export function Figures({ figures }: { figures: readonly (readonly [string, readonly Money[]])[] }) {
  return (
    <dl className="fl-figures">
      {figures.map(([label, sums]) => (
        <div key={label} className="fl-figure">
          <dt>{label}</dt>
          {sums.length === 0 ? <dd>–</dd> : null}
          {sums.map((money) => (
            <dd key={money.currency}>
              <MoneyText money={money} strong />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
