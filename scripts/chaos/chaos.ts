import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runCrashPoints } from './crashPoints.ts';
import { runLoseTemporal } from './loseTemporal.ts';
import { runStorm } from './storm.ts';

/**
 * Breaks an installation and looks whether all is well afterwards (docs/operations.md):
 * `npm run chaos` kills at random under load, `-- --crash-points` kills at every crash point once, and
 * `-- --lose-temporal 500` throws the database of Temporal away under that many open referrals.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    referrals: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '100' },
    'work-on': { type: 'string', default: '60' },
    'lose-temporal': { type: 'string' },
    'crash-points': { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
const referrals = Number(values.referrals);
const kills = Number(values.kills);
const workOnSeconds = Number(values['work-on']);
const toResume = Number(values['lose-temporal'] ?? 0);
if (![seed, referrals, kills, workOnSeconds, toResume].every(Number.isInteger)) {
  throw new Error(
    '--seed N --referrals N --kills N --work-on SECONDS | --lose-temporal N | --crash-points [--only prefix]',
  );
}
if (values['crash-points']) await runCrashPoints({ seed, only: values.only });
else if (toResume > 0) await runLoseTemporal({ seed, referrals: toResume });
else await runStorm({ seed, referrals, kills, workOnMs: workOnSeconds * 1_000 });
