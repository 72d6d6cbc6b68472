import type { Stage } from '../../domain/referral/stages.ts';
import type { OwnerQuestion } from '../../domain/routing/chooseOwner.ts';
import type { Duty, RoutingRule } from '../../domain/routing/rules.ts';
import type { Actor } from '../../domain/referral/commands.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';
import type { UserRecord } from './setupPort.ts';

type Named = { id: string; name: string };

export type AbsenceRecord = { id: string; user: Named; from: Date; to: Date; deputy: Named | null };

/** `order` counts from 1 over all rules. */
export type RuleRecord = Omit<RoutingRule, 'team'> & {
  order: number;
  programId: string | null;
  team: (Named & { active: boolean })[];
  version: number;
};

export type NewRule = Pick<RoutingRule, 'name' | 'when' | 'team' | 'mode'> & {
  programId: string | null;
  /** Absent: the last one. */
  order: number | undefined;
};

/** What somebody owns, as far as it is open; `command`: a hand-over of it that its story has not carried out yet. */
export type OwnedRecord = {
  referralId: string;
  number: string;
  company: string;
  stage: Stage;
  dueAt: Date | null;
  command: { id: string; actor: Actor; payload: Record<string, unknown> } | null;
};

export type SampleQuestion = Pick<OwnerQuestion, 'rules' | 'people'>;

export type UserChange = Partial<
  Pick<UserRecord, 'name' | 'roles' | 'capacity' | 'weight' | 'workingHours' | 'active'>
>;

export interface StaffReads {
  /** Those that are not over, the earliest first. */
  absences(args: { userId: string | undefined; now: Date }): Promise<AbsenceRecord[]>;
  rules(): Promise<RuleRecord[]>;
  rule(id: string): Promise<RuleRecord | undefined>;
  /** What choosing an owner of this referral would ask now. */
  question(args: { referralId: string; duty: Duty; at: Date }): Promise<OwnerQuestion>;
  /** The same for a referral that does not exist: rules and people of a program, or of none. */
  sampleQuestion(args: { programId: string | null; duty: Duty; at: Date }): Promise<SampleQuestion>;
  /** Tier of a partner; undefined when there is no such partner. */
  partnerTier(partnerId: string): Promise<string | undefined>;
  /** What somebody owns and is open, the earliest deadline first. */
  owned(userId: string, limit: number): Promise<OwnedRecord[]>;
  names(userIds: readonly string[]): Promise<Map<string, string>>;
}

/** All in the transaction of one request. */
export interface StaffWrites {
  /** Throws `already_exists` when the person is away then already, `deputy_not_available`, `not_found`. */
  planAbsence(absence: {
    userId: string;
    from: Date;
    to: Date;
    deputyId: string | undefined;
    by: string;
    at: Date;
  }): Promise<AbsenceRecord>;
  absence(id: string): Promise<AbsenceRecord | undefined>;
  /** One that has begun ends now, so that the record keeps who stood in; one to come is taken back. */
  endAbsence(id: string, at: Date): Promise<void>;
  /** Throws `owner_not_available` with who of the team, and `not_found` for a program that is not there. */
  addRule(rule: NewRule & { by: string }): Promise<RuleRecord>;
  /** `undefined`: there is no such rule. `check` sees the version that is there, under its lock. */
  replaceRule(id: string, rule: NewRule, check: (version: number) => void): Promise<RuleRecord | undefined>;
  removeRule(id: string): Promise<boolean>;
  /**
   * Only what is named changes; who is not active any more is signed out. Throws `handover_required` when the person would
   * keep open referrals that they cannot own any more. `undefined`: there is no such person.
   */
  changeUser(id: string, change: UserChange): Promise<UserRecord | undefined>;
  /**
   * Asks the story of everything that is open and theirs, `max` at most, for another owner: `to`, or (null) by the rules.
   * `deactivate` ends their sessions and their work here in the same moment. Throws `owner_not_available`.
   */
  handOver(args: { userId: string; to: string | null; deactivate: boolean; by: Actor; max: number }): Promise<void>;
}

export interface Staff extends StaffReads {
  once(
    ticket: Ticket | undefined,
    act: (writes: StaffWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
