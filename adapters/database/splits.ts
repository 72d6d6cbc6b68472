import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { callFunction, callProcedure } from './callFunction.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import { readFor } from './partnerReads.ts';
import { onceInTransaction } from './setup.ts';
import type { SplitOfReferral, SplitRecord, Splits, SplitWrites } from './splitsPort.ts';

const SPLIT = `SELECT split_is_late($1) AS "isLate", (SELECT jsonb_build_object('id', s.id,
    'partner', jsonb_build_object('id', p.id, 'name', p.name), 'basisPoints', s.basis_points, 'state', s.state,
    'proposedBy', jsonb_build_object('id', s.proposed_by, 'name', proposer.name), 'proposedAt', iso_ms(s.proposed_at),
    'answeredBy', CASE WHEN s.answered_by IS NOT NULL THEN jsonb_build_object('id', s.answered_by, 'name', answerer.name) END,
    'answeredAt', iso_ms(s.answered_at))
  FROM referral_splits s JOIN partners p ON p.id = s.partner_id LEFT JOIN users proposer ON proposer.id = s.proposed_by
    LEFT JOIN users answerer ON answerer.id = s.answered_by
  WHERE s.referral_id = $1 ORDER BY s.state = 'agreed' DESC, s.id DESC LIMIT 1) AS split`;

async function readSplit(as: Queryable, referralId: string): Promise<SplitOfReferral> {
  const [row] = await as.$queryRawUnsafe<SplitOfReferral[]>(SPLIT, referralId);
  if (row === undefined) throw new AppError({ code: 'internal_error', cause: 'a query of one row had none' });
  return row;
}

export const createSplits = (database: Database): Splits => ({
  split: (referralId, partnerId) => readFor(database, partnerId, (as) => readSplit(as, referralId)),

  once: (ticket, act) => onceInTransaction(database, ticket, (transaction) => act(createWrites(transaction))),
});

const createWrites = (transaction: Transaction): SplitWrites => ({
  locked: async (referralId) => {
    await transaction.$executeRaw`SELECT 1 FROM referrals WHERE id = ${referralId} FOR UPDATE`;
    return readSplit(transaction, referralId);
  },

  propose: async (wish) => {
    const { referralId, partnerId, basisPoints, by, at } = wish;
    const { partnerId: referrerId } = await checkOther(transaction, wish);
    const [before] = await transaction.referralSplit.updateManyAndReturn({
      where: { referralId, state: 'proposed' },
      data: { state: 'withdrawn', answeredBy: by.id, answeredAt: at },
    });
    if (before !== undefined) await tell(transaction, { ...wish, ...before, what: 'withdrawn' });
    const split = { id: newId('split'), referralId, partnerId, basisPoints };
    await transaction.referralSplit.create({ data: { ...split, proposedBy: by.id, proposedAt: at } });
    const eventId = await tell(transaction, { ...wish, ...split, what: 'proposed' });
    await callProcedure(transaction, 'enqueue_mail', eventId, referralId, {
      text: 'split_proposed',
      receiver: { kind: 'partner', partnerId: referrerId },
      facts: { partnerId, basisPoints },
    });
    return standing(await readSplit(transaction, referralId));
  },

  answer: async (wish) => {
    const { referralId, answer, by, at } = wish;
    const { id, partner, basisPoints, proposedBy } = wish.split;
    if (answer === 'agreed') await checkOther(transaction, { referralId, partnerId: partner.id });
    const split = { id, partnerId: partner.id, basisPoints };
    await transaction.referralSplit.update({
      where: { id },
      data: { state: answer, answeredBy: by.id, answeredAt: at },
    });
    const eventId = await tell(transaction, { ...wish, ...split, what: answer });
    const facts = { partnerId: partner.id, basisPoints };
    const send = (mail: Record<string, unknown>): Promise<void> =>
      callProcedure(transaction, 'enqueue_mail', eventId, referralId, mail);
    if (answer !== 'withdrawn') {
      const receiver = { kind: 'user', userId: proposedBy.id };
      await send({ text: 'split_answered', receiver, facts: { ...facts, answer } });
    }
    if (answer === 'agreed') {
      await send({ text: 'split_agreed', receiver: { kind: 'partner', partnerId: partner.id }, facts });
    }
    return standing(await readSplit(transaction, referralId));
  },
});

/** Throws `partner_not_active` unless it is shared with a partner that is active in the program of the referral. */
async function checkOther(
  transaction: Transaction,
  { referralId, partnerId }: { referralId: string; partnerId: string },
): Promise<{ partnerId: string }> {
  const referral = await transaction.referral.findUniqueOrThrow({
    where: { id: referralId },
    select: { partnerId: true, programId: true },
  });
  const { programId } = referral;
  const other = await transaction.enrolment.count({
    where: { programId, partnerId, state: 'active', partner: { state: 'active' } },
  });
  if (other === 0)
    throw new AppError({ code: 'partner_not_active', detail: 'It is shared with another partner of the program.' });
  return referral;
}

type Told = Parameters<SplitWrites['propose']>[0] & { id: string; what: string };

async function tell(
  transaction: Transaction,
  { referralId, id, partnerId, basisPoints, by, source, at, what }: Told,
): Promise<string> {
  const written = await callFunction<{ id: string }>(transaction, 'append_event_row', referralId, {
    at: at.toISOString(),
    type: `split.${what}`,
    actor: by,
    source,
    from: null,
    to: null,
    reasonCode: null,
    public: { splitId: id, partnerId, basisPoints },
  });
  return written.id;
}

function standing({ split }: Pick<SplitOfReferral, 'split'>): SplitRecord {
  if (split === null)
    throw new AppError({ code: 'internal_error', cause: 'a split that was just written is not there' });
  return split;
}
