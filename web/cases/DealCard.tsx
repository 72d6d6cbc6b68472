import type { Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import { Card, Facts } from '../ui/Card.tsx';
import { Moment } from '../ui/Moment.tsx';

const words = texts.cases.beside;

/** The deal that was found beside the registration, as the CRM has it: what whoever answers and decides has to know. */
export function DealCard({ deal }: { deal: NonNullable<Case['beside']> }) {
  const { dealId, owner, productLine, openedAt, foundAt, proven, before } = deal;
  return (
    <Card title={words.title}>
      <Facts
        facts={[
          [words.deal, dealId],
          [words.owner, owner.name ?? words.nobody],
          [words.line, productLine],
          [words.opened, openedAt === null ? null : <Moment key="opened" at={openedAt} />],
          [words.found, <Moment key="found" at={foundAt} />],
          [words.sure, proven ? words.sureText : words.unsure],
          [words.before, before ? texts.ui.yes : null],
        ]}
      />
    </Card>
  );
}
