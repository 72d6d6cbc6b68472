import type { Writing } from '../shape.ts';
import { piece } from '../facts.ts';
import { durationInWords } from '../durationText.ts';

const CONTACTS: Readonly<Record<string, string>> = {
  call: 'a call of ours',
  meeting: 'a meeting of ours',
  email: 'a mail of ours',
  deal_advanced: 'a deal that was moved on',
};

/** What the vendor's own records said, for those inside; ends a sentence after a colon. */
export function vendorFound({ facts, format }: Writing): string | undefined {
  const name = facts.number('unproven') === 1 ? ', of a company of the same name' : '';
  switch (facts.text('vendorWhy')) {
    case 'look_back':
      return `${CONTACTS[facts.text('activity') ?? ''] ?? 'contact of ours'}${piece(' ', format.onDay(facts.text('contactAt')))}${name}`;
    case 'open_deal':
      return `an open deal in the CRM${name}`;
    case 'customer':
      return `a customer by the CRM${name}`;
    case 'crm_unavailable':
      return 'the CRM could not be read, so look for contact and deals of ours';
    default:
      return undefined;
  }
}

/** The rule that decided, as it was published. */
export function ruleToPartner({ facts }: Writing): string | undefined {
  const lookBack = facts.text('lookBack');
  return lookBack === undefined ? undefined : `look-back: ${durationInWords(lookBack, 'en')}`;
}
