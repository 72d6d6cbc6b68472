import { Alert } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import type { Case } from '../api/cases.ts';
import { texts } from '../texts/en.ts';
import './cases.css';

const words = texts.cases.deciders;

/** Why the reader cannot decide, and who can: in place of a button that does nothing. */
export function NotYou({ about: { barred, mayDecide }, userId }: { about: Case; userId: string }) {
  const why = barred?.find(({ id }) => id === userId);
  if (why === undefined) return null;
  const names = (mayDecide ?? []).map(({ id, name }) => name ?? id).join(', ');
  return (
    <Alert
      className="fl-not-you"
      color="yellow"
      variant="outline"
      icon={<IconScale aria-hidden />}
      title={words.notYou}
    >
      <p>{words.because(why.reasons.join(', '))}</p>
      <p>{names === '' ? words.noOthers : words.others(names)}</p>
    </Alert>
  );
}
