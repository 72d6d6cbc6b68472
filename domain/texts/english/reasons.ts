import type { Catalogue, ReasonText } from '../shape.ts';

const CHECK_AGAIN = 'If you think this is wrong, write to your partner manager with what you know.';

export const REASONS: Catalogue['reasons'] = {
  declined: {
    duplicate_account: {
      label: 'Same company as another record',
      clause: 'we already have this company under another name',
      advice: CHECK_AGAIN,
    },
    already_yours: {
      label: 'Already referred by this partner',
      clause: 'you have referred this company already',
      advice: 'Open your first referral of it: it has the present state.',
    },
    recent_vendor_contact: {
      label: 'Recent contact of our own',
      clause: 'our sales team was already in contact with this company shortly before',
      advice: 'Refer them again after the date above if nothing came of it.',
    },
    open_deal: {
      label: 'Open deal of our own',
      clause: 'our sales team is already working on a deal with this company',
      advice: 'Refer them again when you hear of another need.',
    },
    existing_customer: {
      label: 'Customer already',
      clause: 'the company is a customer already',
      advice: 'Refer them for a product they do not have yet.',
    },
    bad_fit: {
      label: 'Does not fit the program',
      clause: 'the company does not fit what this program is for',
      advice: 'The criteria of the program say whom we can help best.',
    },
    incomplete: {
      label: 'Not enough to go on',
      clause: 'what we received was not enough to get in touch',
      advice: 'Refer them again with a person, a way to reach them, and what they need.',
    },
    company_not_available: {
      label: 'Company not available',
      clause: 'the company is not available for a referral at present',
      advice: 'Refer them again from the date above.',
    },
  },
  disqualified: {
    no_need: {
      label: 'No need',
      clause: 'they have no need for it at present',
      advice: 'Ask what would have to change, and refer them again when it has.',
    },
    no_budget: {
      label: 'No budget',
      clause: 'there is no budget for it at present',
      advice: 'Ask when the next budget is made, and refer them again shortly before.',
    },
    no_authority: {
      label: 'Nobody who decides',
      clause: 'we found no way to somebody who decides',
      advice: 'An introduction to the person who decides makes all the difference.',
    },
    not_now: {
      label: 'Not now',
      clause: 'the time is not right for them',
      advice: 'Stay in touch, and refer them again when it is.',
    },
    bad_fit: {
      label: 'Does not fit',
      clause: 'what they need is not what we offer',
      advice: 'The criteria of the program say whom we can help best.',
    },
    wrong_contact: {
      label: 'Wrong contact',
      clause: 'the person could not be reached with the details given',
      advice: 'Check name, mail address and phone number, and refer them again.',
    },
    unreachable: {
      label: 'Could not be reached',
      clause: 'we tried several times and reached nobody',
      advice: 'Tell them that we will call: an introduction mail with all of us in copy works best.',
    },
    prospect_objected: {
      label: 'Prospect objected',
      clause: 'they asked not to be contacted',
      advice: 'Please do not refer them again unless they ask you to.',
    },
  },
  lost: {
    competitor: {
      label: 'Another supplier',
      clause: 'another supplier was chosen',
      advice: 'Contracts end: ask when theirs does.',
    },
    price: {
      label: 'Price',
      clause: 'the price did not fit',
      advice: 'Ask what it would have to be worth to them.',
    },
    no_decision: {
      label: 'No decision',
      clause: 'they decided to change nothing for now',
      advice: 'Refer them again when something moves.',
    },
    prospect_objected: {
      label: 'Prospect objected',
      clause: 'they asked not to be contacted any more',
      advice: 'Please do not refer them again unless they ask you to.',
    },
  },
  expired: {
    no_opportunity: {
      label: 'No opportunity in time',
      clause: 'no deal came up in time',
      advice: 'Refer them again when there is something new.',
    },
    no_answer: {
      label: 'No answer from the partner',
      clause: 'we had no answer from you',
      advice: 'Refer them again when you have what we asked for.',
    },
    waiting_ended: {
      label: 'Waiting ended',
      clause: 'the time a place in line is kept is over',
      advice: 'Refer them again if they still need it.',
    },
  },
  withdrawn: {
    prospect_request: {
      label: 'Prospect asked for it',
      clause: 'the prospect asked for it',
      advice: 'Refer them again only if they ask you to.',
    },
    mistake: {
      label: 'By mistake',
      clause: 'it was sent by mistake',
      advice: 'Refer the right company whenever you like.',
    },
  },
};

/** For a code that a program added itself and has given no text. */
export const OTHER_REASON: ReasonText = {
  label: 'Other reason',
  clause: 'for a reason of this program',
  advice: 'Your partner manager can tell you more.',
};

export const ASSIGN_REASONS: Catalogue['assignReasons'] = {
  territory: {
    label: 'Territory',
    clause: 'they look after this region',
    advice: 'Nothing to do: what was agreed stays.',
  },
  absence: {
    label: 'Absence',
    clause: 'the person before is away',
    advice: 'Nothing to do: what was agreed stays.',
  },
  capacity: {
    label: 'Capacity',
    clause: 'they can take care of it sooner',
    advice: 'Nothing to do: what was agreed stays.',
  },
  expertise: {
    label: 'Expertise',
    clause: 'they know this subject best',
    advice: 'Nothing to do: what was agreed stays.',
  },
  ladder: {
    label: 'Handed over because a promise was missed',
    clause: 'the person before did not get to it in time',
    advice: 'Nothing to do: what was agreed stays.',
  },
  crm: {
    label: 'Named as the owner in the CRM',
    clause: 'they look after the company now',
    advice: 'Nothing to do: what was agreed stays.',
  },
  left: {
    label: 'The person before has left or is away for long',
    clause: 'the person before no longer works on it',
    advice: 'Nothing to do: what was agreed stays.',
  },
  hand_back: {
    label: 'Handed back',
    clause: 'the person before passed it on',
    advice: 'Nothing to do: what was agreed stays.',
  },
};

const MAIL_SAYS = 'The mail about it says where it goes on.';

export const REOPEN_REASONS: Catalogue['reopenReasons'] = {
  new_information: { label: 'Something new is known', clause: 'something new is known', advice: MAIL_SAYS },
  closed_by_mistake: { label: 'Closed by mistake', clause: 'it was closed by mistake', advice: MAIL_SAYS },
  prospect_came_back: { label: 'They came back to us', clause: 'the company came back to us', advice: MAIL_SAYS },
  other: { label: 'Another reason', clause: 'for another reason', advice: MAIL_SAYS },
};

const MANAGER_DECIDES = 'A manager decides, and you get a mail.';

export const EXTENSION_REASONS: Catalogue['extensionReasons'] = {
  decision_pending: {
    label: 'Their decision takes longer',
    clause: 'their decision takes longer',
    advice: MANAGER_DECIDES,
  },
  budget_cycle: { label: 'Their budget comes later', clause: 'their budget comes later', advice: MANAGER_DECIDES },
  prospect_busy: {
    label: 'The contact has no time at present',
    clause: 'the contact has no time at present',
    advice: MANAGER_DECIDES,
  },
  other: { label: 'Another reason', clause: 'for another reason', advice: MANAGER_DECIDES },
};
