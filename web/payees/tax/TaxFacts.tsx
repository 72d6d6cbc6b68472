import { Alert, Text } from '@mantine/core';
import type { TaxProfile } from '../../api/types.ts';
import { texts } from '../../texts/en.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { percentInWords } from '../../ui/money.ts';
import { Moment } from '../../ui/Moment.tsx';
import { dayInWords } from '../../ui/time.ts';

const words = texts.tax;

const TONES = {
  tax_form_missing: 'quiet',
  tax_form_unverified: 'review',
  tax_form_expired: 'late',
  none: 'good',
} as const;

export function TaxPill({ problem }: { problem: TaxProfile['problem'] }) {
  const state = problem ?? 'none';
  return <span className={`fl-pill fl-tone fl-tone-${TONES[state]}`}>{words.problems[state]}</span>;
}

type Version = NonNullable<TaxProfile['current']>;

function VersionFacts({ version }: { version: Version }) {
  const { form, file, treatment, vatBasisPoints } = version;
  return (
    <Facts
      facts={[
        [words.facts.form, words.forms[form]],
        [words.facts.file, file.name],
        [
          words.facts.number,
          <span key="number" className="fl-code">
            {version.taxNumber}
          </span>,
        ],
        [words.facts.country, version.country],
        [
          words.facts.treatment,
          `${words.treatments[treatment]}${treatment === 'domestic' ? ` (${percentInWords(vatBasisPoints)})` : ''}`,
        ],
        [words.facts.from, dayInWords(version.validFrom)],
        [words.facts.until, version.validUntil === null ? words.facts.open : dayInWords(version.validUntil)],
        [words.facts.verified, version.verifiedAt === null ? null : <Moment key="v" dated at={version.verifiedAt} />],
      ]}
    />
  );
}

/** What is in force, masked, what waits, and what was not accepted of late. */
export function TaxFacts({ tax }: { tax: TaxProfile }) {
  const { current, pending, refused } = tax;
  return (
    <>
      {refused === null ? null : (
        <Alert className="fl-problem" color="red" variant="outline" title={words.refusedTitle}>
          {words.refusedText(refused.reason)}
        </Alert>
      )}
      <Card title={words.inForce} aside={<TaxPill problem={tax.problem} />}>
        <Text mb="sm">{tax.sentence}</Text>
        {current === null ? null : <VersionFacts version={current} />}
      </Card>
      {pending === null ? null : (
        <Card title={words.waiting}>
          <VersionFacts version={pending} />
        </Card>
      )}
    </>
  );
}
