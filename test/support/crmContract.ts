import { describe, expect, it } from '@jest/globals';
import type { CrmKeys } from '../../adapters/crm/port.ts';
import { fieldsOf, whatOthersChange } from './crmRecordContract.ts';
import type { OpenCrm } from './crmRecordContract.ts';

const NOTHING: CrmKeys = { domains: [], emails: [], nameKeys: [] };
const at = (iso: string): Date => new Date(iso);

/** What every CRM adapter has to do: one suite, run against each. */
export function crmContract(name: string, open: OpenCrm): void {
  describe(`${name}: what we write`, () => {
    whatWeWrite(open);
  });
  describe(`${name}: our record and what others do to it`, () => {
    whatOthersChange(open);
  });
  describe(`${name}: what it knows of a company`, () => {
    whatItKnows(open);
    whatIsOpenThere(open);
    whatItDoesNotKnow(open);
  });
  describe(`${name}: deals that became of our referrals`, () => {
    whatBecame(open);
  });
  describe(`${name}: what was done about an account`, () => {
    whatWasDone(open);
  });
}

function whatWeWrite(open: OpenCrm): void {
  it('makes an account and a record once, however often it is asked', async () => {
    const { crm } = open();
    const account = await crm.findOrCreateAccount({ name: 'Contract AB', domain: 'contract.example' });
    expect(await crm.findOrCreateAccount({ name: 'Contract AB', domain: 'contract.example' })).toEqual(account);
    const record = { accountId: account.id, referralNumber: 'R-CONT-01', fields: fieldsOf('R-CONT-01') };
    expect(await crm.findOrCreateRecord(record)).toEqual(await crm.findOrCreateRecord(record));
    await crm.linkDeal({ referralNumber: 'R-CONT-01', dealId: 'D-1' });
    await crm.linkDeal({ referralNumber: 'R-CONT-01', dealId: 'D-1' });
  });

  it('puts our number on a deal that is linked, and never on one that carries another', async () => {
    const { crm, fill } = open();
    await fill({
      accounts: [{ id: 'acc_l', name: 'Links', domain: 'links.example' }],
      deals: [
        { id: 'deal_free', accountId: 'acc_l', name: 'Free', ownerEmail: null },
        { id: 'deal_taken', accountId: 'acc_l', name: 'Taken', ownerEmail: null, referralNumber: 'R-ELSE-01' },
      ],
    });
    for (const dealId of ['deal_free', 'deal_taken']) await crm.linkDeal({ referralNumber: 'R-CONT-02', dealId });
    const { openDeals } = await crm.findCompany({ ...NOTHING, domains: ['links.example'] });
    expect(openDeals.map(({ id, referralNumber }) => [id, referralNumber])).toEqual([
      ['deal_free', 'R-CONT-02'],
      ['deal_taken', 'R-ELSE-01'],
    ]);
  });

  it('finds the account that it made, by domain and by name', async () => {
    const { crm } = open();
    const { id } = await crm.findOrCreateAccount({ name: 'Selfmade Foods GmbH', domain: 'selfmade.example' });
    const match = { kind: 'account', id, accountId: id, domain: 'selfmade.example' };
    const byDomain = await crm.findCompany({ ...NOTHING, domains: ['selfmade.example'] });
    expect(byDomain.matches).toEqual([{ ...match, foundBy: 'domain' }]);
    const byName = await crm.findCompany({ ...NOTHING, nameKeys: ['foods selfmade'] });
    expect(byName.matches).toEqual([{ ...match, foundBy: 'name' }]);
  });
}

function whatItKnows(open: OpenCrm): void {
  it('finds accounts by domain or name, contacts by address, leads by any, and says how', async () => {
    const { crm, fill } = open();
    await fill({
      accounts: [
        { id: 'acc_ad', name: 'Gasthof Adler Gruppe', domain: 'adler.example' },
        { id: 'acc_an', name: 'Gasthof Adler Gruppe GmbH', domain: null },
        { id: 'acc_ae', name: 'Elsewhere', domain: 'elsewhere.example' },
        { id: 'acc_ax', name: 'Unrelated', domain: 'unrelated.example' },
      ],
      contacts: [{ id: 'con_a', accountId: 'acc_ae', name: 'Jana Falk', email: 'Jana+crm@adler.example' }],
      leads: [{ id: 'lead_a', name: 'Adler', domain: null, email: 'jana@adler.example' }],
    });
    const { matches } = await crm.findCompany({
      domains: ['adler.example'],
      emails: ['jana@adler.example'],
      nameKeys: ['adler gasthof gruppe'],
    });
    const seen = matches.map(({ kind, accountId, foundBy, domain }) => [kind, accountId, foundBy, domain]);
    expect(seen).toHaveLength(4);
    expect(seen).toEqual(
      expect.arrayContaining([
        ['account', 'acc_ad', 'domain', 'adler.example'],
        ['account', 'acc_an', 'name', null],
        ['contact', 'acc_ae', 'email', 'elsewhere.example'],
        ['lead', 'lead_a', 'email', null],
      ]),
    );
  });
}

