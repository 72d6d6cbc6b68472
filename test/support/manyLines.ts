import { copyLines } from '../../scripts/bench/copyLines.ts';
import { approvedLine, SIGNED_AT, type MoneyWorld } from './moneyWorld.ts';
import { testVault } from './payees.ts';

/** As many approved lines as asked for, of so many partners with an account each, besides the one that they are copies of. */
export async function manyLines(
  world: MoneyWorld,
  { lines, partners }: { lines: number; partners: number },
): Promise<void> {
  const { database, staff } = world;
  const { referralId, partnerId, line } = await approvedLine(world, { amount: 1_000_000 });
  await copyLines((sql, ...values) => database.$executeRawUnsafe(sql, ...values), {
    of: { referralId, partnerId, commissionId: line.commissionId },
    ...{ lines, partners, vault: testVault },
    staff: { enters: staff.olga, verifies: staff.paul, approves: staff.ines },
    at: new Date(SIGNED_AT),
  });
}
