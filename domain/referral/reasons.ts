import type { Stage } from './stages.ts';

/**
 * Reason codes by the stage they end in. `passesOn`: the introduction was the cause, so the claim goes to the next in
 * line; where the company itself said no, those waiting are told instead.
 */
const REASONS = {
  declined: {
    duplicate_account: { passesOn: true },
    already_yours: { passesOn: true },
    recent_vendor_contact: { passesOn: true },
    open_deal: { passesOn: true },
    existing_customer: { passesOn: true },
    bad_fit: { passesOn: true },
    incomplete: { passesOn: true },
    company_not_available: { passesOn: true },
  },
  disqualified: {
    no_need: { passesOn: false },
    no_budget: { passesOn: false },
    no_authority: { passesOn: true },
    not_now: { passesOn: false },
    bad_fit: { passesOn: false },
    wrong_contact: { passesOn: true },
    unreachable: { passesOn: true },
    prospect_objected: { passesOn: false },
  },
  lost: {
    competitor: { passesOn: false },
    price: { passesOn: false },
    no_decision: { passesOn: false },
    prospect_objected: { passesOn: false },
  },
  expired: { no_opportunity: { passesOn: true }, no_answer: { passesOn: true }, waiting_ended: { passesOn: true } },
  withdrawn: { prospect_request: { passesOn: true }, mistake: { passesOn: true } },
} as const satisfies Partial<Record<Stage, Record<string, { passesOn: boolean }>>>;

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

export const isReasonFor = (stage: EndStage, code: string | undefined): code is string =>
  code !== undefined && REASON_CODES[stage].includes(code);

/** Whether the claim goes to the next in line after this end. */
export function claimPassesOn(stage: EndStage, code: string): boolean {
  const reasons: Readonly<Record<string, { passesOn: boolean }>> = REASONS[stage];
  return reasons[code]?.passesOn ?? false;
}
