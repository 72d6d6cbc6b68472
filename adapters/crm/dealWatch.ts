import { AppError } from '../../domain/errors.ts';
import { dealAgainst, dealsBeside, verdictAgainst } from '../../domain/matching/dealsBeside.ts';
import type { BesideQuestion, DealBeside } from '../../domain/matching/dealsBeside.ts';
import type { AskedBeside, DealWatch, FoundBy, ParallelDeals } from '../database/parallelDealsPort.ts';
import type { VendorQuestions } from '../database/vendorPort.ts';
import { inTime } from './inTime.ts';
import { crmKeysIn, lineAsked, valuesOf } from './keys.ts';
import { unlessSilent } from './port.ts';
import type { Crm } from './port.ts';

/** A step of the story waits no longer than this for a look that the next sweep makes up for. */
const LOOK_MS = 1_000;
const LINKS_MAX = 50;
/** A CRM that was silent this often in a row is away. */
const SILENCES_MAX = 3;

type Deps = { crm: Crm; deals: ParallelDeals; questions: Pick<VendorQuestions, 'userIdsOf'> };
type Look = { referralId: string; at: string };

export const createDealWatch = (deps: Deps): DealWatch => ({
  beforeRecord: async (asked) => {
    const { deals, question } = await beside(deps, asked.referralId);
    const against = dealAgainst(deals, question);
    if (against === undefined) {
      await note(deps, asked, deals, 'record');
      return null;
    }
    const owners = deals.map(({ owner }) => owner).filter((owner) => owner !== null);
    return verdictAgainst(against, question, await deps.questions.userIdsOf(owners));
  },

  look: async ({ foundBy, ...asked }) => {
    const found = await unlessSilent(() => inTime(beside(deps, asked.referralId), LOOK_MS));
    return found === 'unread' ? found : note(deps, asked, found.deals, foundBy);
  },

  writeLinks: (referralId) => writeLinks(deps, referralId),
});

const note = ({ deals }: Deps, asked: Look, found: readonly DealBeside[], foundBy: FoundBy): Promise<number> =>
  deals.note({ ...asked, deals: found, foundBy });

/** Only open deals are asked for: what was done about the company is our own work since the claim. */
async function beside(
  { crm, deals }: Deps,
  referralId: string,
): Promise<{ deals: DealBeside[]; question: BesideQuestion }> {
  const asked = await deals.question(referralId);
  const question = questionOf(asked);
  return { deals: dealsBeside(await crm.findCompany(crmKeysIn(asked)), question), question };
}

const questionOf = (asked: AskedBeside): BesideQuestion => ({
  submittedAt: Date.parse(asked.submittedAt),
  referralNumber: asked.number,
  productLine: lineAsked(asked),
  domains: valuesOf(asked, 'domain'),
  settled: asked.settled,
  openDeal: asked.policy.duplicates.openDeal,
  undecided: asked.undecided,
});

async function writeLinks({ crm, deals }: Deps, referralId: string | undefined): Promise<boolean> {
  let silences = 0;
  let everSilent = false;
  for (const { id, referralNumber, dealId } of await deals.unwritten(LINKS_MAX, referralId)) {
    const answer = await answerTo(() => inTime(crm.linkDeal({ referralNumber, dealId }), LOOK_MS));
    if (answer === 'taken') await deals.written(id);
    else await deals.notWritten(id, answer === 'unread' ? null : answer.refusal);
    silences = answer === 'unread' ? silences + 1 : 0;
    everSilent ||= answer === 'unread';
    if (silences === SILENCES_MAX) break;
  }
  return !everSilent;
}

/** What passes by itself is thrown on. A refusal is told by its name: its message may quote what somebody has typed. */
async function answerTo(linkDeal: () => Promise<void>): Promise<'taken' | 'unread' | { refusal: string }> {
  try {
    const answer = await unlessSilent(linkDeal);
    return answer === 'unread' ? answer : 'taken';
  } catch (error) {
    if (error instanceof AppError) {
      if (error.policy.retryable) throw error;
      return { refusal: error.code };
    }
    return { refusal: error instanceof Error ? error.name : 'unknown' };
  }
}
