import { Link } from 'react-router';
import type { Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import { Card, Facts } from '../ui/Card.tsx';
import { ClockLine } from '../ui/ClockBadge.tsx';
import { Moment } from '../ui/Moment.tsx';
import { MoneyText } from '../ui/MoneyText.tsx';
import { isToDecide } from './isToDecide.ts';
import { caseSteps } from './caseSteps.ts';

const words = texts.cases;
const { placeKept, placeWaits } = words.facts;

/** What happened, in order. */
export function StepsCard({ about }: { about: Case }) {
  return (
    <Card title={words.steps.title}>
      <ol className="fl-timeline">
        {caseSteps(about).map(({ key, label, at, who, text }) => (
          <li key={key} className="fl-event">
            <span
              className={`fl-event-dot fl-tone fl-tone-${key.startsWith('decided') ? 'brand' : 'quiet'}`}
              aria-hidden
            />
            <div className="fl-event-words">
              <span className="fl-event-what">{label}</span>
              {text === null ? null : <span className="fl-event-note fl-text">{text}</span>}
              <span className="fl-soft">
                {at === null ? null : <Moment at={at} />}
                {at === null || who === null ? null : ' · '}
                {who}
              </span>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Which referral and what of it, and what a decision has brought about. */
export function AboutCard({ about, partner }: { about: Case; partner: boolean }) {
  // Before a second look is decided, what was decided before has brought nothing about.
  const isUndecided = isToDecide(about);
  const decision = isUndecided ? null : about.decision;
  const deal = decision?.deal ?? null;
  return (
    <Card title={words.facts.title}>
      <Facts
        facts={[
          [about.kind === 'parallel_deal' ? words.facts.found : words.facts.kind, about.kindLabel],
          [
            words.facts.referral,
            <Link key="referral" to={`/referrals/${about.referralId}`}>
              {about.companyName} · <span className="fl-number">{about.referralNumber}</span>
            </Link>,
          ],
          [words.facts.partner, partner ? null : about.partnerName],
          [words.facts.place, about.reservedPlace === true ? (isUndecided ? placeKept : placeWaits) : null],
          [words.facts.effect, decision === null ? null : words.effects[decision.effect]],
          [words.facts.deal, deal?.dealId],
          [words.facts.amount, deal === null ? null : <MoneyText key="amount" money={deal.amount} strong />],
        ]}
      />
    </Card>
  );
}

/** What was promised, and how each promise stands. */
export function PromisesCard({ about: { clocks } }: { about: Case }) {
  return (
    <Card title={words.promises}>
      <ul className="fl-clocks">
        {clocks.map((clock) => (
          <ClockLine key={clock.kind + clock.startedAt} clock={clock} />
        ))}
      </ul>
    </Card>
  );
}

/** Who may decide, and who may not and why, as long as there is something to decide; only the house is told. */
export function DecidersCard({ about }: { about: Case }) {
  const { decider, unassigned, mayDecide, barred } = about;
  if (!isToDecide(about)) return null;
  return (
    <Card title={words.deciders.title}>
      {unassigned === true ? <p className="fl-soft">{words.deciders.unassigned}</p> : null}
      <Facts
        facts={[
          [words.deciders.has, decider?.name],
          [words.deciders.may, (mayDecide ?? []).map(({ id, name }) => name ?? id).join('\n')],
          [
            words.deciders.not,
            (barred ?? []).map(({ id, name, reasons }) => `${name ?? id}: ${reasons.join(', ')}`).join('\n'),
          ],
        ]}
      />
    </Card>
  );
}
