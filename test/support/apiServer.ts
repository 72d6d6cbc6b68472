import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressBook } from '../../adapters/addressBook.ts';
import { createAccounts } from '../../adapters/database/accounts.ts';
import { createDatabase, type Database } from '../../adapters/database/client.ts';
import { createCommandLog } from '../../adapters/database/commandLog.ts';
import { createConversation } from '../../adapters/database/conversation.ts';
import { createFurtherDeals } from '../../adapters/database/furtherDeals.ts';
import { createIdempotency } from '../../adapters/database/idempotency.ts';
import type { Delivered } from '../../adapters/database/port.ts';
import { createIntake } from '../../adapters/database/receiveReferral.ts';
import { createProfiles } from '../../adapters/database/profiles.ts';
import { createReads } from '../../adapters/database/referralReads.ts';
import { createSetup } from '../../adapters/database/setup.ts';
import { createSetupReads } from '../../adapters/database/setupReads.ts';
import { createEmbeddedCrm } from '../../adapters/crm/embedded.ts';
import { createVendorChecks } from '../../adapters/crm/vendorChecks.ts';
import { createDuplicateChecks } from '../../adapters/database/duplicateChecks.ts';
import { createVendorQuestions } from '../../adapters/database/vendorQuestions.ts';
import { checkDuplicatesRoute } from '../../api/routes/checkDuplicates.ts';
import { createCsv } from '../../adapters/csv/csvStringify.ts';
import { createAttainments } from '../../adapters/database/attainment.ts';
import { createCompanies } from '../../adapters/database/companies.ts';
import { createStaff } from '../../adapters/database/staff.ts';
import { createWatch } from '../../adapters/database/watch.ts';
import { createDatabaseStorage } from '../../adapters/storage/inDatabase.ts';
import { createLogger } from '../../adapters/logger.ts';
import type { Passwords } from '../../adapters/passwords/port.ts';
import type { DeliverableCommand, Stories } from '../../adapters/temporal/port.ts';
import { hashOfSecret } from '../../api/auth/apiKey.ts';
import { createSessionToken } from '../../api/auth/session.ts';
import type { ServerDeps } from '../../api/deps.ts';
import { createServer } from '../../api/server.ts';
import { readAttainmentRoute } from '../../api/routes/readAttainment.ts';
import { companyRoutes } from '../../api/companyRoutes.ts';
import { staffRoutes } from '../../api/staffRoutes.ts';
import type { Role } from '../../domain/approval/roles.ts';
import { referralWorkflowId } from '../../workflows/messages.ts';
import { createTestDatabase } from './database.ts';

export type Answer<Body = Record<string, unknown>> = { status: number; headers: Headers; body: Body; text: string };

export type Credentials = { key?: string; session?: string };

export type CallOptions = Credentials & {
  body?: unknown;
  headers?: Record<string, string>;
  /** A key of its own for every POST unless told; null sends none. */
  idempotencyKey?: string | null;
};

/** A story that answers as a test wants; `later` unless told, as when Temporal is away. */
export type FakeStories = Stories & {
  delivered: DeliverableCommand[];
  answer: (command: DeliverableCommand) => Promise<Delivered>;
};

export type ApiServer = {
  url: string;
  /** The database's own address, as the migrating login. */
  databaseUrl: string;
  database: Database;
  /** The same database as its owner, to put there what only the story may write. */
  planted: Database;
  deps: ServerDeps;
  stories: FakeStories;
  logs: string[];
  call: <Body = Record<string, unknown>>(method: string, path: string, options?: CallOptions) => Promise<Answer<Body>>;
  /** A session token of this person, signed in at `signedInAt` (now unless told). */
  sessionOf: (userId: string, signedInAt?: Date) => Promise<string>;
  close: () => Promise<void>;
};

/** Argon2 is meant to be slow; only the tests of sign-in use it. */
const quickPasswords: Passwords = {
  hash: (password) => Promise.resolve(`quick:${password}`),
  verify: (password, stored) => Promise.resolve(stored === `quick:${password}`),
};

const createFakeStories = (): FakeStories => {
  const stories: FakeStories = {
    delivered: [],
    answer: () => Promise.resolve({ outcome: 'later' }),
    deliver: (command) => {
      stories.delivered.push(command);
      return stories.answer(command);
    },
    isReachable: () => Promise.resolve(true),
  };
  return stories;
};

const listen = (deps: ServerDeps): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer(deps).listen(0, '127.0.0.1', () => resolve(server));
  });

const parseBody = (text: string, type: string | null): unknown =>
  text !== '' && type?.includes('json') === true ? JSON.parse(text) : {};

