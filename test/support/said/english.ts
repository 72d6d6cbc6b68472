import type { Reader } from '../../../domain/texts/shape.ts';

/** What people read in each of `SITUATIONS`, word for word: a change here is a change of the product. */
export const SAID_IN_ENGLISH: Readonly<Record<string, Record<Reader, string>>> = {
  received: {
    partner: 'We have it (R-7K2M-94, 14:02:07 UTC). You get an answer by 18:02 UTC.',
    internal: 'Check running; answer due by 18:02 UTC (3 hours 59 minutes).',
  },
  'received, with look-alikes': {
    partner: 'We have it (R-7K2M-94, 14:02:07 UTC). You get an answer by 18:02 UTC.',
    internal: 'Check running, 1 candidate found; answer due by 18:02 UTC (3 hours 59 minutes).',
  },
  'received, the CRM does not answer the check': {
    partner:
      'We have it (R-7K2M-94, 14:02:07 UTC). You get an answer by 18:02 UTC. Our CRM is not reachable; this changes nothing for you.',
    internal:
      'Check running; answer due by 18:02 UTC (3 hours 59 minutes). The CRM does not answer; it is asked again.',
  },
  'in review for our own contact': {
    partner: 'Samir Haddad looks at it in person; you get an answer by 18:02 UTC.',
    internal: 'Samir Haddad decides by 18:02 UTC (3 hours 59 minutes): a meeting of ours on 14 Oct.',
  },
  'in review': {
    partner: 'Samir Haddad compares it with a similar name; you get an answer by 18:02 UTC.',
    internal:
      'Samir Haddad decides by 18:02 UTC (3 hours 59 minutes): similar name 0.81, same country, other domain; 55 points; 1 more looks alike.',
  },
  'wait-listed': {
    partner: 'Another referral came first. You are next; if it ends, yours starts by itself. Nothing to do.',
    internal:
      'Wait-listed, place 1, behind R-5QX1-20, which lapses on 23 Jan 2027. It starts by itself when the claim before it passes on; waiting ends on 23 May 2027.',
  },
  'promoted, asked': {
    partner: 'Your turn. Is the introduction still good? Please answer by Fri 14:15 UTC.',
    internal: 'Promoted; waits for the partner until Fri 14:15 UTC.',
  },
  'promoted, the answer is overdue': {
    partner: 'Your turn. Is the introduction still good? Please answer now (it was due by Fri 14:15 UTC).',
    internal: 'Promoted; waits for the partner; the answer was due by Fri 14:15 UTC.',
  },
  accepted: {
    partner: 'Registered for you until 22 Feb 2027. Nora Lindqvist reaches out to Jana Falk by Wed 14:03 UTC.',
    internal: 'Nora Lindqvist: first attempt by Wed 14:03 UTC (23 hours 1 minute).',
  },
  unassigned: {
    partner:
      'Registered for you until 22 Feb 2027. We are choosing who reaches out to Jana Falk; it happens by Wed 14:03 UTC.',
    internal: 'Everybody who could take it is away. Assign it; first attempt by Wed 14:03 UTC (23 hours 1 minute).',
  },
  'paused by outage': {
    partner:
      'Registered for you until 22 Feb 2027. Nora Lindqvist reaches out to Jana Falk by Wed 14:03 UTC. Our CRM is not reachable; this changes nothing for you.',
    internal:
      'Nora Lindqvist: first attempt by Wed 14:03 UTC (23 hours 1 minute). CRM write pending since 14:03 UTC; it follows by itself.',
  },
  'late with the review': {
    partner:
      'We are late: you should have had our answer by 18:02 UTC. A manager knows; you hear from us by 20:02 UTC.',
    internal:
      'Late 1 hour: the answer to the partner was due by 18:02 UTC. Nora Lindqvist has it; the manager was told. At 150\u00a0% (20:02 UTC) it moves to the next person on duty.',
  },
  'late with first contact': {
    partner:
      'We are late: Nora Lindqvist should have reached out by 14:03 UTC. A manager knows; you hear from us by Thu 02:03 UTC.',
    internal:
      'Late 59 minutes: first contact was due by 14:03 UTC. Nora Lindqvist has it; the manager was told. At 150\u00a0% (Thu 02:03 UTC) it moves to the next person on duty.',
  },
  'late, handed over once': {
    partner:
      'We are late: Nora Lindqvist should have reached out by Wed 14:03 UTC. A manager knows; you hear from us by Fri 02:04 UTC.',
    internal:
      'Late 15 hours 59 minutes: first contact was due by Wed 14:03 UTC. Nora Lindqvist has it; the manager was told. At 150\u00a0% (Fri 02:04 UTC) it moves to the next person on duty.',
  },
  'late, handed over twice': {
    partner:
      'We are late: Nora Lindqvist should have reached out by Wed 14:03 UTC. A manager knows; you hear from us by Tue 14:09 UTC.',
    internal:
      'Late 1 day 12 hours: first contact was due by Wed 14:03 UTC. Nora Lindqvist has it; the manager was told. It moves no further by itself; the partner hears of it by Tue 14:09 UTC.',
  },
  'late with the next try': {
    partner:
      'Called on Tue 15:02 UTC, no answer yet. We are late: Nora Lindqvist should have tried again by 14:13 UTC. Nora Lindqvist was reminded; you hear from us by Tue 14:09 UTC.',
    internal:
      'Late 1 hour 49 minutes: the next try was due by 14:13 UTC. Nora Lindqvist has it; the owner was reminded. Attempts so far: 2 of 6. It moves no further by itself; the partner hears of it by Tue 14:09 UTC.',
  },
  'late with the first step': {
    partner:
      'We are late: Nora Lindqvist should have made the first step by 14:07 UTC. A manager knows; you hear from us by Tue 14:09 UTC.',
    internal:
      "Late 55 minutes: the closer's first step was due by 14:07 UTC. Nora Lindqvist has it; the manager was told. At 150\u00a0% (Fri 14:09 UTC) it moves to the next person on duty.",
  },
  attempted: {
    partner: 'Called at 15:02 UTC, no answer yet. The next try follows by Thu 14:13 UTC.',
    internal:
      'Attempt 2 of 6 at 15:02 UTC, no answer. Next try by Thu 14:13 UTC. The partner is asked for help after 3.',
  },
  'open question': {
    partner: 'We need one thing from you: “Which plant?” Please answer by Fri 14:15 UTC.',
    internal: 'Waits for Mira (Brightwater) until Fri 14:15 UTC.',
  },
  'open question, the answer is overdue': {
    partner: 'We need one thing from you: “Which plant?” Please answer now (it was due by Fri 14:15 UTC).',
    internal: 'Waits for Mira (Brightwater); the answer was due by Fri 14:15 UTC.',
  },
  contacted: {
    partner: 'Nora Lindqvist spoke to Jana Falk at 14:02 UTC. Next: do need, budget, authority and timing fit?',
    internal: 'Spoken to at 14:02 UTC. Need, budget, authority and timeline unknown; qualify it or set “later”.',
  },
  'contacted, answers are missing': {
    partner: 'Nora Lindqvist spoke to Jana Falk at 14:02 UTC. Next: do need, budget, authority and timing fit?',
    internal: 'Spoken to at 14:02 UTC. Authority unknown, no budget; qualify it.',
  },
  later: {
    partner: 'Good, but not now: we call again on 23 Jan 2027. Your registration is kept until 22 Feb 2027.',
    internal: 'Recontact on 23 Jan 2027. The registration is kept until 22 Feb 2027.',
  },
  qualified: {
    partner:
      'It fits. Nora Lindqvist takes over; first step by Thu 14:07 UTC. Your introduction was rated 5 of 5: “Well prepared”.',
    internal: 'Qualified, rated 5 of 5. Nora Lindqvist makes the first step by Thu 14:07 UTC (1 day 23 hours).',
  },
  'qualified, the first step is made': {
    partner: 'It fits. Nora Lindqvist works on it. Registered for you until 22 Feb 2027.',
    internal: 'Qualified. Nora Lindqvist makes it an opportunity before it lapses on 22 Feb 2027.',
  },
  'in talks': {
    partner:
      'In talks since 24 Nov, stage proposal. About 4,800 EUR for you if it closes as estimated. Next news by 1 Dec.',
    internal:
      'Stage proposal since 24 Nov. Nora Lindqvist moves it on or closes it; news due by Tue 14:09 UTC (4 days).',
  },
  'reported as won, waits for a second person': {
    partner: 'Reported as won. A second person confirms it, then your commission is worked out.',
    internal: 'Won without a deal id: a sales manager who did not close it confirms it.',
  },
  won: {
    partner: 'Won. 4,800 EUR earned; finance is approving it.',
    internal: 'Won. Commission 4,800 EUR, in approval (1 of 2 approvals), payable from 24 Dec.',
  },
  'won, approval due': {
    partner: 'Won. 4,800 EUR earned; finance is approving it by Sun 14:02 UTC.',
    internal: 'Won. Commission 4,800 EUR, in approval (1 of 2 approvals, due by Sun 14:02 UTC), payable from 24 Dec.',
  },
  'won, approval late': {
    partner:
      'Won. 4,800 EUR earned; its approval was due by Sun 14:02 UTC and takes longer. Finance knows, and there is nothing for you to do.',
    internal:
      'Won. Commission 4,800 EUR, in approval (1 of 2 approvals, was due by Sun 14:02 UTC), payable from 24 Dec.',
  },
  lost: {
    partner: 'Closed without a deal on 23 Nov: another supplier was chosen. You may refer them again from 23 Dec.',
    internal: 'Lost on 23 Nov: Another supplier. Possible again from 23 Dec.',
  },
  declined: {
    partner:
      'Not registered: our sales team was already in contact with this company shortly before (look-back: 90 days). You may refer them again from 23 Dec. Wrong? Contest it until 7 Dec.',
    internal:
      'Declined on 23 Nov: Recent contact of our own. Possible again from 23 Dec. Case open until 7 Dec. Found: a meeting of ours on 14 Oct.',
  },
  disqualified: {
    partner:
      'Not a fit now: there is no budget for it at present. Advice: Ask when the next budget is made, and refer them again shortly before. You may refer them again from 23 Dec. Wrong? Contest it until 7 Dec.',
    internal:
      'Disqualified on 23 Nov: No budget. The claim does not pass on. Possible again from 23 Dec. Case open until 7 Dec.',
  },
  'disqualified, unreachable': {
    partner:
      'Not a fit now: we tried several times and reached nobody. Advice: Tell them that we will call: an introduction mail with all of us in copy works best. You may refer them again from 23 Dec.',
    internal: 'Disqualified on 23 Nov: Could not be reached. The claim passes on. Possible again from 23 Dec.',
  },
  expired: {
    partner:
      'Registration ended on 23 Nov: we had no answer from you. If they buy by 21 Feb 2027, we check your credit by ourselves. An answer still takes it up again until Mon 7 Dec 14:02 UTC. You may refer them again from 23 Dec. Wrong? Contest it until 7 Dec.',
    internal:
      'Expired on 23 Nov: No answer from the partner. Tail until 21 Feb 2027. An answer revives it until 7 Dec. Possible again from 23 Dec. Case open until 7 Dec.',
  },
  withdrawn: { partner: 'Taken back on 23 Nov: it was sent by mistake.', internal: 'Withdrawn on 23 Nov: By mistake.' },
};
