import { promiseMissed } from '../../domain/referral/promises.ts';
import { ASSIGN_REASONS } from '../../domain/referral/reasons.ts';
import type { StoryMail } from '../../domain/referral/step.ts';
import type { StoryState } from '../../domain/referral/storyState.ts';
import { dutyIn } from '../../domain/routing/chooseOwner.ts';
import type { Choice } from '../../domain/routing/chooseOwner.ts';
import type { Duty } from '../../domain/routing/rules.ts';
import { findClock, noteMissedBy } from '../../domain/sla/clocks.ts';
import type { ClockKind } from '../../domain/sla/clocks.ts';
import { database } from './activityProxies.ts';
import type { Handled } from './refuse.ts';
import { isoOf, now, record } from './telling.ts';
import type { AdmittedCommand, Story, Told } from './telling.ts';

type Assign = AdmittedCommand & { name: 'assign' };
type OwnerEvent = Told['events'][number];

/** Who was there to take it at this moment, by the rules. Who has a deal with the company does not review it. */
export const chooseOwner = (
  story: Story,
  { duty, excluded = [], exceedCapacity }: { duty: Duty; excluded?: string[]; exceedCapacity?: true },
): Promise<Choice> =>
  database.chooseOwner({
    ...askedFor(story, duty),
    excluded,
    ...(exceedCapacity === undefined ? {} : { exceedCapacity }),
  });

const askedFor = ({ input, state }: Story, duty: Duty) => ({
  referralId: input.referralId,
  duty,
  excluded: [],
  at: isoOf(now()),
  ...(duty === 'reviewer' ? { barred: state.vendor?.interested ?? [], beside: [] } : {}),
});

/** Whether somebody may have it in this stage. */
export const canOwn = (story: Story, userId: string, stage = story.state.stage): Promise<boolean> =>
  database.canOwn({ ...askedFor(story, dutyIn(stage)), userId });

/** Exactly one person has it from here on. Credit never changes with the owner. */
export function giveTo(
  state: StoryState,
  { ownerId, unassigned, why }: Pick<Choice, 'ownerId' | 'unassigned' | 'why'>,
): void {
  state.ownerId = ownerId;
  state.unassigned = unassigned;
  state.poolReason = unassigned ? why : null;
}

/** The entry of the record: who has it, and, for those inside, by which rule and why not the others. */
export const ownerAssigned = (
  { ownerId, reason, ruleId, mode, why, others }: Choice,
  more: { previousOwnerId?: string | null; reason?: string } = {},
): OwnerEvent => ({
  type: 'owner.assigned',
  public: { ownerId, reason, ...more },
  private: { routing: { ruleId, mode, why, others } },
});

/** The new owner learns of the work, or the managers that nobody has it; `facts` say what is due. */
export const workMail = (
  state: StoryState,
  facts: { firstContactDueAt?: string; reasonCode?: string } = {},
): StoryMail =>
  state.unassigned || state.ownerId === null
    ? { text: 'unassigned', receiver: { kind: 'managers' }, facts: { ...facts, poolReason: state.poolReason } }
    : {
        text: 'assigned',
        receiver: { kind: 'user', userId: state.ownerId },
        facts: { ...facts, ownerId: state.ownerId },
      };

/** The new owner learns of the work, the partner of the name. */
function newOwnerMails(state: StoryState, previousOwnerId: string | null, reasonCode: string): StoryMail[] {
  const facts = { ownerId: state.ownerId, previousOwnerId, reasonCode };
  const isNewName = state.ownerId !== previousOwnerId;
  return [
    workMail(state, { reasonCode }),
    ...(isNewName ? [{ text: 'new_owner' as const, receiver: { kind: 'submitter' as const }, facts }] : []),
  ];
}

