import type { Role, Scope } from '../../domain/approval/roles.ts';
import type { FinancePerson } from '../../domain/approval/separation.ts';
import type { PlanRule } from '../../domain/commission/plan.ts';
import type { PastDeal } from '../../domain/commission/preview.ts';
import type { MoneyJson } from '../../domain/money.ts';
import type { Policy } from '../../domain/policy.ts';
import type { WorkingHours } from '../../domain/routing/workingHours.ts';
import type { StoredAnswer, Ticket } from './idempotencyPort.ts';

export type ProgramRecord = {
  id: string;
  name: string;
  currency: string;
  state: string;
  createdAt: Date;
  policyVersion: string;
  policy: Policy;
  plan: { planVersion: string; name: string; terms: string } | null;
};

export type PlanRecord = {
  id: string;
  programId: string;
  name: string;
  planVersion: string;
  version: number;
  effectiveFrom: Date;
  rules: PlanRule[];
  terms: string;
  /** By partner, what it reads instead. */
  partnerTerms: Readonly<Record<string, string>>;
  draftedBy: string;
  publishedBy: string | null;
  publishedAt: Date | null;
};

/** In a program: the next tier, by how much the revenue of now falls short of it, and what could not be counted for want of a rate. */
export type NextTier = { programId: string; tier: string; missing: MoneyJson; leftOut: MoneyJson[] };

export type PartnerRecord = {
  id: string;
  name: string;
  country: string;
  tier: string;
  state: string;
  payoutCurrency: string | null;
  createdAt: Date;
  manager: { id: string; name: string; email: string } | null;
  enrolments: { programId: string; programName: string; state: string }[];
  /** The latest alert that it may refer in order to learn what we know; never told to the partner. */
  probing: { at: string; decided: number; known: number } | null;
  /** Where one partner is read: of programs that have a tier above the one it has. */
  nextTiers?: NextTier[];
};

export type KeyRecord = {
  id: string;
  partnerId: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

export type UserRecord = {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  partnerId: string | null;
  active: boolean;
  /** Open referrals at most; null: no bound. */
  capacity: number | null;
  weight: number;
  /** Null: always. */
  workingHours: WorkingHours | null;
  createdAt: Date;
};

/** Local times by weekday, and local days on which it is closed. */
export type CalendarRecord = {
  id: string;
  name: string;
  zone: string;
  hours: Record<string, { from: string; to: string }[]>;
  holidays: string[];
  createdAt: Date;
};

/** A deal that was won in a program, with what its lines come to; days as `YYYY-MM-DD`. */
export type WonDealRecord = PastDeal & { referralId: string; number: string };

/** `partnerId` null: everything. A partner reads what it is enrolled in, and itself, under its own database role. */
export interface SetupReads {
  programs(partnerId: string | null): Promise<ProgramRecord[]>;
  program(id: string, partnerId: string | null): Promise<ProgramRecord | undefined>;
  /** The newest version of each plan. */
  plans(programId: string | undefined): Promise<PlanRecord[]>;
  plan(id: string): Promise<PlanRecord | undefined>;
  /** Everybody who can approve at all, with names. */
  approvers(): Promise<(FinancePerson & { name: string })[]>;
  /** Deals of the program that were closed as won on this day or later, the latest first. */
  wonDeals(asked: { programId: string; from: string; limit: number }): Promise<WonDealRecord[]>;
  partners(partnerId: string | null): Promise<PartnerRecord[]>;
  partner(id: string, partnerId: string | null): Promise<PartnerRecord | undefined>;
  keys(partnerId: string): Promise<KeyRecord[]>;
  key(id: string): Promise<KeyRecord | undefined>;
  calendars(): Promise<CalendarRecord[]>;
  users(): Promise<UserRecord[]>;
  user(id: string): Promise<UserRecord | undefined>;
  /** Active people who can own a referral in some stage. */
  people(): Promise<UserRecord[]>;
}

/** The same writes, all in the transaction of one request. Each throws AppErrors: `not_found`, `already_exists`. */
export interface SetupWrites {
  createProgram(program: {
    name: string;
    currency: string;
    policy: Policy;
    by: string;
    at: Date;
  }): Promise<ProgramRecord>;
  createCalendar(
    calendar: Omit<CalendarRecord, 'id' | 'createdAt' | 'hours'> & {
      hours: Readonly<Record<string, readonly { from: string; to: string }[] | undefined>>;
      by: string;
      at: Date;
    },
  ): Promise<CalendarRecord>;
  createPlan(plan: {
    programId: string;
    name: string;
    effectiveFrom: Date;
    rules: PlanRule[];
    terms: string;
    /** For each partner that a rule names, the paragraph that is true for it. */
    partnerTerms: Readonly<Record<string, string>>;
    by: string;
    at: Date;
  }): Promise<PlanRecord>;
  /** The one who drafted it gets `separation_of_duties`; a published one `already_published`. */
  publishPlan(plan: { id: string; by: string; at: Date }): Promise<PlanRecord>;
  /** A payout currency without an approval threshold in the policy in force of a program is an `invalid_request`. */
  createPartner(partner: {
    name: string;
    country: string;
    tier: string | undefined;
    managerId: string | undefined;
    payoutCurrency?: string | undefined;
    programIds: readonly string[];
    at: Date;
  }): Promise<PartnerRecord>;
  /** In which the partner is paid from the next accrual on; null: that of the program. Refused as by `createPartner`. */
  setPayoutCurrency(wish: { partnerId: string; currency: string | null }): Promise<PartnerRecord>;
  createKey(key: {
    partnerId: string;
    name: string;
    prefix: string;
    keyHash: string;
    scopes: readonly Scope[];
    expiresAt: Date | undefined;
    by: string;
    at: Date;
  }): Promise<KeyRecord>;
  revokeKey(id: string, at: Date): Promise<void>;
  createUser(user: {
    name: string;
    email: string;
    roles: readonly Role[];
    partnerId: string | undefined;
    passwordHash: string | undefined;
    at: Date;
  }): Promise<UserRecord>;
  startSession(session: { tokenHash: string; userId: string; now: Date; expiresAt: Date }): Promise<void>;
}

/** All the writes of one request are one transaction with the record of its idempotency key. */
export interface Setup {
  /**
   * Acts once per ticket: a repeat gives the first answer. Throws `idempotency_key_reused`, `already_answered` (the first
   * answer held a secret) and `busy` (the first still runs).
   */
  once(
    ticket: Ticket | undefined,
    act: (writes: SetupWrites) => Promise<StoredAnswer & { secret?: boolean }>,
  ): Promise<StoredAnswer & { replayed: boolean }>;
}
