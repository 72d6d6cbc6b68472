import { Alert } from '@mantine/core';
import { texts } from '../texts/en.ts';
import { momentInWords } from '../ui/time.ts';
import { useNow } from '../ui/useNow.ts';

const words = texts.sales.away;

type Props = { name: string; until: string; /** Whoever stands in. */ deputy: string | null };

/** Nothing keeps work from going to somebody who is away; who gives it has to know. */
export function AwayNote({ name, until, deputy }: Props) {
  const back = momentInWords(until, useNow('third'));
  return (
    <Alert color="yellow" role="status">
      {words.until(name, back)} {deputy === null ? words.nobody : words.deputy(deputy)}
    </Alert>
  );
}