function whatIsOpenThere(open: OpenCrm): void {
  it('gives the open deals and the purchases of what it found, and nothing of others', async () => {
    const { crm, fill } = open();
    await fill({
      accounts: [
        { id: 'acc_d', name: 'Deals', domain: 'deals.example' },
        { id: 'acc_o', name: 'Others', domain: 'others.example' },
      ],
      deals: [
        {
          id: 'deal_open',
          accountId: 'acc_d',
          name: 'Open',
          ownerEmail: 'Priya@vendor.example',
          productLine: 'Monitor',
          openedAt: at('2026-10-05T08:30:00Z'),
        },
        {
          id: 'deal_ours',
          accountId: 'acc_d',
          name: 'Ours',
          ownerEmail: null,
          openedAt: at('2026-10-06T08:30:00Z'),
          referralNumber: 'R-1',
        },
        { id: 'deal_over', accountId: 'acc_d', name: 'Over', ownerEmail: null, open: false },
        { id: 'deal_other', accountId: 'acc_o', name: 'Other', ownerEmail: null },
      ],
      purchases: [{ id: 'pur_1', accountId: 'acc_d', productLine: 'Predict', boughtAt: at('2026-01-01T00:00:00Z') }],
    });
    const { openDeals, purchases } = await crm.findCompany({ ...NOTHING, domains: ['deals.example'] });
    expect(openDeals).toEqual([
      {
        id: 'deal_open',
        accountId: 'acc_d',
        owner: 'priya@vendor.example',
        productLine: 'Monitor',
        openedAt: '2026-10-05T08:30:00.000Z',
        referralNumber: null,
      },
      {
        id: 'deal_ours',
        accountId: 'acc_d',
        owner: null,
        productLine: null,
        openedAt: '2026-10-06T08:30:00.000Z',
        referralNumber: 'R-1',
      },
    ]);
    expect(purchases).toEqual([{ id: 'pur_1', accountId: 'acc_d', productLine: 'Predict' }]);
  });
}

function whatItDoesNotKnow(open: OpenCrm): void {
  it('knows nothing of a company that no key finds', async () => {
    const { crm } = open();
    const nothing = { matches: [], openDeals: [], purchases: [] };
    expect(await crm.findCompany({ ...NOTHING, domains: ['nobody.example'] })).toEqual(nothing);
    expect(await crm.findCompany(NOTHING)).toEqual(nothing);
  });
}

function whatBecame(open: OpenCrm): void {
  it('are read by our number or their id, those that are over too, with what they were won for', async () => {
    const { crm, fill } = open();
    const deal = (id: string) => ({ id, accountId: 'acc_b', name: id, ownerEmail: null });
    const closedOn = at('2026-12-15T00:00:00Z');
    await fill({
      deals: [
        {
          ...deal('deal_b1'),
          referralNumber: 'R-BECAME-1',
          open: false,
          won: true,
          closedOn,
          amountMinor: 4_800_000n,
          currency: 'EUR',
        },
        { ...deal('deal_b2'), referralNumber: 'R-BECAME-2', open: false, closedOn },
        { ...deal('deal_b3') },
        { ...deal('deal_b4'), referralNumber: 'R-BECAME-4' },
      ],
    });
    const asked = { referralNumbers: ['R-BECAME-1', 'R-BECAME-2', 'R-NONE'], dealIds: ['deal_b3', 'deal_none'] };
    expect(await crm.readDeals(asked)).toEqual([
      {
        id: 'deal_b1',
        referralNumber: 'R-BECAME-1',
        outcome: 'won',
        amount: { amount: 4_800_000, currency: 'EUR' },
        closedOn: '2026-12-15',
      },
      { id: 'deal_b2', referralNumber: 'R-BECAME-2', outcome: 'lost', amount: null, closedOn: '2026-12-15' },
      { id: 'deal_b3', referralNumber: null, outcome: 'open', amount: null, closedOn: null },
    ]);
    expect(await crm.readDeals({ referralNumbers: [], dealIds: [] })).toEqual([]);
  });
}

function whatWasDone(open: OpenCrm): void {
  it('is told for a window whose first moment belongs to it and whose last does not, the latest first', async () => {
    const { crm, fill } = open();
    const meeting = {
      accountId: 'acc_act',
      kind: 'meeting',
      byEmail: 'K.Lang@vendor.example',
      team: 'sales',
    } as const;
    await fill({
      activities: [
        { ...meeting, id: 'act_before', at: at('2026-01-01T23:59:59.999Z') },
        { ...meeting, id: 'act_first', at: at('2026-01-02T00:00:00Z') },
        { ...meeting, id: 'act_last', at: at('2026-04-01T23:59:59.999Z'), referralNumber: 'R-1' },
        { ...meeting, id: 'act_after', at: at('2026-04-02T00:00:00Z') },
        { ...meeting, id: 'act_else', accountId: 'acc_else', at: at('2026-02-01T00:00:00Z') },
        {
          id: 'act_mail',
          accountId: 'acc_act',
          kind: 'newsletter',
          at: at('2026-03-01T00:00:00Z'),
          byEmail: null,
          team: null,
          done: true,
          addressees: 4_000,
          automated: true,
        },
      ],
    });
    const window = { from: Date.parse('2026-01-02T00:00:00Z'), until: Date.parse('2026-04-02T00:00:00Z') };
    const told = await crm.readActivities({ accountIds: ['acc_act'], ...window });
    expect(told.map(({ id }) => id)).toEqual(['act_last', 'act_mail', 'act_first']);
    expect(told[2]).toEqual({
      id: 'act_first',
      accountId: 'acc_act',
      kind: 'meeting',
      at: window.from,
      by: 'k.lang@vendor.example',
      team: 'sales',
      done: true,
      addressees: 1,
      automated: false,
      referralNumber: null,
    });
    expect(told[1]).toMatchObject({ by: null, addressees: 4_000, automated: true });
    expect(await crm.readActivities({ accountIds: [], ...window })).toEqual([]);
  });
}
