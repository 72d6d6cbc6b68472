import type { AskedOfVendor, VendorChecks, VendorQuestions } from '../database/vendorPort.ts';
import { inTime } from './inTime.ts';
import { crmKeysIn, lineAsked, valuesOf } from './keys.ts';
import { unlessSilent } from './port.ts';
import type { Crm } from './port.ts';
import { durationMs } from '../../domain/duration.ts';
import { lookBackWindow } from '../../domain/matching/lookBack.ts';
import { asksVendor, recognisedBy, vendorAnswer } from '../../domain/matching/vendorKnowledge.ts';
import type { CrmKnowledge, VendorAnswer, VendorQuestion } from '../../domain/matching/vendorKnowledge.ts';
import type { VendorVerdict } from '../../domain/matching/verdict.ts';

/** The check waits no longer than this for a CRM; what takes longer is asked again beside the story. */
const CRM_MS = 3_000;

const isoOf = (timeMs: number): string => new Date(timeMs).toISOString();

export const createVendorChecks = ({ crm, questions }: { crm: Crm; questions: VendorQuestions }): VendorChecks => ({
  ofReferral: async (referralId, { lookedBack }) =>
    judge({ crm, questions }, await questions.about(referralId), lookedBack),
  of: (asked) => judge({ crm, questions }, asked, false),
});

async function judge(
  { crm, questions }: { crm: Crm; questions: VendorQuestions },
  asked: AskedOfVendor,
  lookedBack: boolean,
): Promise<VendorVerdict | 'unread' | null> {
  const question = questionOf(asked, lookedBack);
  if (!asksVendor(question.rules)) return null;
  const knowledge = await readCrm(crm, asked, question);
  if (knowledge === 'unread') return 'unread';
  const owners = knowledge.openDeals.map(({ owner }) => owner).filter((owner) => owner !== null);
  return verdictFrom(vendorAnswer(knowledge, question), knowledge, () => questions.userIdsOf(owners));
}

function questionOf(asked: AskedOfVendor, lookedBack: boolean): VendorQuestion {
  const { duplicates, lookBack } = asked.policy;
  return {
    // It is looked back once: what we did since the first look is no contact of before.
    rules: lookedBack ? { ...duplicates, lookBack: 'accept' } : duplicates,
    productLine: lineAsked(asked),
    domains: valuesOf(asked, 'domain'),
    referralNumber: asked.number,
    window: lookBackWindow(Date.parse(asked.submittedAt), durationMs(lookBack)),
    ownWork: asked.ownWork.map(({ by, from, until }) => ({
      by,
      from: Date.parse(from),
      until: until === null ? null : Date.parse(until),
    })),
  };
}

const readCrm = (crm: Crm, asked: AskedOfVendor, { window }: VendorQuestion): Promise<CrmKnowledge | 'unread'> =>
  unlessSilent(() => inTime(readKnowledge(crm, asked, window), CRM_MS));

async function readKnowledge(crm: Crm, asked: AskedOfVendor, window: VendorQuestion['window']): Promise<CrmKnowledge> {
  const company = await crm.findCompany(crmKeysIn(asked));
  const accountIds = [...new Set(company.matches.map(({ accountId }) => accountId))];
  const activities = accountIds.length === 0 ? [] : await crm.readActivities({ accountIds, ...window });
  return { ...company, activities };
}

/** `interested`: whoever has an open deal with the company, for they do not review it. */
async function verdictFrom(
  answer: VendorAnswer,
  { matches }: Pick<CrmKnowledge, 'matches'>,
  interested: () => Promise<string[]>,
): Promise<VendorVerdict | null> {
  if (answer.decision === 'accept') return null;
  const { decision, why, finding } = answer;
  return {
    decision,
    why,
    unproven: answer.decision === 'review' && answer.unproven,
    finding: {
      ...finding,
      at: finding.at === null ? null : isoOf(finding.at),
      recognised: recognisedBy(matches, finding.accountId),
    },
    interested: await interested(),
    againFrom: answer.decision === 'decline' && answer.againFrom !== null ? isoOf(answer.againFrom) : null,
  };
}
