import { createPayoutRunActivities } from '../../activities/payoutRuns.ts';
import { createCsv } from '../../adapters/csv/csvStringify.ts';
import { createPartnerStatements } from '../../adapters/database/partnerStatements.ts';
import { createJournalExports } from '../../adapters/database/journalExport.ts';
import { createBookDesk } from '../../adapters/database/bookDesk.ts';
import type { Database } from '../../adapters/database/client.ts';
import { createBooks } from '../../adapters/database/books.ts';
import { createCommissionReads } from '../../adapters/database/commissionReads.ts';
import { createCommandLog } from '../../adapters/database/commandLog.ts';
import { createIdempotency } from '../../adapters/database/idempotency.ts';
import { createDealDesk } from '../../adapters/database/dealDesk.ts';
import { createAgreements } from '../../adapters/database/agreements.ts';
import { createDocuments } from '../../adapters/database/documents.ts';
import { createInvoiceDesk } from '../../adapters/database/invoiceDesk.ts';
import { createInvoiceReads } from '../../adapters/database/invoices.ts';
import { createTaxDesk, createTaxReads } from '../../adapters/database/taxProfiles.ts';
import { createDealReads } from '../../adapters/database/dealReads.ts';
import { createFinanceToday } from '../../adapters/database/financeToday.ts';
import { createPayeeReads } from '../../adapters/database/payeeReads.ts';
import { createPayeeDesk } from '../../adapters/database/payees.ts';
import { createPayoutDesk } from '../../adapters/database/payoutDesk.ts';
import { createPayoutRuns } from '../../adapters/database/payoutRuns.ts';
import type { Delivered } from '../../adapters/database/port.ts';
import { createReconciliations } from '../../adapters/database/reconciliations.ts';
import { createSplits } from '../../adapters/database/splits.ts';
import { createRates } from '../../adapters/database/rates.ts';
import { createReads } from '../../adapters/database/referralReads.ts';
import { createRunReads } from '../../adapters/database/runReads.ts';
import { createStatements } from '../../adapters/database/statements.ts';
import { createBuiltInRails, STATEMENT_READERS } from '../../adapters/rails/builtIn.ts';
import type { DeliverableCommand } from '../../adapters/temporal/port.ts';
import { createObjectionDesk } from '../../adapters/database/objectionDesk.ts';
import { createVendorIdentities } from '../../adapters/database/vendorIdentities.ts';
import { bankBook } from '../../adapters/bankBook.ts';
import { taxBook } from '../../adapters/taxBook.ts';
import { ledgerRoutes } from '../../api/ledgerRoutes.ts';
import { moneyRoutes } from '../../api/moneyRoutes.ts';
import type { Route } from '../../api/route.ts';
import { payeeRoutes } from '../../api/payeeRoutes.ts';
import type { AdjustCommand } from '../../domain/commission/adjustment.ts';
import type { LineCommand } from '../../domain/commission/decideLine.ts';
import type { RunCommand } from '../../adapters/database/payoutRunPort.ts';
import { payoutRunWorkflowId, referralWorkflowId } from '../../workflows/messages.ts';
import { startApiServer, type ApiServer } from './apiServer.ts';
import { inActivityContext } from './inActivityContext.ts';
import { AFTER_HOLD, commissionActivities, createMoneyWorld, type MoneyWorld, type StaffName } from './moneyWorld.ts';
import { DEBTOR, ORIGINATOR } from './railSettings.ts';
import { payeesOf, testVault } from './payees.ts';
import { openProcesses } from './payoutRuns.ts';

export type MoneyApi = {
  api: ApiServer;
  world: MoneyWorld;
  /** Temporal is away from now on: commands are stored and wait. */
  away: (isAway: boolean) => void;
  sessionOf: (who: StaffName, signedInAt?: Date) => Promise<string>;
  close: () => Promise<void>;
};

const booksOf = (database: Database): ReturnType<typeof ledgerRoutes> =>
  ledgerRoutes({
    books: createBooks(database),
    bookDesk: createBookDesk(database),
    journalExports: createJournalExports(database),
    partnerStatements: createPartnerStatements(database),
    csv: createCsv(),
    rates: createRates(database),
    reconciliations: createReconciliations(database),
    stepUpMs: 300_000,
  });

