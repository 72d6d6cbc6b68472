import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import type { Role } from '../../domain/approval/roles.ts';
import { payoutRunWorkflowId, referralWorkflowId } from '../../workflows/messages.ts';
import { person, type Someone } from '../support/apiServer.ts';
import { partner, program, refer } from '../support/apiWorld.ts';
import { startLiveSystem, type LiveSystem } from '../support/liveSystem.ts';
import { decidePayee, enterPayee } from '../support/payees.ts';
import { TODAY } from '../support/today.ts';

/** One deal whose commission of 6,000.00 needs two people, and everybody who has a part in it tries to let it go. */
const PATIENCE_MS = 20_000;
const AMOUNT = { amount: 7_000_000, currency: 'EUR' };

const PEOPLE = {
  closer: ['sales_manager', 'finance_approver'],
  planEditor: ['program_admin', 'finance_approver'],
  payeeEditor: ['finance_approver'],
  payeeVerifier: ['finance_approver'],
  payer: ['finance_preparer', 'finance_approver'],
  corrector: ['finance_preparer', 'finance_approver'],
  refunder: ['finance_preparer', 'finance_approver'],
  preparer: ['finance_preparer', 'finance_approver'],
  onlyPreparer: ['finance_preparer'],
  administrator: ['program_admin'],
  first: ['finance_approver'],
  second: ['finance_approver'],
  rep: ['sales_rep'],
} as const satisfies Record<string, readonly Role[]>;
type Name = keyof typeof PEOPLE;

const HAVE_A_PART: { who: Name; why: string }[] = [
  { who: 'closer', why: 'closed_deal' },
  { who: 'planEditor', why: 'drafted_plan' },
  { who: 'payeeEditor', why: 'edited_payee' },
  { who: 'payeeVerifier', why: 'verified_payee' },
  { who: 'payer', why: 'recorded_payment' },
  { who: 'corrector', why: 'recorded_correction' },
  { who: 'refunder', why: 'recorded_refund' },
];
const apart = { code: 'separation_of_duties', sql: 'is excluded' };
const noApprover = { code: 'forbidden', why: 'not_finance_approver', sql: 'is no approver' };

/** Who may not approve the line, and what each of the three layers says to them when it stands alone. */
const NO_APPROVAL: { who: Name; code: string; why: string; sql: string }[] = [
  ...HAVE_A_PART.map((one) => ({ ...one, ...apart })),
  ...(['administrator', 'onlyPreparer'] as const).map((who) => ({ who, ...noApprover })),
  { who: 'first', code: 'already_approved', why: 'approved_already', sql: '23505' },
];

/** The same for the release of the run, which `preparer` has prepared. */
const NO_RELEASE = [{ who: 'preparer', why: 'prepared_run', ...apart } as const, ...NO_APPROVAL.slice(0, -1)];

let live: LiveSystem;
let worker: Database;
const people = {} as Record<Name, Someone>;
let referralId = '';
let line = { id: '', contentHash: '' };
let runId = '';

const call = async (who: Someone, path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  live.api.call('POST', `/v1${path}`, { session: who.session, body, headers });

async function eventually<Value>(look: () => Promise<Value | undefined>, what: string): Promise<Value> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await pause(50);
  }
}

async function commissionOf(state: string, clawedBeforeMinor = 0n) {
  return eventually(async () => {
    const where = { referralId, state, clawedBeforeMinor };
    return (await live.api.database.commission.findFirst({ where })) ?? undefined;
  }, `a line that is ${state}`);
}

