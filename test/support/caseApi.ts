import { createCaseActivities } from '../../activities/cases.ts';
import { createCaseDesk, openParallelDeal } from '../../adapters/database/caseDesk.ts';
import { createCaseReads } from '../../adapters/database/caseReads.ts';
import { createCaseOrders, createCases } from '../../adapters/database/cases.ts';
import { createDatabase } from '../../adapters/database/client.ts';
import { createCommandLog } from '../../adapters/database/commandLog.ts';
import { createIdempotency } from '../../adapters/database/idempotency.ts';
import { createParallelDeals } from '../../adapters/database/parallelDeals.ts';
import { createReads } from '../../adapters/database/referralReads.ts';
import type { DeliverableCommand, Stories } from '../../adapters/temporal/port.ts';
import { caseRoutes } from '../../api/caseRoutes.ts';
import type { CaseCommandName } from '../../domain/cases/caseState.ts';
import { caseWorkflowId } from '../../workflows/messages.ts';
import { person, startApiServer, type Answer, type Someone } from './apiServer.ts';
import { partner, program, refer } from './apiWorld.ts';
import { inActivityContext } from './inActivityContext.ts';

const DAY_MS = 86_400_000;
export const NOTE = { kind: 'declined', note: 'They are not in talks with you at all.' };
export const REJECT = { outcome: 'rejected', effect: 'none', reason: 'The meeting was in May.' };
export const REINSTATE = { outcome: 'upheld', effect: 'reinstate', reason: 'The meeting was with another company.' };

export type CaseView = {
  id: string;
  state: string;
  actions: string[];
  next: { sentence: string };
  [name: string]: unknown;
};
type Who = { session?: string; key?: string };
const authorised = ({ key, session = '' }: Who) => (key === undefined ? { session } : { key });

/** Where the pages are, for a browser. */
type ServerChange = { webRoot?: string };

/** The API with its cases, whose stories are the real activities, called at once: what a workflow would do with one command. */
async function startServer(change: ServerChange) {
  const temporal = { isAway: false };
  const deliver: Stories['deliver'] = async ({ workflowId, name, commandId, actor, payload }: DeliverableCommand) => {
    if (temporal.isAway) return { outcome: 'later' };
    const ports = { cases: createCases(worker), orders: createCaseOrders(worker), acceptRawSignals: false };
    const { commandCase } = inActivityContext(createCaseActivities(ports));
    const command = { commandId, name: name as CaseCommandName, actor, payload, texts: {} };
    const caseId = workflowId.slice('case:'.length);
    return (await commandCase({ caseId, at: new Date().toISOString(), command })).answer;
  };
  const api = await startApiServer((database) => ({
    ...change,
    furtherRoutes: caseRoutes({
      reads: createReads(database),
      caseDesk: createCaseDesk(database),
      caseReads: createCaseReads(database),
      commands: createCommandLog(database),
      idempotency: createIdempotency(database),
      stories: { deliver, isReachable: () => Promise.resolve(true) },
      workflowOfCase: caseWorkflowId,
    }),
  }));
  const worker = createDatabase({ url: api.databaseUrl, role: 'fairlead_worker', connections: 2 });
  return { api, worker, temporal };
}

type Server = Awaited<ReturnType<typeof startServer>>;

/** A referral that holds its claim, with a deal of the CRM that the sweep has found beside it, and the case about it. */
async function dealFound(
  { api, worker, key }: Pick<Server, 'api' | 'worker'> & { key: string },
  owner?: Someone,
): Promise<{ id: string; referralId: string; dealOwner: Someone }> {
  const dealOwner = owner ?? (await person(api, { roles: ['sales_rep'], name: 'Priya Nair' }));
  const referralId = await refer(api, key);
  await api.database.referral.update({ where: { id: referralId }, data: { stage: 'qualified' } });
  const { email } = await api.database.user.findUniqueOrThrow({ where: { id: dealOwner.id } });
  const at = new Date().toISOString();
  const found = { id: 'DEAL-77', accountId: 'acc_1', owner: email.toLowerCase(), productLine: 'Monitor' };
  const deals = [{ ...found, openedAt: at, referralNumber: null, proven: true, before: false }];
  await createParallelDeals(worker).note({ referralId, deals, foundBy: 'sweep', at });
  const deal = await worker.parallelDeal.findFirstOrThrow({ where: { referralId } });
  await openParallelDeal(worker, { referralId, besideId: deal.id, at });
  const { caseId } = await worker.parallelDeal.findUniqueOrThrow({ where: { id: deal.id } });
  return { id: caseId ?? '', referralId, dealOwner };
}

export type CaseApi = Awaited<ReturnType<typeof startCaseApi>>;

/** A partner with ends to contest, another one, and people of the vendor who took no part in them. */
export async function startCaseApi(change: ServerChange = {}) {
  const { api, worker, temporal } = await startServer(change);
  const manager = await person(api, { roles: ['partner_manager'], name: 'Samir Haddad' });
  const lead = await person(api, { roles: ['sales_manager'], name: 'Lena Vogt' });
  const programId = await program(api);
  const own = await partner(api, { programIds: [programId], managerId: manager.id });

  /** A referral that ended, as its story would have left it. */
  async function ended(stage = 'declined', daysAgo = 1, key = own.key): Promise<string> {
    const id = await refer(api, key);
    const at = new Date(Date.now() - daysAgo * DAY_MS);
    const outcome = {
      reasonCode: 'bad_fit',
      at: at.toISOString(),
      againFrom: null,
      contestUntil: new Date(at.getTime() + 14 * DAY_MS).toISOString(),
    };
    await api.database.referral.update({ where: { id }, data: { stage, outcome } });
    await api.database.queueEntry.update({ where: { referralId: id }, data: { state: 'released' } });
    return id;
  }
  const contest = (id: string, body: unknown = NOTE, who: Who = own.admin, idempotencyKey?: string) =>
    api.call<CaseView>('POST', `/v1/referrals/${id}/contest`, {
      ...authorised(who),
      body,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });

  return {
    api,
    dealFound: (owner?: Someone) => dealFound({ api, worker, key: own.key }, owner),
    worker,
    temporal,
    manager,
    lead,
    own,
    other: await partner(api, { programIds: [programId] }),
    rep: await person(api, { roles: ['sales_rep'] }),
    approver: await person(api, { roles: ['finance_approver'] }),
    ended,
    contest,
    opened: async (): Promise<string> => {
      const { status, body } = await contest(await ended());
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body.id;
    },
    command: (id: string, name: string, body: unknown, who: Who = manager): Promise<Answer<CaseView>> =>
      api.call<CaseView>('POST', `/v1/cases/${id}/${name}`, { ...authorised(who), body }),
    read: (id: string, { session }: Someone) => api.call<CaseView>('GET', `/v1/cases/${id}`, { session }),
    close: async (): Promise<void> => {
      await worker.$disconnect();
      await api.close();
    },
  };
}
