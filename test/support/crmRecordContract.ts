import { expect, it } from '@jest/globals';
import type { CrmEntries } from '../../adapters/crm/embeddedDesk.ts';
import type { Crm } from '../../adapters/crm/port.ts';
import type { RecordFields } from '../../domain/referral/attribution.ts';

/** A CRM under test and the way to put something into it. */
export type OpenCrm = () => {
  crm: Crm;
  fill: (entries: CrmEntries) => Promise<void>;
  /** Somebody else edits a record of ours, or, with null, deletes it. */
  edit: (recordId: string, by: string, change: Partial<RecordFields> | null) => Promise<void>;
};

export const fieldsOf = (referralNumber: string): RecordFields => ({
  referralNumber,
  partnerId: 'prt_1',
  partnerName: 'Brightwater',
  credit: 'registered',
  claimExpiresAt: '2027-02-24T09:00:00.000Z',
  link: 'https://fairlead.example/referrals/ref_1',
  ownerEmail: 'nora@vendor.example',
});

/** What a CRM adapter has to do for our records: keep what is written, and tell what others change. */
export function whatOthersChange(open: OpenCrm): void {
  const made = async (number: string) => {
    const opened = open();
    const account = await opened.crm.findOrCreateAccount({ name: 'Record AB', domain: 'record.example' });
    const record = { accountId: account.id, referralNumber: number, fields: fieldsOf(number) };
    return { ...opened, record, id: (await opened.crm.findOrCreateRecord(record)).id };
  };

  it('a record says what was written on it, and a repeat leaves it alone', async () => {
    const { crm, id, record } = await made('R-CONT-10');
    const [written] = await crm.readRecords([id, 'rec_nobody']);
    expect(written).toEqual({ id, fields: fieldsOf('R-CONT-10'), version: expect.any(String), changedBy: null });
    await crm.writeRecord({ id, fields: { credit: 'earned', claimExpiresAt: null } });
    await crm.findOrCreateRecord(record);
    const [later] = await crm.readRecords([id]);
    expect(later?.fields).toEqual({ ...fieldsOf('R-CONT-10'), credit: 'earned', claimExpiresAt: null });
  });

  it('what others change is told, with who did it, until it is acknowledged; what we write is not', async () => {
    const { crm, id, edit } = await made('R-CONT-11');
    const toldOf = async () => (await crm.readChanges(100)).filter(({ recordId }) => recordId === id);
    await crm.writeRecord({ id, fields: { ownerEmail: 'tom@vendor.example' } });
    expect(await toldOf()).toEqual([]);
    const [before] = await crm.readRecords([id]);
    await edit(id, 'somebody@vendor.example', { partnerId: null, partnerName: null });
    const [after] = await crm.readRecords([id]);
    expect(after).toMatchObject({
      changedBy: 'somebody@vendor.example',
      fields: { partnerId: null, partnerName: null },
    });
    expect(after?.version).not.toBe(before?.version);
    const changes = await toldOf();
    expect(changes).toHaveLength(1);
    expect(await toldOf()).toEqual(changes);
    await crm.acknowledgeChanges(changes.map(({ eventId }) => eventId));
    await crm.acknowledgeChanges(changes.map(({ eventId }) => eventId));
    expect(await toldOf()).toEqual([]);
  });

  it('a record without its number is still the same record', async () => {
    const { crm, id, edit } = await made('R-CONT-12');
    await edit(id, 'somebody@vendor.example', { referralNumber: null });
    expect((await crm.readRecords([id]))[0]?.fields.referralNumber).toBeNull();
    await crm.writeRecord({ id, fields: { referralNumber: 'R-CONT-12' } });
    expect((await crm.readRecords([id]))[0]?.fields).toEqual(fieldsOf('R-CONT-12'));
  });

  it('a deleted record is missing, is told of, takes no writing, and can be made again', async () => {
    const { crm, id, edit, record } = await made('R-CONT-13');
    await edit(id, 'somebody@vendor.example', null);
    expect(await crm.readRecords([id])).toEqual([]);
    expect((await crm.readChanges(100)).map(({ recordId }) => recordId)).toContain(id);
    await crm.writeRecord({ id, fields: { credit: 'none' } });
    expect(await crm.readRecords([id])).toEqual([]);
    const again = await crm.findOrCreateRecord(record);
    expect((await crm.readRecords([again.id]))[0]?.fields).toEqual(fieldsOf('R-CONT-13'));
  });
}