/** Won by the closer, with a plan of the plan editor's and an account that two people of the house had a hand in; then paid, corrected and refunded in part. */
async function wonDeal(): Promise<void> {
  const programId = await program(live.api, { holding: 'PT0S' });
  const own = await partner(live.api, { programIds: [programId] });
  const rules = [{ kind: 'deal_percent', basisPoints: 1_000, trigger: 'paid' }];
  const draft = await call(people.planEditor, '/plans', { programId, name: 'Standard', rules });
  await call(people.second, `/plans/${String(draft.body['id'])}/publish`);
  await enterPayee(live.api.database, { partnerId: own.id, by: people.payeeEditor.id, at: new Date(0) });
  await decidePayee(live.api.database, { partnerId: own.id, by: people.payeeVerifier.id, at: new Date(0) });
  referralId = await refer(live.api, own.key);
  const isAccepted = async () =>
    (await live.api.database.referral.findUnique({ where: { id: referralId } }))?.stage === 'accepted' || undefined;
  await eventually(isAccepted, 'accepted');
  const give = (command: string, body: unknown) => call(people.closer, `/referrals/${referralId}/${command}`, body);
  await give('contact', { channel: 'phone', outcome: 'reached' });
  const yes = { need: 'yes', budget: 'yes', authority: 'yes', timeline: 'yes' };
  await give('qualify', { ...yes, outcome: 'qualified', quality: 5 });
  await give('close', { outcome: 'won', amount: AMOUNT, closedOn: TODAY, dealId: 'D-4EYES' });
  const paid = { externalId: 'bank-1', amount: AMOUNT, paidOn: TODAY };
  expect((await call(people.payer, '/deals/D-4EYES/payments', paid)).status).toBe(201);
  await commissionOf('awaiting_approval');
  const less = { ...AMOUNT, amount: 6_100_000 };
  const correction = { externalId: 'fix-1', amount: less, reason: 'A licence was counted twice.' };
  expect((await call(people.corrector, '/deals/D-4EYES/corrections', correction)).status).toBe(201);
  await commissionOf('awaiting_approval', 90_000n);
  const back = { externalId: 'note-1', amount: { ...AMOUNT, amount: 100_000 }, refundedOn: TODAY };
  expect((await call(people.refunder, '/deals/D-4EYES/refunds', back)).status).toBe(201);
  line = await commissionOf('awaiting_approval', 100_000n);
}

async function approve(who: Name) {
  const read = await live.api.call('GET', `/v1/commissions/${line.id}`, { session: people.first.session });
  const headers = { 'if-match': read.headers.get('etag') ?? '' };
  return call(people[who], `/commissions/${line.id}/approve`, { contentHash: line.contentHash }, headers);
}

/** A signal straight through Temporal, and what became of it by the record. */
async function raw(who: Name, workflowId: string, name: string, payload: Record<string, unknown>) {
  const commandId = `raw-${name}-${who}`;
  const actor = { kind: 'user', id: people[who].id };
  await live.client.workflow.getHandle(workflowId).signal(name, { ...payload, commandId, actor });
  return eventually(async () => {
    const row = await live.api.database.command.findFirst({
      where: { id: { endsWith: commandId }, code: { not: null } },
    });
    return row === null ? undefined : { state: row.state, code: row.code, ...(row.detail as object) };
  }, `${who} is answered`);
}

beforeAll(async () => {
  live = await startLiveSystem();
  worker = createDatabase({ url: live.api.databaseUrl, role: 'fairlead_worker', connections: 2 });
  for (const [name, roles] of Object.entries(PEOPLE))
    people[name as Name] = await person(live.api, { roles: [...roles], name });
  await wonDeal();
  expect((await approve('first')).status).toBe(200);
}, 120_000);

afterAll(async () => {
  await worker.$disconnect();
  await live.close();
}, 30_000);

describe('approve 6,000.00', () => {
  it.each(NO_APPROVAL)('by API: $who is refused, $code ($why)', async ({ who, code }) => {
    expect((await approve(who)).body).toMatchObject({ code });
  });

  it.each(NO_APPROVAL)('by raw signal: $who is refused, $code ($why)', async ({ who, code, why }) => {
    const said = await raw(who, referralWorkflowId(referralId), 'approveCommission', {
      commissionId: line.id,
      contentHash: line.contentHash,
    });
    expect(said).toMatchObject({ state: 'refused', code, ...(code === 'forbidden' ? {} : { why }) });
  });

  it.each(NO_APPROVAL)('by SQL as the worker: $who is refused, "$sql"', async ({ who, sql }) => {
    await expect(
      worker.$executeRaw`INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at)
        VALUES (${line.id}, ${people[who].id}, ${line.contentHash}, 'cmd', now())`,
    ).rejects.toThrow(sql);
  });

  it('by SQL as the worker: one approval is not enough, whatever the row is made to say', async () => {
    await expect(worker.$executeRaw`UPDATE commissions SET state = 'approved' WHERE id = ${line.id}`).rejects.toThrow(
      'FL002',
    );
    await expect(
      worker.$executeRaw`UPDATE commissions SET approvals_required = 1, state = 'approved' WHERE id = ${line.id}`,
    ).rejects.toThrow('FL002');
  });

  it('by API: a second person who has no part in it approves', async () => {
    expect((await approve('second')).body).toMatchObject({ state: 'approved' });
    const given = await live.api.database.commissionApproval.findMany({ where: { commissionId: line.id } });
    expect(given.map(({ userId }) => userId).sort()).toEqual([people.first.id, people.second.id].sort());
  });
});

