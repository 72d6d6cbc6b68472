import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card } from '../../ui/Card.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MoneyText } from '../../ui/MoneyText.tsx';
import { MoneyPill } from '../../ui/StagePill.tsx';

const words = texts.partner.detail;

/** What this referral earns: the lines once it is won, and the terms that were promised on the day it came. */
export function MoneyCard({ referral }: { referral: Referral }) {
  return (
    <Card title={words.money}>
      {referral.commissions.length === 0 ? <p className="fl-soft">{words.noMoney}</p> : null}
      <ul className="fl-money-lines">
        {referral.commissions.map((line) => (
          <li key={line.id}>
            <span className="fl-lines">
              {line.amount === null ? null : <MoneyText money={line.amount} strong />}
              {line.payableFrom === null ? null : (
                <span className="fl-soft">
                  {words.payable} <Moment at={line.payableFrom} />
                </span>
              )}
            </span>
            <MoneyPill state={line.state} />
          </li>
        ))}
      </ul>
      <p className="fl-soft fl-terms">
        <strong>{words.terms}.</strong> {referral.terms}
      </p>
    </Card>
  );
}
