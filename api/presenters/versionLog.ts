import type { Named } from '../../adapters/database/moneyReadsPort.ts';
import type { PayeeDecision } from '../../domain/payees/state.ts';

type Decision = { kind: PayeeDecision; by: Named; at: string; reason: string | null } | null;
type Reading<What> = { at: string; what: What; by: Named; reason: string };
type Logged<What> = {
  version: number;
  changedAt: string;
  changedBy: Named;
  decision: Decision;
  readings: readonly Reading<What>[];
};
type Entry<What> = {
  at: string;
  what: 'changed' | PayeeDecision | What;
  version: number;
  by: Named | null;
  reason: string | null;
};

/**
 * What became of versions of an account or a tax profile, newest first. A partner reads that finance has decided and why, not who, and
 * not who has looked at it.
 */
export function versionLog<What extends string>(versions: readonly Logged<What>[], isPartner: boolean): Entry<What>[] {
  const entries = versions.flatMap(({ version, changedAt, changedBy, decision, readings }): Entry<What>[] => [
    { at: changedAt, what: 'changed', version, by: changedBy, reason: null },
    ...(decision === null
      ? []
      : [
          {
            at: decision.at,
            what: decision.kind,
            version,
            by: isPartner ? null : decision.by,
            reason: decision.reason,
          },
        ]),
    ...(isPartner ? [] : readings).map((reading) => ({ ...reading, version })),
  ]);
  return entries.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}