function headersOf(
  method: string,
  { key, session, body, headers, idempotencyKey }: CallOptions,
): Record<string, string> {
  return {
    // A kept connection may be closed by the server at the moment it is used again.
    connection: 'close',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(session === undefined ? {} : { cookie: `sid=${session}`, 'x-requested-with': 'fairlead' }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(method === 'POST' && idempotencyKey !== null ? { 'idempotency-key': idempotencyKey ?? randomUUID() } : {}),
    ...headers,
  };
}

/** Parts of a test's own, or what makes them from the database of this server. */
export type Change = Partial<ServerDeps> | ((database: Database) => Partial<ServerDeps>);

/** Every adapter real but Temporal's and the password hash, which are replaced by quick ones. */
const realDeps = (database: Database, stories: FakeStories, logs: string[]): ServerDeps => ({
  accounts: createAccounts(database),
  passwords: quickPasswords,
  intake: createIntake({ database, addresses: addressBook }),
  commands: createCommandLog(database),
  idempotency: createIdempotency(database),
  stories,
  storyOf: referralWorkflowId,
  reads: createReads(database),
  furtherDeals: createFurtherDeals(database),
  setup: createSetup(database),
  setupReads: createSetupReads(database),
  profiles: createProfiles(database),
  conversation: createConversation(database),
  storage: createDatabaseStorage(database),
  watch: createWatch({ database, expected: ['20261123000001_init'] }),
  logger: createLogger({
    name: 'api',
    level: 'info',
    destination: { write: (line: string) => void logs.push(line) },
  }),
  now: () => new Date(),
  publicUrl: 'http://localhost:3000',
  trustedProxies: 0,
  sessionIdleMs: 3_600_000,
  sessionMaxMs: 86_400_000,
  stepUpMs: 300_000,
  webRoot: 'dist-web-absent',
  demoAccounts: () => Promise.resolve(undefined),
  furtherRoutes: [
    readAttainmentRoute({
      attainments: createAttainments(database),
      csv: createCsv(),
      setupReads: createSetupReads(database),
    }),
    checkDuplicatesRoute({
      logger: { warn: (...said: unknown[]) => void logs.push(JSON.stringify(said)) },
      duplicateChecks: createDuplicateChecks({
        database,
        addresses: addressBook,
        vendor: createVendorChecks({ crm: createEmbeddedCrm(database), questions: createVendorQuestions(database) }),
      }),
    }),
    ...companyRoutes({ companies: createCompanies(database, addressBook) }),
    ...staffRoutes({
      staff: createStaff(database),
      reads: createReads(database),
      setupReads: createSetupReads(database),
      stories,
      storyOf: referralWorkflowId,
    }),
  ],
});

const callerOf =
  (url: string): ApiServer['call'] =>
  async <Body>(method: string, path: string, options: CallOptions = {}): Promise<Answer<Body>> => {
    const { body } = options;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: headersOf(method, options),
      redirect: 'manual',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = parseBody(text, response.headers.get('content-type')) as Body;
    return { status: response.status, headers: response.headers, body: parsed, text };
  };

/** The whole API on a database of its own; `change` puts other parts in. */
export async function startApiServer(change: Change = {}): Promise<ApiServer> {
  const { url: databaseUrl, drop } = await createTestDatabase();
  const database = createDatabase({ url: databaseUrl, role: 'fairlead_api', connections: 5 });
  const planted = createDatabase({ url: databaseUrl, role: 'fairlead_owner', connections: 1 });
  const stories = createFakeStories();
  const logs: string[] = [];
  const deps = {
    ...realDeps(database, stories, logs),
    ...(typeof change === 'function' ? change(database) : change),
  };
  const server = await listen(deps);
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url,
    databaseUrl,
    database,
    planted,
    deps,
    stories,
    logs,
    call: callerOf(url),
    sessionOf: async (userId, signedInAt = new Date()) => {
      const token = createSessionToken();
      const data = { tokenHash: hashOfSecret(token), userId, expiresAt: new Date(Date.now() + 86_400_000) };
      await database.session.create({
        data: { ...data, createdAt: signedInAt, provenAt: signedInAt, lastSeenAt: new Date() },
      });
      return token;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([database.$disconnect(), planted.$disconnect()]);
      await drop();
    },
  };
}

export type Someone = { id: string; session: string; email: string; name: string };

/** A person with these roles, signed in. */
export async function person(
  api: ApiServer,
  { roles, name, partnerId }: { roles: Role[]; name?: string; partnerId?: string },
): Promise<Someone> {
  const called = name ?? `${roles.join(' ')} ${randomUUID().slice(0, 8)}`;
  const email = `${randomUUID()}@helioforge.example`;
  const made = await api.deps.setup.once(undefined, async (writes) => {
    const user = await writes.createUser({
      name: called,
      email,
      roles,
      partnerId,
      passwordHash: await api.deps.passwords.hash('correct horse battery'),
      at: new Date(),
    });
    return { status: 201, headers: {}, text: user.id };
  });
  return { id: made.text, session: await api.sessionOf(made.text), email, name: called };
}
