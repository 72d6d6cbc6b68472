import type { Database } from '../../adapters/database/client.ts';
import { createPayeeDesk, createPayees } from '../../adapters/database/payees.ts';
import { createAesVault } from '../../adapters/payees/aesVault.ts';
import { DEVELOPMENT_KEYS } from '../../adapters/payees/keys.ts';
import type { Payees } from '../../adapters/payees/port.ts';
import type { PayeeAccount } from '../../domain/payees/account.ts';
import type { PayeeDecision } from '../../domain/payees/state.ts';

export const testVault = createAesVault(DEVELOPMENT_KEYS);

export const payeesOf = (database: Database): Payees => createPayees(database, testVault);

export const BRIGHTWATER: PayeeAccount = {
  kind: 'iban',
  holder: 'Brightwater Consulting GmbH',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  country: 'DE',
};

export const OTHER_ACCOUNT: PayeeAccount = {
  kind: 'iban',
  holder: 'Brightwater Consulting GmbH',
  iban: 'NL91ABNA0417164300',
  bic: 'ABNANL2A',
  country: 'NL',
};

/** Long before anything that these tests pay. */
const ENTERED_AT = new Date('2026-12-01T08:00:00.000Z');
const DAY_MS = 86_400_000;
const DONE = { status: 200, headers: {}, text: '' };

/** A new version of a partner's account, as the API writes it. */
export async function enterPayee(
  api: Database,
  args: { partnerId: string; by: string; account?: PayeeAccount; at?: Date },
): Promise<void> {
  const { partnerId, by, account = BRIGHTWATER, at = ENTERED_AT } = args;
  const contactEmail = 'accounts@brightwater.example';
  await createPayeeDesk(api, testVault).once(undefined, async (writes) => {
    await writes.change({ partnerId, by, account, at, contactEmail, coolingOffMs: DAY_MS, check: () => undefined });
    return DONE;
  });
}

/** What finance says of the account in force; without any rule but the database's. */
export async function decidePayee(
  api: Database,
  args: { partnerId: string; by: string; decision?: PayeeDecision; at?: Date },
): Promise<void> {
  const { partnerId, by, decision = 'verified', at = ENTERED_AT } = args;
  const reason = decision === 'refused' ? 'The holder is another company' : null;
  await createPayeeDesk(api, testVault).once(undefined, async (writes) => {
    await writes.decide({ partnerId, by, decision, reason, at, check: () => undefined, mayDecide: () => undefined });
    return DONE;
  });
}
