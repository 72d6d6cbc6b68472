import type { ActivityKind, CrmActivity } from '../../domain/matching/lookBack.ts';
import { nameKey } from '../../domain/matching/names.ts';
import { personKey } from '../../domain/matching/normalise.ts';
import { addressBook } from '../addressBook.ts';
import type { Database } from '../database/client.ts';

/** What somebody types into the built-in CRM; ids are the CRM's own. */
export type CrmEntries = {
  accounts?: { id: string; name: string; domain: string | null }[];
  contacts?: { id: string; accountId: string; name: string; email: string }[];
  leads?: { id: string; name: string; domain: string | null; email: string | null }[];
  deals?: {
    id: string;
    accountId: string;
    name: string;
    ownerEmail: string | null;
    productLine?: string;
    open?: boolean;
    openedAt?: Date;
    referralNumber?: string;
    /** Of a deal that is over: whether it was won, and for how much. */
    won?: boolean;
    amountMinor?: bigint;
    currency?: string;
    closedOn?: Date;
  }[];
  purchases?: { id: string; accountId: string; productLine: string | null; boughtAt: Date }[];
  activities?: {
    id: string;
    accountId: string;
    kind: ActivityKind;
    at: Date;
    byEmail: string | null;
    team: CrmActivity['team'];
    done?: boolean;
    addressees?: number;
    automated?: boolean;
    referralNumber?: string;
  }[];
};

/** Fills the built-in CRM, as its owner: the demo data and tests do, and nothing of the product. A repeat changes nothing. */
export async function fillEmbeddedCrm(database: Database, entries: CrmEntries): Promise<void> {
  const { accounts = [], contacts = [], leads = [], deals = [], purchases = [], activities = [] } = entries;
  const skipDuplicates = true;
  const named = <Row extends { name: string }>(row: Row) => ({
    ...row,
    nameKey: nameKey(row.name, addressBook.inLatin) ?? null,
  });
  const addressed = <Row extends { email: string | null }>(row: Row) => ({
    ...row,
    emailKey: row.email === null ? null : (personKey(row.email, addressBook) ?? null),
  });
  await database.crmAccount.createMany({ data: accounts.map(named), skipDuplicates });
  await database.crmContact.createMany({ data: contacts.map(addressed), skipDuplicates });
  await database.crmLead.createMany({ data: leads.map(named).map(addressed), skipDuplicates });
  await database.crmDeal.createMany({ data: deals, skipDuplicates });
  await database.crmPurchase.createMany({ data: purchases, skipDuplicates });
  await database.crmActivity.createMany({ data: activities, skipDuplicates });
}
