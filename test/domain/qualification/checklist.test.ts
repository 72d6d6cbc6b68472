import { describe, expect, it } from '@jest/globals';
import { checkQualification } from '../../../domain/qualification/checklist.ts';
import type { Answered } from '../../../domain/referral/commands.ts';

const ANSWERS: readonly Answered[] = ['yes', 'no', 'unknown'];

/** Every answer to the four questions, with and without a named way to the person who decides: 162 forms. */
const FORMS = ANSWERS.flatMap((need) =>
  ANSWERS.flatMap((budget) =>
    ANSWERS.flatMap((authority) =>
      ANSWERS.flatMap((timeline) =>
        [true, false].map((authorityPath) => ({ need, budget, authority, timeline, authorityPath })),
      ),
    ),
  ),
);

describe('the checklist', () => {
  it.each(FORMS)(
    'need $need, budget $budget, authority $authority (way: $authorityPath), timeline $timeline',
    (form) => {
      // The rule as docs/product.md says it, counted instead of asked one by one.
      const { need, budget, authority, timeline, authorityPath } = form;
      const answers = [need, budget, authority, timeline];
      const unknown = answers.filter((answer) => answer === 'unknown').length;
      const passes =
        !answers.includes('no') && need === 'yes' && (authority === 'yes' || authorityPath) && unknown <= 1;
      expect(checkQualification(form).passes).toBe(passes);
    },
  );

  it('says which answers lack, in the order of the form', () => {
    expect(checkQualification({ need: 'unknown', budget: 'yes', authority: 'no', timeline: 'unknown' })).toEqual({
      passes: false,
      lacks: [
        { question: 'need', answer: 'unknown' },
        { question: 'authority', answer: 'no' },
        { question: 'timeline', answer: 'unknown' },
      ],
    });
  });

  it('names something for every form that does not pass', () => {
    for (const form of FORMS) {
      const result = checkQualification(form);
      if (!result.passes) expect(result.lacks.length).toBeGreaterThan(0);
    }
  });
});
