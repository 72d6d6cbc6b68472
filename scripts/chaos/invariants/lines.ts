import type { Pool } from 'pg';
import type { LineExplanation } from '../../../domain/commission/explanation.ts';
import { recompute } from '../../../domain/commission/recompute.ts';
import type { Finding } from './invariant.ts';

type LineRow = { id: string; amount_minor: string; currency: string; explanation: LineExplanation };

const LINES = 'SELECT id, amount_minor::text, currency, explanation FROM commissions';

/** What is wrong with a line, or nothing. */
function problemOf({ id, amount_minor: amount, currency, explanation }: LineRow): string[] {
  try {
    const again = recompute(explanation);
    const isSo = again.amountMinor === BigInt(amount) && again.currency === currency;
    return isSo ? [] : [`${id} is ${amount} ${currency}, explained ${String(again.amountMinor)} ${again.currency}`];
  } catch (error) {
    return [`${id}: ${String(error)}`];
  }
}

/** Reckoned anew from nothing but what is stored with each line. */
export async function linesFinding(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<LineRow>(LINES);
  return {
    name: 'every line is what its explanation comes to',
    checked: rows.length,
    violations: rows.flatMap(problemOf),
  };
}
