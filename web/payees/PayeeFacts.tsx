import { Alert, Text } from '@mantine/core';
import type { Payee } from '../api/types.ts';
import { texts } from '../texts/en.ts';
import { Card, Facts } from '../ui/Card.tsx';
import { Moment } from '../ui/Moment.tsx';

const words = texts.payees;

const TONES = { payee_missing: 'quiet', payee_unverified: 'review', payee_cooling_off: 'soon', none: 'good' } as const;

export function PayeePill({ problem }: { problem: Payee['problem'] }) {
  const state = problem ?? 'none';
  return <span className={`fl-pill fl-tone fl-tone-${TONES[state]}`}>{words.problems[state]}</span>;
}

/** The account that money goes to, masked, and what was not accepted of late. */
export function PayeeFacts({ payee }: { payee: Payee }) {
  const { current, refused, sharedWith = [] } = payee;
  return (
    <>
      {refused === null ? null : (
        <Alert className="fl-problem" color="red" variant="outline" title={words.refusedTitle}>
          {words.refusedText(refused.account, refused.reason)}
        </Alert>
      )}
      <Card title={words.current}>
        <Text mb="sm">{payee.sentence}</Text>
        {current === null ? null : (
          <Facts
            facts={[
              [words.facts.method, words.methods[current.method]],
              [
                words.facts.account,
                <span key="account" className="fl-code">
                  {current.account}
                </span>,
              ],
              [words.facts.holder, current.holder],
              [
                words.facts.verified,
                current.verifiedAt === null ? null : <Moment key="v" dated at={current.verifiedAt} />,
              ],
              [
                words.facts.coolingOff,
                payee.problem === 'payee_cooling_off' ? <Moment key="c" dated at={current.coolingOffUntil} /> : null,
              ],
              [words.facts.contact, current.contactEmail],
              [words.facts.shared, sharedWith.join(', ')],
            ]}
          />
        )}
      </Card>
    </>
  );
}
