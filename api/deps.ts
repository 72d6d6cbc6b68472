import type { Accounts } from '../adapters/database/accountsPort.ts';
import type { Conversation } from '../adapters/database/conversationPort.ts';
import type { FurtherDealDesk } from '../adapters/database/furtherDealsPort.ts';
import type { Idempotency } from '../adapters/database/idempotencyPort.ts';
import type { Commands, Intake } from '../adapters/database/port.ts';
import type { Profiles } from '../adapters/database/profilePort.ts';
import type { Reads } from '../adapters/database/readsPort.ts';
import type { Setup, SetupReads } from '../adapters/database/setupPort.ts';
import type { Watch } from '../adapters/database/watchPort.ts';
import type { Logger } from '../adapters/logger.ts';
import type { Passwords } from '../adapters/passwords/port.ts';
import type { FileStorage } from '../adapters/storage/port.ts';
import type { Stories } from '../adapters/temporal/port.ts';
import type { Route } from './route.ts';

export type DemoAccount = { role: string; name: string; email: string; password: string; partnerName: string | null };

/** All that the server needs; api/main.ts makes them, tests may put others in. Lengths of time in milliseconds. */
export type ServerDeps = {
  accounts: Accounts;
  passwords: Passwords;
  intake: Intake;
  commands: Commands;
  idempotency: Idempotency;
  stories: Stories;
  /** The id of the story of a referral. */
  storyOf: (referralId: string) => string;
  reads: Reads;
  furtherDeals: FurtherDealDesk;
  setup: Setup;
  setupReads: SetupReads;
  profiles: Profiles;
  conversation: Conversation;
  storage: FileStorage;
  watch: Watch;
  logger: Logger;
  now: () => Date;
  publicUrl: string;
  trustedProxies: number;
  sessionIdleMs: number;
  sessionMaxMs: number;
  stepUpMs: number;
  webRoot: string;
  /** The sign-ins of the demo; undefined outside of it. */
  demoAccounts: () => Promise<DemoAccount[] | undefined>;
  /** Routes of further parts (money), made by their own wiring. */
  furtherRoutes: readonly Route[];
};
