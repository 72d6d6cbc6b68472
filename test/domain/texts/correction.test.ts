import { expect, it } from '@jest/globals';
import { correctionSentence } from '../../../domain/texts/correctionWords.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const CORRECTION = {
  correctionId: 'cor_1',
  from: { amount: eur(4_800_000), firstYearNet: eur(2_400_000) },
  to: { amount: eur(5_000_050), firstYearNet: eur(2_400_000) },
};

it('a correction says both figures, what is earned by now and at first, and why', () => {
  const said = { correction: CORRECTION, earned: { now: eur(500_005), before: eur(480_000) }, reason: 'A licence.' };
  expect(correctionSentence(said)).toBe(
    'The deal was corrected from 48,000 EUR to 50,000.50 EUR. It earns 5,000.05 EUR now; at first it was 4,800 EUR. The reason: “A licence.”',
  );
  expect(correctionSentence(said, 'de')).toBe(
    'Das Geschäft wurde von 48.000 EUR auf 50.000,50 EUR korrigiert. Inzwischen sind damit 5.000,05 EUR verdient; zuerst waren es 4.800 EUR. Die Begründung: „A licence.“',
  );
});

it('only the figure that has changed is named, and a line that it has added says so', () => {
  const { from } = CORRECTION;
  const correction = { ...CORRECTION, to: { ...from, firstYearNet: eur(3_000_000) } };
  expect(correctionSentence({ correction, earned: null, reason: 'A licence.' })).toBe(
    "The first year's net amount was corrected from 24,000 EUR to 30,000 EUR. This is what it earns in addition. The reason: “A licence.”",
  );
  expect(correctionSentence({ correction, earned: null, reason: 'A licence.' }, 'de')).toBe(
    'Der Nettobetrag des ersten Jahres wurde von 24.000 EUR auf 30.000 EUR korrigiert. Das ist, was zusätzlich verdient ist. Die Begründung: „A licence.“',
  );
});

it('the other partner of a split reads nothing of what the deal is worth', () => {
  const said = { correction: null, earned: { now: eur(150_000), before: eur(144_000) }, reason: 'A licence.' };
  expect(correctionSentence(said)).toBe(
    'The deal was corrected. It earns 1,500 EUR now; at first it was 1,440 EUR. The reason: “A licence.”',
  );
  expect(correctionSentence(said, 'de')).toBe(
    'Das Geschäft wurde korrigiert. Inzwischen sind damit 1.500 EUR verdient; zuerst waren es 1.440 EUR. Die Begründung: „A licence.“',
  );
});
