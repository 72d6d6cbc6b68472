import { figuresAfter, refuseCorrection } from '../../domain/commission/correctDeal.ts';
import type { DealFigures } from '../../domain/commission/explanation.ts';
import { AppError } from '../../domain/errors.ts';
import { newId } from '../ids.ts';
import { callFunction } from './callFunction.ts';
import type { Queryable } from './client.ts';
import type { CorrectionRecord, CorrectionWish } from './dealDeskPort.ts';
import { lockWonWith, readRefunds } from './wonWith.ts';

type Stored = Omit<CorrectionRecord, 'referral'> & { reason: string };

const figures = (amount: string, firstYear: string): string =>
  `jsonb_build_object('amount', jsonb_build_object('amount', ${amount}, 'currency', c.currency),
    'firstYearNet', jsonb_build_object('amount', ${firstYear}, 'currency', c.currency))`;

/** What a correction `c` found, and what it made of that, as DealFigures. */
export const FIGURES = {
  from: figures('c.from_amount_minor', 'c.from_first_year_minor'),
  to: figures('c.amount_minor', 'c.first_year_minor'),
};

const CORRECTIONS = `SELECT c.id, c.deal_id AS "dealId", c.external_id AS "externalId", c.reason, iso_ms(c.recorded_at) AS "recordedAt",
    jsonb_build_object('id', c.recorded_by, 'name', u.name) AS "recordedBy",
    ${FIGURES.from} AS "from", ${FIGURES.to} AS "to"
  FROM deal_corrections c LEFT JOIN users u ON u.id = c.recorded_by WHERE c.deal_key = deal_key($1)`;

/** Of a deal, recorded last on top. */
export const CORRECTIONS_OF_DEAL = `${CORRECTIONS} ORDER BY c.place DESC LIMIT 200`;

async function readCorrection(as: Queryable, dealId: string, externalId: string): Promise<Stored | undefined> {
  const [stored] = await as.$queryRawUnsafe<Stored[]>(`${CORRECTIONS} AND c.external_id = $2`, dealId, externalId);
  return stored;
}

/** A correction of what a won deal is worth, in the transaction of the caller. */
export async function recordCorrection(
  as: Queryable,
  wish: CorrectionWish,
): Promise<{ correction: CorrectionRecord; isNew: boolean }> {
  const { dealId, externalId, by, reason } = wish;
  const [won] = await lockWonWith(as, dealId);
  const known = await readCorrection(as, dealId, externalId);
  if (known !== undefined)
    return { correction: { ...sameAgain(known, wish), referral: referralOf(won) }, isNew: false };
  if (won === undefined) throw new AppError({ code: 'not_found' });
  const from: DealFigures = { amount: won.deal.amount, firstYearNet: won.deal.firstYearNet };
  const to = figuresAfter(from, wish);
  const refunded = (await readRefunds(as, dealId)).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const refused = refuseCorrection({ from, to, refunded });
  if (refused !== null) throw new AppError(refused);
  const id = newId('correction');
  const at = wish.at.toISOString();
  const said = { correctionId: id, from: from.amount, amount: to.amount, firstYearNet: to.firstYearNet };
  const event = { at, type: 'deal.corrected', actor: { kind: 'user', id: by }, source: 'web', from: null, to: null };
  const record = { id, dealId, externalId, from, to, reason, by, at, referralId: won.id };
  await callFunction(as, 'record_correction', { ...record, event: { ...event, reasonCode: null, public: said } });
  const made = await readCorrection(as, dealId, externalId);
  if (made === undefined) throw new AppError({ code: 'internal_error', cause: 'the correction was not written' });
  return { correction: { ...made, referral: referralOf(won) }, isNew: true };
}

const referralOf = (won: { id: string; number: string } | undefined): CorrectionRecord['referral'] =>
  won === undefined ? null : { id: won.id, number: won.number };

/** What was recorded under this id stands; something else under it is refused. */
function sameAgain(known: Stored, { amount, firstYearNet, reason }: CorrectionWish): Stored {
  const isSame =
    known.to.amount.amount === amount.amount &&
    known.to.amount.currency === amount.currency &&
    (firstYearNet === undefined || known.to.firstYearNet.amount === firstYearNet.amount) &&
    known.reason === reason;
  if (!isSame) throw new AppError({ code: 'already_exists', facts: { correctionId: known.id } });
  return known;
}
