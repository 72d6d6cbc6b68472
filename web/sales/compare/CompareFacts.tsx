import type { Referral } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Moment } from '../../ui/Moment.tsx';

const words = texts.sales.review;

const FACTS: readonly (readonly [string, (referral: Referral) => string | null])[] = [
  [words.facts.company, ({ company }) => company.name],
  [words.facts.domain, ({ company }) => company.domain],
  [words.facts.country, ({ company }) => company.country],
  [words.facts.prospect, ({ prospect }) => prospect.name],
  [words.facts.email, ({ prospect }) => prospect.email],
  [words.facts.product, ({ productLine }) => productLine],
  [words.facts.project, ({ project }) => project],
  [words.facts.partner, ({ partnerName }) => partnerName],
  [words.facts.intake, ({ intakeNo }) => (intakeNo === undefined ? null : `${intakeNo}`)],
];

const same = (one: string | null, other: string | null): boolean => one?.toLowerCase() === other?.toLowerCase();

/** Who refers and when always differs, and says nothing about the company. */
const { company, domain, country, prospect, email, product } = words.facts;
const compared: readonly string[] = [company, domain, country, prospect, email, product];

/** The same facts in the same order on both sides; beside another referral, what agrees and what differs is marked. */
export function CompareFacts({ referral, beside }: { referral: Referral; beside?: Referral }) {
  return (
    <dl className="fl-facts">
      {FACTS.map(([term, read]) => {
        const value = read(referral);
        const theirs = beside === undefined ? null : read(beside);
        const isCompared = compared.includes(term) && value !== null && theirs !== null;
        const agrees = isCompared && same(value, theirs);
        return (
          <div key={term} className="fl-fact">
            <dt>{term}</dt>
            <dd>
              {value ?? '–'}
              {agrees ? <span className="fl-same fl-tone fl-tone-soon">{words.same}</span> : null}
              {isCompared && !agrees ? <span className="fl-same fl-soft">{words.differs}</span> : null}
            </dd>
          </div>
        );
      })}
      <div className="fl-fact">
        <dt>{words.facts.received}</dt>
        <dd>
          <Moment at={referral.submittedAt} />
        </dd>
      </div>
    </dl>
  );
}
