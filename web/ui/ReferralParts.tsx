import type { ReactNode } from 'react';
import type { Referral } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card, Facts } from './Card.tsx';
import { ClockLine } from './ClockBadge.tsx';
import { Moment } from './Moment.tsx';
import { MoneyText } from './MoneyText.tsx';

const words = texts.partner.detail;
const further = texts.ui.customerDeals;

function contactsOf({ prospect }: Referral) {
  return (
    <span className="fl-lines">
      <span>{prospect.title === null ? prospect.name : `${prospect.name}, ${prospect.title}`}</span>
      {prospect.email === null ? null : <a href={`mailto:${prospect.email}`}>{prospect.email}</a>}
      {prospect.phone === null ? null : <a href={`tel:${prospect.phone.replaceAll(' ', '')}`}>{prospect.phone}</a>}
    </span>
  );
}

function companyOf({ company }: Referral): string {
  return [company.domain, company.region, company.country].filter((part) => part !== null).join(' · ');
}

/** What the partner wrote, or who recorded a renewal or further deal, as both sides read it. */
export function IntroductionCard({
  referral,
  more = [],
}: {
  referral: Referral;
  more?: readonly (readonly [string, ReactNode])[];
}) {
  const joined = referral.contacts.map(({ name }) => name).join(', ');
  const { estimatedValue, origin } = referral;
  const called = origin === null ? { deal: words.facts, about: words.need, expected: words.value } : further;
  return (
    <Card title={called.deal}>
      <Facts
        facts={[
          [words.prospect, contactsOf(referral)],
          [words.also, joined],
          [words.company, companyOf(referral)],
          [called.about, referral.need],
          [called.expected, estimatedValue === null ? null : <MoneyText key="value" money={estimatedValue} />],
          [words.product, referral.productLine],
          [words.project, referral.project],
          [words.received, <Moment key="received" at={referral.submittedAt} />],
          [words.registered, referral.expiresAt === null ? null : <Moment key="until" at={referral.expiresAt} />],
          ...more,
        ]}
      />
    </Card>
  );
}

/** Every promise with how it stands. */
export function ClocksCard({ referral, title }: { referral: Referral; title: string }) {
  if (referral.clocks.length === 0) return null;
  return (
    <Card title={title}>
      <ul className="fl-clocks">
        {referral.clocks.map((clock) => (
          <ClockLine key={clock.kind} clock={clock} />
        ))}
      </ul>
    </Card>
  );
}

/** Attempts to reach the prospect; the internal note is there only for those who may read it. */
export function AttemptsCard({ referral, title, none }: { referral: Referral; title: string; none: string }) {
  return (
    <Card title={title}>
      {referral.attempts.length === 0 ? <p className="fl-soft">{none}</p> : null}
      <ul className="fl-attempts">
        {referral.attempts.map((attempt) => (
          <li key={attempt.at + attempt.channel}>
            <span>
              <strong>{texts.codes.contactOutcome(attempt.outcome)}</strong> · {texts.codes.channel(attempt.channel)} ·{' '}
              <Moment at={attempt.at} />
              {attempt.by === null ? null : ` · ${attempt.by}`}
            </span>
            {attempt.message === null ? null : <span>{attempt.message}</span>}
            {attempt.note === null ? null : <span className="fl-note">{attempt.note}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
