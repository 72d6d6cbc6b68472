import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { callProcedure } from './callFunction.ts';
import type { Database, Queryable, Transaction } from './client.ts';
import type { AgreementRecord, Agreements, AgreementWrites } from './documentsPort.ts';
import { readFor } from './partnerReads.ts';
import { onceInTransaction } from './setup.ts';

/** $1: the partner who reads, or null. */
const AGREEMENTS = `SELECT g.id, g.program_id AS "programId", m.name AS "programName", g.version, g.title, g.text, iso_ms(g.published_at) AS "publishedAt",
    (SELECT iso_ms(a.accepted_at) FROM agreement_acceptances a WHERE a.agreement_id = g.id AND a.partner_id = $1) AS "acceptedAt",
    CASE WHEN $1::text IS NULL THEN (SELECT count(*)::int FROM agreement_acceptances a WHERE a.agreement_id = g.id) END AS acceptances
  FROM agreements g LEFT JOIN programs m ON m.id = g.program_id
  WHERE ($1::text IS NULL OR g.program_id IS NULL OR EXISTS (SELECT 1 FROM enrolments e WHERE e.partner_id = $1 AND e.program_id = g.program_id))`;

const LATEST = `AND ($1::text IS NULL OR NOT EXISTS (SELECT 1 FROM agreements n
    WHERE n.program_id IS NOT DISTINCT FROM g.program_id AND n.version > g.version))
  ORDER BY m.name NULLS FIRST, g.version DESC`;

async function readAgreement(as: Queryable, partnerId: string | null, id: string): Promise<AgreementRecord> {
  const [agreement] = await as.$queryRawUnsafe<AgreementRecord[]>(`${AGREEMENTS} AND g.id = $2`, partnerId, id);
  if (agreement === undefined) throw new AppError({ code: 'not_found' });
  return agreement;
}

export const createAgreements = (database: Database): Agreements => ({
  list: (readerPartnerId) =>
    readFor(database, readerPartnerId, (as) =>
      as.$queryRawUnsafe<AgreementRecord[]>(`${AGREEMENTS} ${LATEST}`, readerPartnerId),
    ),
  once: (ticket, act) => onceInTransaction(database, ticket, (as) => act(createWrites(as))),
});

const createWrites = (as: Transaction): AgreementWrites => ({
  publish: async ({ programId, title, text, by, at }) => {
    if (programId !== null && (await as.program.count({ where: { id: programId } })) === 0) {
      throw new AppError({ code: 'not_found' });
    }
    // Versions of one agreement are numbered one after the other, also of that without a program, which no index keeps apart.
    await callProcedure(as, 'lock_name', `agreement:${programId ?? ''}`);
    const version = (await as.agreement.count({ where: { programId } })) + 1;
    const id = newId('agreement');
    await as.agreement.create({ data: { id, programId, version, title, text, publishedBy: by, publishedAt: at } });
    return readAgreement(as, null, id);
  },

  accept: async ({ id, partnerId, by, at }) => {
    const { acceptedAt } = await readAgreement(as, partnerId, id);
    if (acceptedAt === null) {
      await as.agreementAcceptance.createMany({
        data: [{ agreementId: id, partnerId, acceptedBy: by, acceptedAt: at }],
        skipDuplicates: true,
      });
    }
    return readAgreement(as, partnerId, id);
  },
});
