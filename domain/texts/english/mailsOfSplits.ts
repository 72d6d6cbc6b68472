import { BASIS_POINTS_WHOLE, formatBasisPoints } from '../../money.ts';
import { piece, saidBy, sentences } from '../facts.ts';
import type { Catalogue, MailWriting } from '../shape.ts';

const theCompany = ({ names }: MailWriting): string => names.company ?? 'Your referral';
const other = ({ names }: MailWriting): string => names.partner ?? 'another partner';

const partOf = ({ facts }: MailWriting): string => formatBasisPoints(facts.number('basisPoints') ?? 0);
const restOf = ({ facts }: MailWriting): string =>
  formatBasisPoints(Number(BASIS_POINTS_WHOLE) - (facts.number('basisPoints') ?? 0));

const amountIn = ({ facts, format }: MailWriting, name: string): string | undefined =>
  format.amount(facts.number(name), facts.text('currency'));

/** What is said of a commission that two partners share; `partner` is the one that did not refer the company. */
export const SPLIT_MAILS = {
  split_proposed: (writing) => ({
    subject: `${theCompany(writing)}: a split of your commission is proposed`,
    sentence: `We propose that ${other(writing)} gets ${partOf(writing)} of what this deal earns, and you ${restOf(writing)}. What you get for the introduction itself stays yours.`,
    next: 'Your decision: an administrator of your company agrees or declines on the page of the referral. Until you agree, everything is yours. What is agreed stands.',
  }),
  split_agreed: (writing) => ({
    subject: `${theCompany(writing)}: a share for you`,
    sentence: `If this company buys, ${partOf(writing)} of what the deal earns is yours, as agreed for this referral.`,
    next: 'Nothing to do for you: you get a mail when there is something, and then it stands among your earnings.',
  }),
  split_earned: (writing) => ({
    subject: `${theCompany(writing)}: won, and a share of it is yours`,
    sentence: writing.sentence('partner', 'won'),
    next: 'Nothing to do for you: your earnings show how it came about. You get a mail when it is approved, and one when it is paid.',
  }),
  split_corrected: (writing) => ({
    subject: `${theCompany(writing)}: the deal was corrected`,
    sentence: sentences(
      `The deal was corrected. By the same rules your share changes${piece(' from ', amountIn(writing, 'fromMinor'))}${piece(' to ', amountIn(writing, 'amountMinor'))}, before refunds and adjustments; your earnings show what was added or taken off.`,
      saidBy('The reason: “', writing.message, '”') || undefined,
    ),
    next: 'What is added needs the approval of finance first. If you disagree, tell your partner manager.',
  }),
  split_answered: (writing) => {
    const isAgreed = writing.facts.text('answer') === 'agreed';
    return {
      subject: `${theCompany(writing)}: split ${isAgreed ? 'agreed' : 'declined'}`,
      sentence: sentences(
        `The partner ${isAgreed ? 'agrees' : 'does not agree'} that ${other(writing)} gets ${partOf(writing)} of what this deal earns.`,
        isAgreed ? 'It stands from now on.' : 'Everything stays with the partner that referred the company.',
      ),
      next: isAgreed ? 'Nothing to do for you.' : 'You may propose another split before the deal is won.',
    };
  },
} satisfies Partial<Catalogue['mails']>;
