import { readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addressBook } from '../adapters/addressBook.ts';
import { armCrashPoint } from '../adapters/crashPoint.ts';
import { createAccounts } from '../adapters/database/accounts.ts';
import { createDatabase, type Database } from '../adapters/database/client.ts';
import { createBookDesk } from '../adapters/database/bookDesk.ts';
import { createBooks } from '../adapters/database/books.ts';
import { createCaseDesk } from '../adapters/database/caseDesk.ts';
import { createCaseReads } from '../adapters/database/caseReads.ts';
import { createCommandLog } from '../adapters/database/commandLog.ts';
import { createCommissionReads } from '../adapters/database/commissionReads.ts';
import { createConversation } from '../adapters/database/conversation.ts';
import { createIdempotency } from '../adapters/database/idempotency.ts';
import { createDealDesk } from '../adapters/database/dealDesk.ts';
import { createAgreements } from '../adapters/database/agreements.ts';
import { createDocuments } from '../adapters/database/documents.ts';
import { createInvoiceDesk } from '../adapters/database/invoiceDesk.ts';
import { createInvoiceReads } from '../adapters/database/invoices.ts';
import { createTaxDesk, createTaxReads } from '../adapters/database/taxProfiles.ts';
import { createDealReads } from '../adapters/database/dealReads.ts';
import { createFurtherDeals } from '../adapters/database/furtherDeals.ts';
import { createFinanceToday } from '../adapters/database/financeToday.ts';
import { createPayeeReads } from '../adapters/database/payeeReads.ts';
import { createPayeeDesk } from '../adapters/database/payees.ts';
import { createPayoutDesk } from '../adapters/database/payoutDesk.ts';
import { createProfiles } from '../adapters/database/profiles.ts';
import { createReconciliations } from '../adapters/database/reconciliations.ts';
import { createRates } from '../adapters/database/rates.ts';
import { createIntake } from '../adapters/database/receiveReferral.ts';
import { createReads } from '../adapters/database/referralReads.ts';
import { createRunReads } from '../adapters/database/runReads.ts';
import { createSetup } from '../adapters/database/setup.ts';
import { createSetupReads } from '../adapters/database/setupReads.ts';
import { createStatements } from '../adapters/database/statements.ts';
import { STATEMENT_READERS } from '../adapters/rails/builtIn.ts';
import { createEmbeddedCrm } from '../adapters/crm/embedded.ts';
import { createVendorChecks } from '../adapters/crm/vendorChecks.ts';
import { createDuplicateChecks } from '../adapters/database/duplicateChecks.ts';
import { createVendorQuestions } from '../adapters/database/vendorQuestions.ts';
import { checkDuplicatesRoute } from './routes/checkDuplicates.ts';
import { createPartnerStatements } from '../adapters/database/partnerStatements.ts';
import { createJournalExports } from '../adapters/database/journalExport.ts';
import { createCsv } from '../adapters/csv/csvStringify.ts';
import { createAttainments } from '../adapters/database/attainment.ts';
import { createCompanies } from '../adapters/database/companies.ts';
import { createSplits } from '../adapters/database/splits.ts';
import { createStaff } from '../adapters/database/staff.ts';
import { createWatch } from '../adapters/database/watch.ts';
import { readEnv, type Env } from '../adapters/env.ts';
import { createLogger, type Logger } from '../adapters/logger.ts';
import { createDatabaseStorage } from '../adapters/storage/inDatabase.ts';
import { bankBook } from '../adapters/bankBook.ts';
import { createObjectionDesk } from '../adapters/database/objectionDesk.ts';
import { createVendorIdentities } from '../adapters/database/vendorIdentities.ts';
import { taxBook } from '../adapters/taxBook.ts';
import { createAesVault } from '../adapters/payees/aesVault.ts';
import { createPasswords } from '../adapters/passwords/argon2.ts';
import { createTemporalClient } from '../adapters/temporal/client.ts';
import { createStories } from '../adapters/temporal/stories.ts';
import { caseWorkflowId, payoutRunWorkflowId, referralWorkflowId } from '../workflows/messages.ts';
import { caseRoutes } from './caseRoutes.ts';
import { readDemoAccounts } from './demoAccounts.ts';
import type { ServerDeps } from './deps.ts';
import { ledgerRoutes } from './ledgerRoutes.ts';
import { moneyRoutes } from './moneyRoutes.ts';
import { payeeRoutes } from './payeeRoutes.ts';
import type { Route } from './route.ts';
import { createServer } from './server.ts';
import { readAttainmentRoute } from './routes/readAttainment.ts';
import { companyRoutes } from './companyRoutes.ts';
import { staffRoutes } from './staffRoutes.ts';

const STOP_WITHIN_MS = 10_000;
const MIGRATIONS = join(import.meta.dirname, '../prisma/migrations');

