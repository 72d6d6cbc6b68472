import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useUser } from '../api/session.ts';
import type { Commission } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card, Facts } from '../ui/Card.tsx';
import { ClockBadge } from '../ui/ClockBadge.tsx';
import { dayInWords } from '../ui/time.ts';
import { Moment } from '../ui/Moment.tsx';
import { moneyInWords, percentInWords } from '../ui/money.ts';

const words = texts.finance.line;

/** In whose words it stands still. */
const frozenFor = ({ frozen }: Commission): string =>
  [frozen?.reasonCode ?? null, frozen?.caseIds?.length ? words.frozenByCase : null]
    .filter((why) => why !== null)
    .join('; ');

const Due = ({ at }: { at: string }) => (
  <>
    <Moment dated at={at} /> <ClockBadge dueAt={at} />
  </>
);

/** The other partner of a split reads what it changes, and not what the deal is worth. */
const correctedIn = ({ correction }: Commission): string | null =>
  correction?.from && correction.to
    ? words.correctedFromTo(moneyInWords(correction.from.amount), moneyInWords(correction.to.amount))
    : null;

const earnedNow = ({ correction }: Commission): string | null => {
  const last = correction?.explanation.steps.at(-1);
  return last === undefined ? null : moneyInWords(last.amount);
};

/** The other partner of a split reads the line, and not the referral. */
function ReferralOf({ line: { share, referralId, companyName, referralNumber } }: { line: Commission }) {
  const name = `${companyName} · ${referralNumber}`;
  const isForeign = useUser().partnerId !== null && share?.side === 'partner';
  return isForeign ? name : <Link to={`/referrals/${referralId}`}>{name}</Link>;
}

/** Which part it is of what, and the line of the other partner. */
const splitFacts = ({ share, otherPart }: Commission): [string, ReactNode][] => [
  [words.share, share === null ? null : words.shareOf(percentInWords(share.basisPoints), moneyInWords(share.of))],
  [
    words.otherPart,
    otherPart ? (
      <Link key="other" to={`/commissions/${otherPart.id}`}>
        {otherPart.partnerName}
      </Link>
    ) : null,
  ],
];

/** What is known of the line, each fact once. A run pays many partners, so that no partner is shown the way to one. */
export function LineFacts({ line }: { line: Commission }) {
  const isPartner = useUser().partnerId !== null;
  return (
    <Card title={words.facts}>
      <Facts
        facts={[
          [words.partner, line.partnerName],
          [words.referral, <ReferralOf key="referral" line={line} />],
          ...splitFacts(line),
          [words.approveBy, line.approveBy === null ? null : <Due key="approveBy" at={line.approveBy} />],
          [words.payable, line.payableFrom === null ? null : <Moment key="payable" dated at={line.payableFrom} />],
          [words.payDay, line.payDay === null ? null : dayInWords(line.payDay)],
          [words.paid, line.paidAt === null ? null : <Moment key="paid" dated at={line.paidAt} />],
          [
            words.run,
            line.runId === null || isPartner ? null : (
              <Link key="run" to={`/runs/${line.runId}`}>
                {texts.finance.run.title}
              </Link>
            ),
          ],
          [
            texts.documents.title,
            line.documents.length === 0
              ? null
              : line.documents.map(({ id, number }) => (
                  <Link key={id} to={`/documents/${id}`} className="fl-lines">
                    {number}
                  </Link>
                )),
          ],
          [
            words.plan,
            <span key="plan" className="fl-code">
              {line.planVersion}
            </span>,
          ],
          [
            words.hash,
            <span key="hash" className="fl-code">
              {line.contentHash}
            </span>,
          ],
          [words.sameDeal, line.sameDeal?.join(', ')],
          [words.blocked, line.blockedBy.map(texts.codes.excluded).join(', ')],
          [words.why, line.blockedBecause.join(' ')],
          [words.rejected, line.rejectReason],
          [words.corrected, correctedIn(line)],
          [words.earnedNow, earnedNow(line)],
          [words.takenBack, line.clawedBack === null ? null : moneyInWords(line.clawedBack.amount)],
          [words.adjusted, line.clawedBack?.adjusted.amount ? moneyInWords(line.clawedBack.adjusted) : null],
          [words.toReturn, line.clawedBack?.toReturn.amount ? moneyInWords(line.clawedBack.toReturn) : null],
          [words.repaid, line.clawedBack?.repaid.amount ? moneyInWords(line.clawedBack.repaid) : null],
          [words.netted, line.netted === null ? null : moneyInWords(line.netted)],
          [words.frozenSince, line.frozen === null ? null : <Moment key="frozen" dated at={line.frozen.since} />],
          [words.frozenFor, frozenFor(line)],
        ]}
      />
    </Card>
  );
}