/** Payees, taxes, documents, invoices and agreements, as the API serves them. */
export const routesOfPayees = (database: Database): Route[] =>
  payeeRoutes({
    payeeReads: createPayeeReads(database),
    payeeDesk: createPayeeDesk(database, testVault),
    bankBook,
    taxReads: createTaxReads(database),
    taxDesk: createTaxDesk(database, testVault),
    taxBook,
    documents: createDocuments(database, testVault),
    invoiceReads: createInvoiceReads(database, testVault),
    invoiceDesk: createInvoiceDesk(database, testVault),
    agreements: createAgreements(database),
    vendorIdentities: createVendorIdentities(database),
    objectionDesk: createObjectionDesk(database),
    stepUpMs: 300_000,
    coolingOffMs: 86_400_000,
  });

/**
 * The API with its money routes. The stories are the real activities, called at once and without Temporal: what a story
 * would do with one command.
 */
export async function startMoneyApi(web: { webRoot?: string } = {}): Promise<MoneyApi> {
  let isAway = false;
  let deliver: (command: DeliverableCommand) => Promise<Delivered> = () => Promise.resolve({ outcome: 'later' });
  const stories = {
    deliver: (command: DeliverableCommand) => deliver(command),
    isReachable: () => Promise.resolve(true),
  };
  const api = await startApiServer((database) => ({
    ...web,
    furtherRoutes: booksOf(database).concat(
      moneyRoutes({
        moneyReads: { ...createCommissionReads(database), ...createRunReads(database) },
        payoutDesk: createPayoutDesk(database, testVault),
        rails: ['manual', 'csv', 'sepa', 'nacha'],
        reads: createReads(database),
        splits: createSplits(database),
        dealDesk: createDealDesk(database),
        dealReads: createDealReads(database),
        financeToday: createFinanceToday(database),
        csv: createCsv(),
        statements: createStatements(database),
        statementReaders: STATEMENT_READERS,
        commands: createCommandLog(database),
        idempotency: createIdempotency(database),
        stories,
        storyOf: referralWorkflowId,
        workflowOfRun: payoutRunWorkflowId,
        stepUpMs: 300_000,
      }),
      routesOfPayees(database),
    ),
  }));
  const world = await createMoneyWorld({ url: api.databaseUrl });
  const processes = openProcesses(world);
  const carryOut = carryOutOn(world, processes.worker);
  deliver = (command) => (isAway ? Promise.resolve({ outcome: 'later' }) : carryOut(command));
  return {
    api,
    world,
    away: (now) => {
      isAway = now;
    },
    sessionOf: (who, signedInAt) => api.sessionOf(world.staff[who], signedInAt),
    close: async () => {
      await processes.close();
      await world.close();
      await api.close();
    },
  };
}

function carryOutOn(world: MoneyWorld, worker: ReturnType<typeof openProcesses>['worker']) {
  const rails = createBuiltInRails(worker, payeesOf(worker), { sepa: DEBTOR, nacha: ORIGINATOR });
  const runs = inActivityContext(
    createPayoutRunActivities({ runs: createPayoutRuns(worker, testVault), rails, acceptRawSignals: false }),
  );
  const lines = commissionActivities({ database: worker });
  return async ({ workflowId, name, commandId, actor, payload }: DeliverableCommand): Promise<Delivered> => {
    const id = workflowId.slice(workflowId.indexOf(':') + 1);
    if (workflowId === referralWorkflowId(id)) {
      const command = { commandId, name, actor, source: 'web', payload } as LineCommand | AdjustCommand;
      if (command.name === 'adjust')
        return (await lines.adjustLine({ referralId: id, at: AFTER_HOLD, command })).answer;
      return (await lines.decideLine({ referralId: id, at: AFTER_HOLD, command })).answer;
    }
    const command = { commandId, name, actor, payload } as RunCommand;
    const { answer, state } = await runs.decideRun({ runId: id, at: new Date().toISOString(), command });
    if (state === 'released') {
      const itemIds = await runs.itemsToSubmit({ runId: id, limit: 100 });
      await runs.submitItems({ itemIds, attempt: 1, at: new Date().toISOString() });
      await runs.finishSubmission({
        runId: id,
        rail: (await world.database.payoutRun.findUniqueOrThrow({ where: { id } })).rail,
      });
    }
    return answer;
  };
}
