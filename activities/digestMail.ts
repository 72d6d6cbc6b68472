import type {
  DigestContent,
  DigestItem,
  DigestReferral,
  Mail,
  MailReceiverAddress,
  PendingMail,
} from '../adapters/mail/port.ts';
import { mailLayoutTexts, mailTextFor } from '../domain/texts/mailText.ts';
import { sentenceFor } from '../domain/texts/sentence.ts';
import { messageIdOf, oneLine } from './mailLetter.ts';

type Reading = Pick<MailReceiverAddress, 'language' | 'zone'>;
type Line = { text: string; url?: string };
type Digest = { content: DigestContent; publicUrl: string };

/** The mail of the week: what waited for it, then every open referral with its sentence of now. */
export function digestTo(receiver: MailReceiverAddress, pending: PendingMail, { content, publicUrl }: Digest): Mail {
  const { language, zone } = receiver;
  const reading = { language, zone };
  const words = mailLayoutTexts(language);
  const { subject, sentence, next } = mailTextFor({
    ...reading,
    key: 'weekly_digest',
    facts: { open: content.openCount, news: content.itemCount },
    forPartner: true,
    names: {},
    number: undefined,
    at: pending.at,
  });
  const linked = (referralId: string, text: string): Line => ({ text, url: `${publicUrl}/referrals/${referralId}` });
  const happened = content.items.map((item) => linked(item.referralId, happenedIn(item, reading)));
  const open = content.open.map((referral) => linked(referral.referralId, standing(referral, reading, pending.at)));
  const lists = [
    { title: words.whatHappened, lines: cut(happened, content.itemCount, words.andMore) },
    { title: words.stillOpen, lines: cut(open, content.openCount, words.andMore) },
  ];
  return {
    messageId: messageIdOf(receiver, pending, publicUrl),
    to: { name: oneLine(receiver.name), email: receiver.email },
    subject,
    language,
    letter: {
      greeting: words.greeting(oneLine(receiver.name)),
      sentence,
      nextStep: { label: words.nextStep, text: next },
      facts: [],
      lists: lists.filter(({ lines }) => lines.length > 0),
      link: { label: words.openHome, url: publicUrl },
    },
  };
}

const cut = (lines: Line[], count: number, andMore: (count: number) => string): Line[] =>
  count > lines.length ? [...lines, { text: andMore(count - lines.length) }] : lines;

/** As its own mail would have said it. */
function happenedIn(item: DigestItem, reading: Reading): string {
  const person = (fact: string): string | undefined => item.people[String(item.facts[fact])];
  const { sentence } = mailTextFor({
    ...reading,
    key: item.text,
    facts: item.facts,
    forPartner: true,
    names: {
      owner: person('ownerId'),
      previousOwner: person('previousOwnerId'),
      reviewer: person('reviewerId'),
      author: person('authorId'),
      prospect: item.prospect,
      company: item.company,
    },
    number: item.number,
    at: item.at,
  });
  return `${oneLine(item.company)} (${item.number}): ${sentence}`;
}

function standing(
  { next, number, company, prospect, ownerName, feedback }: DigestReferral,
  reading: Reading,
  now: Date,
): string {
  const names = { owner: ownerName, reviewer: ownerName, prospect, company };
  const sentence = sentenceFor({ ...reading, next, reader: 'partner', names, number, feedback, now });
  return `${oneLine(company)} (${number}): ${sentence}`;
}
