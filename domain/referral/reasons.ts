import { mayFollow, STAGES } from './stages.ts';
import type { Stage } from './stages.ts';

/** What kind of reason it is, for counting: the same kinds over all stages. */
export const REASON_CLASSES = ['duplicate', 'fit', 'timing', 'contact', 'competition', 'process'] as const;

export type ReasonClass = (typeof REASON_CLASSES)[number];

/** `endsIn`: the stages that it can end, where those are fewer than lead to this end. */
type ReasonRule = { class: ReasonClass; passesOn: boolean; endsIn?: readonly Stage[] };

/**
 * Reason codes by the stage they end in. `passesOn`: the introduction was the cause, so the claim goes to the next in
 * line; where the company itself said no, those waiting are told instead.
 */
const REASONS = {
  declined: {
    duplicate_account: { class: 'duplicate', passesOn: true },
    already_yours: { class: 'duplicate', passesOn: true },
    recent_vendor_contact: { class: 'duplicate', passesOn: true },
    open_deal: { class: 'duplicate', passesOn: true },
    existing_customer: { class: 'duplicate', passesOn: true },
    bad_fit: { class: 'fit', passesOn: true },
    incomplete: { class: 'contact', passesOn: true },
    company_not_available: { class: 'duplicate', passesOn: true },
  },
  disqualified: {
    no_need: { class: 'fit', passesOn: false },
    no_budget: { class: 'timing', passesOn: false },
    no_authority: { class: 'contact', passesOn: true },
    not_now: { class: 'timing', passesOn: false },
    bad_fit: { class: 'fit', passesOn: false },
    wrong_contact: { class: 'contact', passesOn: true },
    unreachable: { class: 'contact', passesOn: true },
    prospect_objected: { class: 'process', passesOn: false },
  },
  lost: {
    competitor: { class: 'competition', passesOn: false },
    price: { class: 'competition', passesOn: false },
    no_decision: { class: 'timing', passesOn: false },
    prospect_objected: { class: 'process', passesOn: false },
  },
  expired: {
    no_opportunity: { class: 'timing', passesOn: true, endsIn: ['accepted', 'contacted', 'qualified'] },
    no_answer: { class: 'process', passesOn: true, endsIn: ['in_review', 'waitlisted', 'accepted', 'contacted'] },
    waiting_ended: { class: 'process', passesOn: true, endsIn: ['waitlisted'] },
  },
  withdrawn: { prospect_request: { class: 'process', passesOn: true }, mistake: { class: 'process', passesOn: true } },
} as const satisfies Partial<Record<Stage, Record<string, ReasonRule>>>;

export type EndStage = keyof typeof REASONS;

export type ReasonCode<S extends EndStage = EndStage> = { [K in S]: keyof (typeof REASONS)[K] & string }[S];

export const REASON_CODES: Readonly<Record<EndStage, readonly string[]>> = {
  declined: Object.keys(REASONS.declined),
  disqualified: Object.keys(REASONS.disqualified),
  lost: Object.keys(REASONS.lost),
  expired: Object.keys(REASONS.expired),
  withdrawn: Object.keys(REASONS.withdrawn),
};

export const ASSIGN_REASONS = ['territory', 'absence', 'capacity', 'expertise', 'hand_back', 'left'] as const;

export type AssignReason = (typeof ASSIGN_REASONS)[number];

/** Why an end is taken up again. */
export const REOPEN_REASONS = ['new_information', 'closed_by_mistake', 'prospect_came_back', 'other'] as const;

export type ReopenReason = (typeof REOPEN_REASONS)[number];

/** Why a registration is to last longer. */
export const EXTENSION_REASONS = ['decision_pending', 'budget_cycle', 'prospect_busy', 'other'] as const;

export type ExtensionReason = (typeof EXTENSION_REASONS)[number];

export const isReasonFor = (stage: EndStage, code: string | undefined): code is string =>
  code !== undefined && REASON_CODES[stage].includes(code);

/** Whether the claim goes to the next in line after this end. */
export const claimPassesOn = (stage: EndStage, code: string): boolean => reasonRule(stage, code)?.passesOn ?? false;

/** What a reason of an end brings with it. `validIn`: the stages that it can end. */
export function reasonRule(
  stage: EndStage,
  code: string,
): (Omit<ReasonRule, 'endsIn'> & { validIn: Stage[] }) | undefined {
  const reasons: Readonly<Record<string, ReasonRule>> = REASONS[stage];
  const rule = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (rule === undefined) return undefined;
  const { endsIn = STAGES, ...said } = rule;
  return { ...said, validIn: endsIn.filter((from) => mayFollow(from, stage)) };
}

/**
 * After how the referral ended the same company may be referred again at once, or only after the cool-off of the program. What
 * is open already may always be added to.
 */
export const coolsOff = (stage: EndStage, code: string): boolean => stage !== 'withdrawn' && code !== 'already_yours';
