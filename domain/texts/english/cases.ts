import type { CaseWriting, Catalogue } from '../shape.ts';
import { piece, saidBy, sentences } from '../facts.ts';

const decider = ({ decider: name }: CaseWriting): string => name ?? 'Nobody yet';
const by = ({ dueAt }: CaseWriting): string => piece(' by ', dueAt) || ' soon';

export const LOWERED = 'We looked at it again: the amount was too high. It is lowered once others have approved that.';

export const CASES: Catalogue['cases'] = {
  kinds: {
    declined: 'Not registered',
    disqualified: 'Found not to fit',
    expired: 'Registration ended',
    missing_credit: 'Missing credit',
    commission: 'Amount of the commission',
    late_payment: 'Late payment',
    parallel_deal: 'A deal beside the registration',
  },
  involvements: {
    reviewed_it: 'reviewed the referral',
    qualified_it: 'decided about its qualification',
    closed_it: 'closed it',
    decided_extension: 'decided about its extension',
    decided_line: 'decided about its commission',
    decided_case: 'decided a case about it before',
    submitted_it: 'submitted it',
    owns_deal: 'has the deal',
    answered_it: 'answered for the deal',
    owns_rival: 'owns a referral that stands against it',
    submitted_rival: 'submitted a referral that stands against it',
    manages_rival: 'manages the partner of a referral that stands against it',
  },
  sentences: {
    partner: {
      open: (writing) =>
        `We have it. You get a first answer${by(writing)}; somebody who took no part in the decision looks at it.`,
      answered: (writing) => `We have answered. The decision follows${by(writing)}.`,
      late: () => 'We are late with this. A manager knows and sees to it.',
      unassigned: (writing) =>
        `We have it. You get an answer${by(writing)}; we are finding somebody who took no part in the decision.`,
      rejected: ({ reason, until }) =>
        sentences(
          `The decision stands${saidBy(': “', reason, '”') || '.'}`,
          piece('You may ask once for a second look by somebody else, until ', until, '.'),
        ),
      second_look: (writing) =>
        `Somebody who was not involved before looks at it once more. The decision follows${by(writing)}.`,
      final: ({ reason }) => `The decision stands${saidBy(': “', reason, '”') || '.'} This was the last word.`,
      reinstated: ({ reason }) =>
        sentences('You were right.', 'Your referral goes on with its old place in line.', saidBy('“', reason, '”')),
      credited: ({ reason }) => sentences('You were right.', 'The deal is credited to you.', saidBy('“', reason, '”')),
      adjusted: ({ reason }) =>
        sentences('You were right.', 'The amount is corrected once others have approved it.', saidBy('“', reason, '”')),
      lowered: ({ reason }) => sentences(LOWERED, saidBy('“', reason, '”')),
      right: ({ reason }) => sentences('You were right.', saidBy('“', reason, '”')),
      withdrawn: () => 'You have taken it back. Nothing changes.',
      settled: () => 'The referral was taken up again, so nothing is left to decide.',
      deal_found: (writing) =>
        `We found a deal of ours with this company beside your registration. You hear${by(writing)} what comes of it; your registration and your credit stay as they are.`,
      deal_answered: (writing) =>
        `It is said to be other business. Somebody who has no part in it decides${by(writing)}; your registration and your credit stay as they are.`,
      deal_linked: ({ reason }) =>
        sentences('The deal we found is the deal of your referral, and is linked to it.', saidBy('“', reason, '”')),
      deal_other: ({ reason, until }) =>
        sentences(
          `The deal we found is other business with the company${saidBy(': “', reason, '”') || '.'}`,
          'Your registration and your credit stay as they are.',
          piece('You may ask once for a second look by somebody else, until ', until, '.'),
        ),
      deal_other_final: ({ reason }) =>
        `The deal we found is other business with the company${saidBy(': “', reason, '”') || '.'} Your registration and your credit stay as they are.`,
    },
    internal: {
      open: (writing) => `${decider(writing)}: first answer${by(writing)}.`,
      answered: (writing) => `${decider(writing)}: decide${by(writing)}.`,
      late: (writing) => `Late: it was due${by(writing)}. ${decider(writing)} has it; the managers were told.`,
      unassigned: (writing) =>
        `Nobody who took no part is left${piece(' (', writing.barred, ')')}. Give somebody the role; decide${by(writing)}.`,
      rejected: ({ until }) => `Rejected. The partner may ask for a second look${piece(' until ', until)}.`,
      second_look: (writing) => `Second look, ${decider(writing)}: decide${by(writing)}.`,
      final: () => 'Rejected, finally.',
      reinstated: () => 'Upheld: the referral was reinstated.',
      credited: () => 'Upheld: the deal was credited.',
      adjusted: () => 'Upheld: an adjustment of the line waits for its approval, or has it.',
      lowered: () => 'The amount was too high: what is taken off the line waits for its approval, or has it.',
      right: () => 'Upheld without an effect on the referral.',
      withdrawn: () => 'Taken back by the partner.',
      settled: () => 'Settled: the referral was taken up again before it was decided.',
      deal_found: (writing) =>
        `Whoever has the deal says${by(writing)} whether it is the deal of this referral, or why it is other business. ${decider(writing)} decides then.`,
      deal_answered: (writing) => `Said to be other business. ${decider(writing)}: decide${by(writing)}.`,
      deal_linked: () => 'Linked: it is the deal of this referral.',
      deal_other: ({ until }) => `Not related. The partner may ask for a second look${piece(' until ', until)}.`,
      deal_other_final: () => 'Not related, finally.',
    },
  },
};
