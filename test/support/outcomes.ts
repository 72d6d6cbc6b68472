import { DAY_MS } from '../../domain/duration.ts';
import type { ClockKind } from '../../domain/sla/clocks.ts';
import type { ApiServer } from './apiServer.ts';

type Outcomes = {
  programId: string;
  partnerId: string;
  owner: string;
  kind: ClockKind;
  kept: number;
  paused?: number;
  missed?: number;
  daysAgo?: number;
};

/** Outcomes as stories write them: `kept` in time, `paused` in time only because of a pause, `missed`. */
export async function plantOutcomes(api: ApiServer, outcomes: Outcomes): Promise<void> {
  const { programId, partnerId, owner, kind, kept, paused = 0, missed = 0, daysAgo = 1 } = outcomes;
  const at = new Date(Date.now() - daysAgo * DAY_MS);
  const rows = [...Array(kept + paused + missed).keys()].map((n) => ({
    referralId: `ref_${kind}_${owner}_${partnerId}_${String(daysAgo)}_${String(n)}`,
    kind,
    startedAt: at,
    programId,
    partnerId,
    ownerId: owner,
    dueAt: at,
    decidedAt: at,
    kept: n < kept + paused,
    keptWithoutPauses: n < kept,
  }));
  await api.planted.clockResult.createMany({ data: rows });
}
