import type { CrmActivity, OwnWork } from '../../../domain/matching/lookBack.ts';
import { lookBackWindow } from '../../../domain/matching/lookBack.ts';
import { vendorAnswer } from '../../../domain/matching/vendorKnowledge.ts';
import type { VendorAnswer } from '../../../domain/matching/vendorKnowledge.ts';

const DAY_MS = 86_400_000;
const SUBMITTED_AT = Date.parse('2026-04-02T14:02:00Z');
const daysBefore = (days: number): number => SUBMITTED_AT - days * DAY_MS;

const MEETING: CrmActivity = {
  id: 'act_1',
  accountId: 'acc_1',
  kind: 'meeting',
  at: daysBefore(41),
  by: 'k.lang@vendor.example',
  team: 'sales',
  done: true,
  addressees: 1,
  automated: false,
  referralNumber: null,
};

/** What the vendor's own contact with the company means, under the usual look-back of 90 days. */
export const LOOK_BACK_EXAMPLES: readonly {
  what: string;
  activity: CrmActivity;
  ownWork: readonly OwnWork[];
  decision: VendorAnswer['decision'];
}[] = [
  {
    what: 'a newsletter yesterday',
    activity: { ...MEETING, kind: 'newsletter', at: daysBefore(1), addressees: 4_000, automated: true },
    ownWork: [],
    decision: 'accept',
  },
  { what: 'a meeting 41 days ago', activity: MEETING, ownWork: [], decision: 'decline' },
  { what: 'a meeting 91 days ago', activity: { ...MEETING, at: daysBefore(91) }, ownWork: [], decision: 'accept' },
  {
    what: 'a meeting that is planned for next week, entered yesterday',
    activity: { ...MEETING, at: daysBefore(1), done: false },
    ownWork: [],
    decision: 'accept',
  },
  {
    what: 'our own call for an earlier referral, which carries its number',
    activity: { ...MEETING, kind: 'call', referralNumber: 'R-7K2M-94' },
    ownWork: [],
    decision: 'accept',
  },
  {
    what: 'our own call by the owner of an earlier referral while it was open',
    activity: { ...MEETING, kind: 'call' },
    ownWork: [{ by: MEETING.by ?? '', from: daysBefore(60), until: daysBefore(30) }],
    decision: 'accept',
  },
];

export const lookBackAnswer = (example: (typeof LOOK_BACK_EXAMPLES)[number]): VendorAnswer =>
  vendorAnswer(
    {
      matches: [{ kind: 'account', id: 'acc_1', accountId: 'acc_1', foundBy: 'domain', domain: 'adler.example' }],
      openDeals: [],
      purchases: [],
      activities: [example.activity],
    },
    {
      rules: { lookBack: 'decline', openDeal: 'review', customer: 'accept_other_product' },
      productLine: null,
      domains: ['adler.example'],
      referralNumber: 'R-NEW1-01',
      window: lookBackWindow(SUBMITTED_AT, 90 * DAY_MS),
      ownWork: example.ownWork,
    },
  );
