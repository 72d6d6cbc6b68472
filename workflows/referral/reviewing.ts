import type { JoinedReferral } from '../../activities/matching.ts';
import { isReasonFor } from '../../domain/referral/reasons.ts';
import type { ScoredCandidate } from '../../domain/matching/evidence.ts';
import { database } from './activityProxies.ts';
import { accept, declineAsTaken, waitInLine } from './deciding.ts';
import { endAs } from './ending.ts';
import type { Handled } from './refuse.ts';
import { isoOf, now } from './telling.ts';
import type { AdmittedCommand, Story } from './telling.ts';

type Review = AdmittedCommand & { name: 'review' };

/** A person has compared: the company is new, or is one that is known here, or does not belong into the program. */
export async function review(story: Story, command: Review): Promise<Handled> {
  const { decision, reasonCode, candidateId } = command.payload;
  const { referralId } = story.input;
  if (decision === 'decline') {
    if (!isReasonFor('declined', reasonCode))
      return { refusal: { code: 'reason_required', facts: { stage: 'declined' } } };
    await endAs(story, { stage: 'declined', reasonCode, cause: { by: command }, mail: 'declined' });
    return { outcome: 'done' };
  }
  const candidate = decision === 'accept' ? null : chosenCandidate(story.state.candidates, candidateId);
  if (candidate === undefined) return { refusal: { code: 'invalid_request', facts: { lacks: ['candidateId'] } } };
  if (decision === 'join') return joinOther(story, command, candidate);
  if (decision === 'alias') {
    const answered = await sayTheSame(story, command, candidate);
    if (answered !== undefined) return answered;
  }
  const companyId = decision === 'waitlist' ? (candidate?.companyId ?? null) : null;
  if (decision === 'accept' && command.payload.sameCompany === false) await tellApart(story, command);
  const inLine = decision === 'waitlist';
  const claim = await database.joinQueueOf({ referralId, companyId, at: isoOf(now()), inLine });
  if (claim.kind === 'cooling') await declineAsTaken(story, { cause: { by: command }, againFrom: claim.againFrom });
  else if (claim.kind === 'new') await accept(story, { cause: { by: command }, mail: 'accepted' });
  else if (claim.kind === 'taken') await declineAsTaken(story, { cause: { by: command } });
  else await waitInLine(story, { cause: { by: command }, position: claim.position });
  return { outcome: 'done' };
}

/** What a person has told apart is not asked again. */
async function tellApart({ state, input }: Story, { actor }: Review): Promise<void> {
  const otherIds = state.candidates.map(({ companyId }) => companyId).filter((id) => id !== null);
  if (otherIds.length > 0)
    await database.tellReferralApart({ referralId: input.referralId, otherIds, by: actor.id, at: isoOf(now()) });
}

/** One company, remembered; where the partner has an open referral of it, that is the one. Undefined: the line decides. */
async function sayTheSame(
  story: Story,
  command: Review,
  candidate: ScoredCandidate | null,
): Promise<Handled | undefined> {
  const { referralId } = story.input;
  const { actor } = command;
  if (candidate === null || candidate.companyId === null) return NOBODY_COMPARED;
  const said = { referralId, companyId: candidate.companyId, by: actor.id, at: isoOf(now()) };
  const refusal = await database.makeOne(said);
  if (refusal !== null) return { refusal };
  const first = await database.joinFound({ referralId, candidateId: null, by: actor });
  return first === null ? undefined : endJoined(story, command, first);
}

/** The same introduction twice: its people are contacts of the first one, and this one ends with a link to it. */
async function joinOther(story: Story, command: Review, candidate: ScoredCandidate | null): Promise<Handled> {
  const { referralId } = story.input;
  const candidateId = candidate?.referralId ?? null;
  if (candidateId === null) return NOBODY_COMPARED;
  const first = await database.joinFound({ referralId, candidateId, by: command.actor });
  return first === null ? { refusal: { code: 'not_joinable', facts: {} } } : endJoined(story, command, first);
}

const NOBODY_COMPARED: Handled = { refusal: { code: 'invalid_request', facts: { lacks: ['candidateId'] } } };

async function endJoined(story: Story, command: Review, first: JoinedReferral): Promise<Handled> {
  const end = { stage: 'declined', reasonCode: 'already_yours', mail: 'declined' } as const;
  const joined = { joinedId: first.referralId, joinedNumber: first.number };
  await endAs(story, { ...end, cause: { by: command }, joined });
  return { outcome: 'done' };
}

/** Behind whom it waits: named by company or referral; one look-alike alone is meant, and without any the line of its own company. */
const chosenCandidate = (
  candidates: readonly ScoredCandidate[],
  id: string | undefined,
): ScoredCandidate | null | undefined =>
  id === undefined && candidates.length <= 1
    ? (candidates[0] ?? null)
    : candidates.find(({ companyId, referralId }) => id === companyId || id === referralId);
