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

  writeLinks: async (referralId) => {
    const written = await unlessSilent(() => writeLinks(deps, referralId));
    return written !== 'unread';
  },
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

/** One that the CRM does not take keeps none of the others; it stays unwritten and is thrown when all were tried. */
async function writeLinks({ crm, deals }: Deps, referralId: string | undefined): Promise<void> {
  let failure: Error | undefined;
  let silences = 0;
  for (const { id, referralNumber, dealId } of await deals.unwritten(LINKS_MAX, referralId)) {
    try {
      const written = await unlessSilent(() => inTime(crm.linkDeal({ referralNumber, dealId }), LOOK_MS));
      silences = written === 'unread' ? silences + 1 : 0;
      if (written === 'unread') failure ??= new AppError({ code: 'crm_unavailable' });
      else await deals.written(id);
    } catch (error) {
      failure = error as Error; // says more than that it was silent
    }
    if (silences === SILENCES_MAX) break;
  }
  if (failure !== undefined) throw failure;
}
