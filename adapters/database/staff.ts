import type { OwnerQuestion } from '../../domain/routing/chooseOwner.ts';
import { callFunction, guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import { onceInTransaction } from './setup.ts';
import type { OwnedRecord, SampleQuestion, Staff, StaffReads } from './staffPort.ts';
import { ABSENCE_WITH_NAMES, OWNED, RULES, toAbsence, toRule, type RuleRow } from './staffRows.ts';
import { createStaffWrites } from './staffWrites.ts';

export function createStaff(database: Database): Staff {
  return {
    ...createStaffReads(database),
    once: (ticket, act) => onceInTransaction(database, ticket, (transaction) => act(createStaffWrites(transaction))),
  };
}

const createStaffReads = (database: Database): StaffReads => ({
  absences: async ({ userId, now }) => {
    const where = { endsAt: { gt: now }, ...(userId === undefined ? {} : { userId }) };
    const rows = await guarded(() =>
      database.absence.findMany({ where, ...ABSENCE_WITH_NAMES, orderBy: [{ startsAt: 'asc' }, { id: 'asc' }] }),
    );
    return rows.map(toAbsence);
  },

  rules: async () => (await guarded(() => database.$queryRawUnsafe<RuleRow[]>(RULES, null))).map(toRule),
  rule: async (id) => (await guarded(() => database.$queryRawUnsafe<RuleRow[]>(RULES, id))).map(toRule)[0],

  question: ({ referralId, duty, at }) => callFunction<OwnerQuestion>(database, 'owner_question', referralId, duty, at),
  // A sample knows no working hours: which program's calendar would count is not said.
  sampleQuestion: ({ programId, duty, at }) =>
    callFunction<SampleQuestion>(database, 'owner_candidates', programId, false, duty, at),

  partnerTier: async (partnerId) =>
    (await guarded(() => database.partner.findUnique({ where: { id: partnerId }, select: { tier: true } })))?.tier,

  owned: (userId, limit) => guarded(() => database.$queryRawUnsafe<OwnedRecord[]>(OWNED, userId, limit)),

  names: async (userIds) => {
    const where = { id: { in: [...userIds] } };
    const users = await guarded(() => database.user.findMany({ where, select: { id: true, name: true } }));
    return new Map(users.map(({ id, name }) => [id, name]));
  },
});
