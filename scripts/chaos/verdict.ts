import type { Pool } from 'pg';
import type { Row } from '../bench/report.ts';
import { chainFinding } from './invariants/chains.ts';
import type { Finding } from './invariants/invariant.ts';
import { linesFinding } from './invariants/lines.ts';
import { moneyFindings } from './invariants/money.ts';
import { receiptFindings, storyFinding } from './invariants/outside.ts';
import { queueFindings } from './invariants/queue.ts';
import { reconciliationFinding } from './invariants/reconciliation.ts';
import { railFindings } from './invariants/rail.ts';
import type { ChaosWorld } from './world.ts';

const SHOWN_MAX = 5;

/** Everything that must be true when all is calm, but for the mails. */
export const allFindings = async (world: ChaosWorld): Promise<Finding[]> => [
  ...(await receiptFindings(world)),
  await storyFinding(world),
  ...(await queueFindings(world.pool)),
  await chainFinding(world.pool),
  ...(await moneyFindings(world.pool)),
  await linesFinding(world.pool),
  ...(await railFindings(world)),
  await reconciliationFinding(world),
];

/** Nothing looked at is nothing shown, never a yes. */
const metBy = ({ checked, violations }: Finding): boolean | 'not shown' =>
  checked === 0 && violations.length === 0 ? 'not shown' : violations.length === 0;

export const findingRows = (findings: readonly Finding[]): Row[] =>
  findings.map((finding) => ({
    what: finding.name,
    measured: `${String(finding.checked)} checked, ${String(finding.violations.length)} violations`,
    target: '0',
    met: metBy(finding),
  }));

export function printViolations(findings: readonly Finding[]): void {
  for (const { name, violations } of findings) {
    for (const violation of violations.slice(0, SHOWN_MAX)) console.log(`  ${name}: ${violation}`);
  }
}

export async function stagesText(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ stage: string; n: string }>(
    'SELECT stage, count(*) AS n FROM referrals GROUP BY stage ORDER BY stage',
  );
  return rows.map(({ stage, n }) => `${stage} ${n}`).join(', ');
}
