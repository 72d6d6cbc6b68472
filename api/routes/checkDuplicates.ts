import type { DuplicateChecks, Glance } from '../../adapters/database/duplicateChecksPort.ts';
import type { Logger } from '../../adapters/logger.ts';
import { AppError } from '../../domain/errors.ts';
import { REASON_OF } from '../../domain/matching/vendorKnowledge.ts';
import { verdictOf } from '../../domain/matching/verdict.ts';
import { checkDuplicates } from '../operations/duplicates.ts';
import { route } from '../route.ts';

export type DuplicateDeps = { duplicateChecks: DuplicateChecks; logger: Pick<Logger, 'warn'> };

/** Enough for a day of calls, and too little to walk through a list of companies. */
const QUESTIONS_MAX = { inMinute: 10, inDay: 200 };

export const checkDuplicatesRoute = ({ duplicateChecks, logger }: DuplicateDeps) =>
  route(checkDuplicates, async ({ caller, body, now }) => {
    const counted = await duplicateChecks.note(caller.id, QUESTIONS_MAX);
    if (!counted.allowed) {
      logger.warn({ userId: caller.id, inDay: counted.inDay }, 'probing suspected: too many duplicate checks');
      throw new AppError({ code: 'rate_limited', facts: { max: QUESTIONS_MAX } });
    }
    const { programId, company, prospect = {}, productLine, project } = body;
    const { name, domain, country } = company;
    const { email, phone } = prospect;
    const glance = await duplicateChecks.look(
      { programId, name, domain, country, email, phone, productLine, project },
      now,
    );
    if (glance === undefined) throw new AppError({ code: 'not_found', detail: 'There is no such program.' });
    return { status: 200, body: present(glance) };
  });

const NOTHING = { why: null, reasonCode: null, position: null, againFrom: null };

/** In the order of the check: the line, what we know ourselves, look-alikes. */
function answerOf({ standing, held, activeClaim, vendor, candidates }: Glance) {
  const looksAlike = verdictOf(candidates).kind === 'review';
  const isDeclined = vendor !== null && vendor !== 'unread' && vendor.decision === 'decline';
  if (standing > 0 && !looksAlike) {
    const found = { ...NOTHING, why: 'active_claim' };
    if (activeClaim === 'review') return { ...found, outcome: 'review' };
    if (activeClaim === 'decline' && held)
      return { ...found, outcome: 'declined', reasonCode: 'company_not_available' };
    return { ...found, outcome: 'waitlisted', position: standing };
  }
  if (isDeclined && vendor.why !== 'crm_unavailable') {
    const reasonCode = REASON_OF[vendor.why];
    return { ...NOTHING, outcome: 'declined', why: vendor.why, reasonCode, againFrom: vendor.againFrom };
  }
  if (looksAlike) return { ...NOTHING, outcome: 'review', why: 'look_alike' };
  if (vendor === 'unread') return { ...NOTHING, outcome: 'unknown', why: 'crm_unavailable' };
  return vendor === null ? { ...NOTHING, outcome: 'free' } : { ...NOTHING, outcome: 'review', why: vendor.why };
}

function present(glance: Glance) {
  const { vendor, company, candidates } = glance;
  const finding = vendor === null || vendor === 'unread' ? null : vendor.finding;
  const unproven = vendor !== null && vendor !== 'unread' && vendor.unproven;
  return {
    ...answerOf(glance),
    found: finding === null ? null : { activity: finding.activity, at: finding.at, unproven },
    company,
    candidates: candidates.map(({ companyId, name, score, evidence }) => ({ companyId, name, score, evidence })),
  };
}
