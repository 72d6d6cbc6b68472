import { setTimeout as pause } from 'node:timers/promises';
import type { MailMode } from '../bench/installation.ts';
import type { Chance } from './random.ts';
import { count } from './count.ts';
import type { ChaosWorld } from './world.ts';

const BETWEEN_MAX_MS = 8_000;
const AWAY_MAX_MS = 4_000;
const AGAIN_MS = 500;

const MAIL_MODES: readonly MailMode[] = ['refuse', 'close', 'hang', 'lose'];

/** The built-in CRM is two tables: without their grant every call of the worker fails, as with a CRM that is away. */
const CRM_AWAY = 'REVOKE INSERT ON crm_accounts, crm_records FROM fairlead_worker';
const CRM_BACK = 'GRANT INSERT ON crm_accounts, crm_records TO fairlead_worker';

/** Mail and CRM are away now and then, each in its ways, until `stopped`; both work afterwards. */
export async function runOutages(world: ChaosWorld, chance: Chance, stopped: () => boolean): Promise<void> {
  const { installation, tally } = world;
  while (!stopped() && !world.isOver()) {
    await pause(chance.next() * BETWEEN_MAX_MS);
    if (chance.next() < 0.5) {
      const mode = chance.pick(MAIL_MODES);
      installation.setMailMode(mode);
      count(tally.outages, `mail: ${mode}`);
    } else {
      await world.pool.query(CRM_AWAY).catch(() => undefined);
      count(tally.outages, 'CRM');
    }
    await pause(chance.next() * AWAY_MAX_MS);
    await endOutages(world);
  }
}

async function endOutages({ installation, pool }: ChaosWorld): Promise<void> {
  installation.setMailMode('accept');
  for (;;) {
    try {
      await pool.query(CRM_BACK);
      return;
    } catch {
      await pause(AGAIN_MS); // PostgreSQL was killed under our hands
    }
  }
}
