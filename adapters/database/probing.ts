import { KNOWN_REASONS, PROBING, suspectsProbing } from '../../domain/matching/probing.ts';
import type { KnownCounts } from '../../domain/matching/probing.ts';
import { callFunction } from './callFunction.ts';
import type { Database } from './client.ts';
import type { ProbingWatch } from './probingPort.ts';

const DAY_MS = 86_400_000;

export const createProbingWatch = (database: Database): ProbingWatch => ({
  companyWasKnown: async ({ referralId, at }) => {
    const days = PROBING.windowDays.value;
    const since = new Date(Date.parse(at) - days * DAY_MS).toISOString();
    const asked = { referralId, since, reasons: KNOWN_REASONS };
    const counts = await callFunction<KnownCounts>(database, 'count_known_companies', asked);
    if (!suspectsProbing(counts)) return;
    const alert = { referralId, at, ...counts, days, quietDays: PROBING.quietDays.value };
    await callFunction(database, 'raise_probing_alert', alert);
  },
});
