import { inWords } from './inWords.ts';

/** What the record in the CRM says of us. */
export const crmField = inWords({
  referralNumber: 'number',
  partnerId: 'partner',
  partnerName: 'name of the partner',
  credit: 'credit',
  claimExpiresAt: 'end of the registration',
  link: 'link',
  record: 'the whole record',
});

export const credit = inWords({
  registered: 'Registered for the partner',
  waiting: 'In line',
  earned: 'Earned by the partner',
  none: 'None any more',
});