const migrationNames = (): string[] =>
  readdirSync(MIGRATIONS, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

type Parts = { env: Env; logger: Logger; database: Database; client: ReturnType<typeof createTemporalClient> };

const moneyPart = ({ env, database, client }: Parts): Route[] =>
  moneyRoutes({
    moneyReads: { ...createCommissionReads(database), ...createRunReads(database) },
    payoutDesk: createPayoutDesk(database, createAesVault(env.payeeKeys)),
    rails: env.rails,
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
    stories: createStories({ client, database }),
    storyOf: referralWorkflowId,
    workflowOfRun: payoutRunWorkflowId,
    stepUpMs: env.stepUpMs,
  });

const payeePart = ({ env, database }: Parts): Route[] =>
  payeeRoutes({
    payeeReads: createPayeeReads(database),
    payeeDesk: createPayeeDesk(database, createAesVault(env.payeeKeys)),
    bankBook,
    taxReads: createTaxReads(database),
    taxDesk: createTaxDesk(database, createAesVault(env.payeeKeys)),
    taxBook,
    documents: createDocuments(database, createAesVault(env.payeeKeys)),
    invoiceReads: createInvoiceReads(database, createAesVault(env.payeeKeys)),
    invoiceDesk: createInvoiceDesk(database, createAesVault(env.payeeKeys)),
    agreements: createAgreements(database),
    vendorIdentities: createVendorIdentities(database),
    objectionDesk: createObjectionDesk(database),
    stepUpMs: env.stepUpMs,
    coolingOffMs: env.payeeCoolingOffMs,
  });

const ledgerPart = ({ env, database }: Pick<Parts, 'env' | 'database'>): Route[] =>
  ledgerRoutes({
    books: createBooks(database),
    bookDesk: createBookDesk(database),
    journalExports: createJournalExports(database),
    partnerStatements: createPartnerStatements(database),
    csv: createCsv(),
    rates: createRates(database),
    reconciliations: createReconciliations(database),
    stepUpMs: env.stepUpMs,
  });

const staffPart = ({ database, client }: Pick<Parts, 'database' | 'client'>): Route[] =>
  staffRoutes({
    staff: createStaff(database),
    reads: createReads(database),
    setupReads: createSetupReads(database),
    stories: createStories({ client, database }),
    storyOf: referralWorkflowId,
  });

const casePart = ({ database, client }: Parts): Route[] =>
  caseRoutes({
    reads: createReads(database),
    caseDesk: createCaseDesk(database),
    caseReads: createCaseReads(database),
    commands: createCommandLog(database),
    idempotency: createIdempotency(database),
    stories: createStories({ client, database }),
    workflowOfCase: caseWorkflowId,
  });

/** All real parts of the server, for the process here and for tests and benches that run it inside their own. */
export const composeServer = ({ env, logger, database, client }: Parts): ServerDeps => ({
  accounts: createAccounts(database),
  passwords: createPasswords(),
  intake: createIntake({ database, addresses: addressBook }),
  commands: createCommandLog(database),
  idempotency: createIdempotency(database),
  stories: createStories({ client, database }),
  storyOf: referralWorkflowId,
  reads: createReads(database),
  furtherDeals: createFurtherDeals(database),
  setup: createSetup(database),
  setupReads: createSetupReads(database),
  profiles: createProfiles(database),
  conversation: createConversation(database),
  storage: createDatabaseStorage(database),
  watch: createWatch({ database, expected: migrationNames() }),
  logger,
  now: () => new Date(),
  publicUrl: env.publicUrl,
  trustedProxies: env.trustedProxies,
  sessionIdleMs: env.sessionIdleMs,
  sessionMaxMs: env.sessionMaxMs,
  stepUpMs: env.stepUpMs,
  webRoot: env.webRoot,
  demoAccounts: () => (env.demo ? readDemoAccounts(join(env.dataDir, 'demo.json')) : Promise.resolve(undefined)),
  furtherRoutes: [
    ...moneyPart({ env, logger, database, client }),
    ...payeePart({ env, logger, database, client }),
    ...ledgerPart({ env, database }),
    ...casePart({ env, logger, database, client }),
    readAttainmentRoute({
      attainments: createAttainments(database),
      csv: createCsv(),
      setupReads: createSetupReads(database),
    }),
    ...staffPart({ database, client }),
    checkDuplicatesRoute({
      logger,
      duplicateChecks: createDuplicateChecks({
        database,
        addresses: addressBook,
        vendor: createVendorChecks({ crm: createEmbeddedCrm(database), questions: createVendorQuestions(database) }),
      }),
    }),
    ...companyRoutes({ companies: createCompanies(database, addressBook) }),
  ],
});

/** The composition root of the API: environment → adapters → server → listen; stops when asked, after what runs is answered. */
function main(): void {
  const env = readEnv(process.env);
  armCrashPoint(env.crashAt);
  const logger = createLogger({ name: 'api', level: env.logLevel });
  const database = createDatabase({ url: env.databaseUrl, role: 'fairlead_api', connections: env.databasePoolSize });
  const client = createTemporalClient(env.temporal);
  const server = createServer(composeServer({ env, logger, database, client })).listen(env.port, env.host, () => {
    const { port } = server.address() as AddressInfo;
    logger.info({ port, publicUrl: env.publicUrl }, 'the API listens');
  });
  server.on('error', (error) => {
    logger.fatal({ err: error }, 'the API cannot listen');
    process.exitCode = 1;
  });

  const stop = (signal: string): void => {
    logger.info({ signal }, 'the API stops');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    server.closeIdleConnections();
    server.close(() => {
      Promise.allSettled([database.$disconnect(), client.connection.close()])
        .then(() => process.exit(0))
        .catch(() => process.exit(1));
    });
  };
  process.once('SIGTERM', () => stop('SIGTERM'));
  process.once('SIGINT', () => stop('SIGINT'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
