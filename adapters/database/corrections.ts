import type { DealCorrection, DealFigures } from '../../domain/commission/explanation.ts';
import { holdCounters } from './accruals.ts';
import { callFunction, guarded } from './callFunction.ts';
import type { Database } from './client.ts';
import { FIGURES } from './dealCorrections.ts';
import type { CorrectableLine, Lines } from './moneyPort.ts';

type Row = Omit<CorrectableLine, 'earnedMinor' | 'accruedAt'> & { earned: bigint; accruedAt: Date };

/** Lines that a rule has earned of the whole deal; what each payment earns stays, and what waits is estimated anew. */
const CORRECTABLE = `SELECT c.id, c.kind, c.explanation, c.accrual_key AS "accrualKey", c.accrued_at AS "accruedAt",
    coalesce(c.corrected_minor, c.amount_minor) AS earned, c.corrected,
    coalesce(c.corrected_minor, c.amount_minor) - owed_by_rule(c) AS "deniedMinor",
    CASE WHEN c.corrected->'moreWaits' IS NULL THEN c.corrected->'correction'->>'correctionId' END AS "correctionId",
    usable_rates(c.currency, $3::timestamptz) AS rates
  FROM commissions c WHERE c.referral_id = $1 AND c.deal_id = $2 AND c.adjusts IS NULL AND c.state NOT IN ('waiting_trigger', 'rejected')
    AND received_part(c) IS NULL ORDER BY c.id`;

/** The latest; what a deal was taken for before those matters no more. */
const FIGURES_MAX = 200;

export const createCorrections = (
  database: Database,
): Pick<Lines, 'correction' | 'figures' | 'correctable' | 'correct'> => ({
  correction: (referralId) =>
    guarded(async () => {
      const [row] = await database.$queryRawUnsafe<{ correction: DealCorrection }[]>(
        `SELECT jsonb_build_object('correctionId', c.id, 'from', ${FIGURES.from}, 'to', ${FIGURES.to}) AS correction
        FROM correction_of($1) AS c WHERE c.id IS NOT NULL`,
        referralId,
      );
      return row?.correction ?? null;
    }),

  figures: (referralId) =>
    guarded(async () => {
      const rows = await database.$queryRawUnsafe<Record<'from' | 'to', DealFigures>[]>(
        `SELECT ${FIGURES.from} AS "from", ${FIGURES.to} AS "to" FROM deal_corrections c WHERE c.referral_id = $1 AND c.win = wins_of($1)
        ORDER BY c.place DESC LIMIT ${String(FIGURES_MAX)}`,
        referralId,
      );
      return rows.flatMap(({ from, to }) => [from, to]);
    }),

  correctable: ({ referralId, dealId, at }) =>
    guarded(async () => {
      const rows = await database.$queryRawUnsafe<Row[]>(CORRECTABLE, referralId, dealId, at);
      return rows.map(({ earned, accruedAt, ...row }) => ({
        ...row,
        earnedMinor: earned,
        accruedAt: accruedAt.toISOString(),
      }));
    }),

  correct: (hold, corrected, made) =>
    guarded(() =>
      database.$transaction(async (transaction) => {
        const { lines, mail } = made(hold === null ? () => 0n : await holdCounters(transaction, hold));
        const written = lines.map((line) =>
          'awaitsRate' in line
            ? { id: line.id, awaitsRate: line.awaitsRate }
            : { id: line.id, correctedMinor: line.earned.amountMinor.toString(), corrected: line.explanation },
        );
        return await callFunction<boolean>(transaction, 'correct_lines', { ...corrected, lines: written, mail });
      }),
    ),
});
