import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Answer, Call, Http } from './http.ts';
import { expectStatus, type Caller, type PartnerKey } from './people.ts';
import { submissionCall, type SubmissionBody } from './submission.ts';

/** One call of the main journey each. Every POST carries an idempotency key, so a caller may repeat it. */
export type Journey = {
  submit: (by: PartnerKey, body: SubmissionBody, key?: string) => Promise<Answer>;
  read: (by: Caller, referralId: string) => Promise<ReferralView>;
  command: (by: Caller, referralId: string, command: CommandCall, key?: string) => Promise<Answer>;
  commissionsOf: (by: Caller, referralId: string) => Promise<CommissionView[]>;
  commissionsIn: (by: Caller, state: string) => Promise<CommissionView[]>;
  approve: (by: Caller, line: CommissionView, key?: string) => Promise<Answer>;
  prepareRun: (by: Caller, rail: string, key?: string) => Promise<RunView>;
  onRun: (by: Caller, runId: string, action: 'release' | 'confirm' | 'cancel', key?: string) => Promise<Answer>;
};

export type CommandCall = { name: string; body: Record<string, unknown> };

const ReferralView = z.object({
  id: z.string(),
  stage: z.string(),
  owner: z.object({ id: z.string() }).nullable(),
});
export type ReferralView = z.infer<typeof ReferralView>;

const CommissionView = z.object({
  id: z.string(),
  referralId: z.string(),
  state: z.string(),
  contentHash: z.string(),
  approvalsRequired: z.number().nullable(),
  approvals: z.array(z.object({ userId: z.string() })),
  version: z.number(),
});
export type CommissionView = z.infer<typeof CommissionView>;

const RunView = z.object({
  id: z.string(),
  state: z.string(),
  items: z.array(z.object({ lines: z.array(z.object({ commissionId: z.string(), referralId: z.string() })) })),
});
export type RunView = z.infer<typeof RunView>;

const Page = z.object({ data: z.array(CommissionView) });

/** The words of the happy path: what a rep says at each step, in order. */
export const CONTACTED: CommandCall = {
  name: 'contact',
  body: { channel: 'phone', outcome: 'reached', note: 'Spoke to her' },
};
export const QUALIFIED: CommandCall = {
  name: 'qualify',
  body: {
    need: 'yes',
    budget: 'yes',
    authority: 'yes',
    timeline: 'yes',
    outcome: 'qualified',
    quality: 5,
    feedback: 'Perfect introduction',
  },
};
export const advanced = (stage: string): CommandCall => ({ name: 'advance', body: { stage } });
export const won = (dealId: string, amount: number): CommandCall => ({
  name: 'close',
  body: {
    outcome: 'won',
    amount: { amount, currency: 'EUR' },
    closedOn: new Date().toISOString().slice(0, 10),
    dealId,
  },
});

export function createJourney(http: Http): Journey {
  const get = async (by: Caller, path: string): Promise<unknown> =>
    expectStatus(await http.call({ method: 'GET', path: `/v1${path}`, headers: by.headers }), 200).body;
  const post = (by: Caller, path: string, body: unknown, key: string = randomUUID()): Call => ({
    method: 'POST',
    path: `/v1${path}`,
    headers: { ...by.headers, 'idempotency-key': key },
    body,
  });
  const today = (): string => new Date().toISOString().slice(0, 10);
  return {
    submit: (by, body, key = randomUUID()) => http.call(submissionCall(by, body, key)),
    read: async (by, referralId) => ReferralView.parse(await get(by, `/referrals/${referralId}`)),
    command: (by, referralId, { name, body }, key) =>
      http.call(post(by, `/referrals/${referralId}/${name}`, body, key)),
    commissionsOf: async (by, referralId) => Page.parse(await get(by, `/commissions?referralId=${referralId}`)).data,
    commissionsIn: async (by, state) => Page.parse(await get(by, `/commissions?state=${state}&limit=100`)).data,
    approve: (by, line, key) => {
      const call = post(by, `/commissions/${line.id}/approve`, { contentHash: line.contentHash }, key);
      return http.call({ ...call, headers: { ...call.headers, 'if-match': `"v${String(line.version)}"` } });
    },
    prepareRun: async (by, rail, key) =>
      RunView.parse(expectStatus(await http.call(post(by, '/payout-runs', { rail, currency: 'EUR' }, key)), 201).body),
    onRun: (by, runId, action, key) =>
      http.call(
        post(
          by,
          `/payout-runs/${runId}/${action}`,
          action === 'confirm' ? { reference: `bank-${runId}`, settledOn: today() } : {},
          key,
        ),
      ),
  };
}