/** A new owner by hand, or, where nobody is named, by the rules. */
export async function assign(story: Story, command: Assign): Promise<Handled> {
  const { ownerId, reasonCode } = command.payload;
  if (!(ASSIGN_REASONS as readonly string[]).includes(reasonCode))
    return { refusal: { code: 'reason_required', facts: { allowed: ASSIGN_REASONS } } };
  if (ownerId === undefined) return assignByRule(story, command);
  const { state } = story;
  // Nobody gets anew what they have: no news for the partner, and no work for anybody.
  if (ownerId === state.ownerId && !state.unassigned)
    return { refusal: { code: 'owner_not_available', facts: { ownerId, why: 'owns_it' } } };
  if (!(await canOwn(story, ownerId))) {
    if (reasonCode === 'left') return assignByRule(story, command); // who leaves has named somebody who may not have it here
    return { refusal: { code: 'owner_not_available', facts: { ownerId } } };
  }
  const previousOwnerId = state.ownerId;
  giveTo(state, { ownerId, unassigned: false, why: null });
  await record(story, {
    cause: { by: command },
    events: [{ type: 'owner.assigned', reasonCode, public: { ownerId, previousOwnerId } }],
    mails: newOwnerMails(state, previousOwnerId, reasonCode),
  });
  return { outcome: 'done' };
}

/** Who gives it up does not keep it: where nobody else can take it, it goes into the pool. */
const GIVES_UP: readonly string[] = ['hand_back', 'left'];

async function assignByRule(story: Story, command: Assign): Promise<Handled> {
  const { state } = story;
  const { reasonCode } = command.payload;
  const previousOwnerId = state.ownerId;
  const handsBack = reasonCode === 'hand_back';
  const excluded = [
    ...(previousOwnerId === null || (state.unassigned && !GIVES_UP.includes(reasonCode)) ? [] : [previousOwnerId]),
    ...(handsBack ? [command.actor.id] : []),
  ];
  const choice = await chooseOwner(story, { duty: dutyIn(state.stage), excluded });
  if (choice.unassigned && !GIVES_UP.includes(reasonCode))
    return { refusal: { code: 'owner_not_available', facts: { why: choice.why } } };
  const chosen: Choice = choice.unassigned && handsBack ? { ...choice, why: 'handed_back' } : choice;
  giveTo(state, chosen);
  await record(story, {
    cause: { by: command },
    events: [{ ...ownerAssigned(chosen, { previousOwnerId }), reasonCode }],
    mails: newOwnerMails(state, previousOwnerId, reasonCode),
  });
  return { outcome: 'done' };
}

/** Somebody has named another owner in the CRM: the work is theirs, and the partner is told of the name. */
export async function followCrmOwner(story: Story, ownerId: string): Promise<void> {
  const { state } = story;
  const previousOwnerId = state.ownerId;
  giveTo(state, { ownerId, unassigned: false, why: null });
  await record(story, {
    cause: { by: 'crm' },
    events: [{ type: 'owner.assigned', public: { ownerId, previousOwnerId, reason: 'crm' } }],
    mails: newOwnerMails(state, previousOwnerId, 'crm'),
  });
}

/**
 * To another person on duty, the promise stays as it was; who missed it already does not get it again. Where there is no
 * other, the owner keeps it, and the partner, who was told to hear from us by now, hears that we are still late.
 */
export async function handOver(story: Story, clock: { kind: ClockKind; dueAt: string }): Promise<void> {
  const { state } = story;
  const previousOwnerId = state.ownerId;
  if (previousOwnerId !== null) state.clocks = noteMissedBy(state.clocks, clock.kind, previousOwnerId);
  const excluded = findClock(state.clocks, clock.kind)?.missedBy ?? [];
  const choice = await chooseOwner(story, { duty: dutyIn(state.stage), excluded, exceedCapacity: true });
  const moved = choice.ownerId !== null && choice.ownerId !== previousOwnerId && !choice.unassigned;
  if (moved) giveTo(state, choice);
  const managers: StoryMail = {
    text: 'handover_150',
    receiver: { kind: 'managers' },
    facts: { ...clock, ownerId: state.ownerId, previousOwnerId },
  };
  await record(story, {
    cause: { by: 'timer' },
    events: [
      { type: 'clock.escalated', public: { ...clock, moved } },
      ...(moved ? [ownerAssigned(choice, { previousOwnerId, reason: 'ladder' })] : []),
    ],
    mails: moved
      ? [managers, ...newOwnerMails(state, previousOwnerId, 'ladder')]
      : [...(clock.kind === 'handover' ? [] : [promiseMissed(state, clock)]), managers],
  });
}
