import type { z } from 'zod';
import type { LineExplanation } from '../../domain/commission/explanation.ts';
import { conditionsInWords, wonInTimeInWords } from '../../domain/texts/conditionWords.ts';
import type { Language } from '../../domain/texts/format.ts';
import { stepInWords } from '../../domain/texts/stepWords.ts';
import type { Explanation } from '../schemas/commissions.ts';

export const presentExplanation = (
  { sentence, because, wonInTime, steps }: LineExplanation,
  language: Language,
): z.output<typeof Explanation> => ({
  sentence,
  because: [
    ...(wonInTime === undefined ? [] : [wonInTimeInWords(wonInTime, language)]),
    ...(because === undefined ? [] : conditionsInWords(because, language)),
  ],
  steps: steps.map((step) => ({ ...stepInWords(step, language), amount: step.amount })),
});