describe('release the run', () => {
  it('that somebody has prepared who may approve as well', async () => {
    const run = await call(people.preparer, '/payout-runs', { rail: 'manual', currency: 'EUR' });
    runId = String(run.body['id']);
    expect(run.body).toMatchObject({ state: 'prepared', total: { amount: 600_000 } });
  });

  it.each(NO_RELEASE)('by API: $who is refused, $code ($why)', async ({ who, code }) => {
    expect((await call(people[who], `/payout-runs/${runId}/release`)).body).toMatchObject({ code });
  });

  it.each(NO_RELEASE)('by raw signal: $who is refused, $code ($why)', async ({ who, code, why }) => {
    expect(await raw(who, payoutRunWorkflowId(runId), 'release', {})).toMatchObject({ state: 'refused', code, why });
  });

  it.each(NO_RELEASE)('by SQL as the worker: $who is refused', async ({ who }) => {
    await expect(
      worker.$executeRaw`UPDATE payout_runs SET state = 'released', released_by = ${people[who].id}, released_at = now() WHERE id = ${runId}`,
    ).rejects.toThrow('FL002');
  });

  it('by API: another approver without a part in it releases', async () => {
    expect((await call(people.second, `/payout-runs/${runId}/release`)).status).toBe(200);
    expect(await live.api.database.payoutRun.findUnique({ where: { id: runId } })).toMatchObject({
      preparedBy: people.preparer.id,
      releasedBy: people.second.id,
    });
  });
});

describe('approve an adjustment of 10.00 that the preparer has proposed, who may approve as well', () => {
  const proposer: Name = 'preparer';

  it('by API: it is proposed for the line that a released run has', async () => {
    const read = await live.api.call('GET', `/v1/commissions/${line.id}`, { session: people.first.session });
    const body = {
      amount: { amount: -1_000, currency: 'EUR' },
      reasonCode: 'wrong_base',
      message: 'A licence was counted twice.',
    };
    const headers = { 'if-match': read.headers.get('etag') ?? '' };
    expect((await call(people[proposer], `/commissions/${line.id}/adjust`, body, headers)).status).toBe(200);
    const { id, contentHash } = await live.api.database.commission.findFirstOrThrow({ where: { adjusts: line.id } });
    line = { id, contentHash };
  });

  it('by API: the proposer is refused', async () => {
    expect((await approve(proposer)).body).toMatchObject({ code: 'separation_of_duties', why: 'proposed_adjustment' });
  });

  it('by raw signal: the proposer is refused', async () => {
    const payload = { commissionId: line.id, contentHash: line.contentHash };
    expect(await raw(proposer, referralWorkflowId(referralId), 'approveCommission', payload)).toMatchObject({
      code: 'separation_of_duties',
      why: 'proposed_adjustment',
    });
  });

  it('by SQL as the worker: the proposer is refused', async () => {
    await expect(
      worker.$executeRaw`INSERT INTO commission_approvals(commission_id, user_id, content_hash, command_id, at)
        VALUES (${line.id}, ${people[proposer].id}, ${line.contentHash}, 'cmd', now())`,
    ).rejects.toThrow('is excluded');
  });

  it('by API: two others approve, and the partner owes it', async () => {
    expect((await approve('first')).body).toMatchObject({ state: 'awaiting_approval' });
    expect((await approve('second')).body).toMatchObject({ state: 'clawed_back' });
  });
});
