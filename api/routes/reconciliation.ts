import type { Csv } from '../../adapters/csv/port.ts';
import type { FindingRecord, Reconciliations } from '../../adapters/database/reconciliationPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { checkIfMatch, etagOf } from '../etag.ts';
import { acceptFinding, readReconciliation, startComparison } from '../operations/reconciliation.ts';
import {
  FINDING_COLUMNS,
  findingRow,
  mayAcceptFinding,
  presentFinding,
  presentReconciliation,
} from '../presenters/reconciliation.ts';
import { route, type Route } from '../route.ts';
import { refusedWith } from './decideCommission.ts';
import { csvFile } from '../textFile.ts';

export type ReconciliationDeps = { reconciliations: Reconciliations; csv: Csv };

export const readReconciliationRoute = ({ reconciliations, csv }: ReconciliationDeps): Route =>
  route(readReconciliation, async ({ caller, wantsCsv }) => {
    const record = await reconciliations.read();
    return wantsCsv
      ? csvFile('reconciliation.csv', csv.table(record.findings.map(findingRow), FINDING_COLUMNS))
      : { status: 200, body: presentReconciliation(record, caller) };
  });

export const startComparisonRoute = ({ reconciliations }: ReconciliationDeps): Route =>
  route(startComparison, ({ caller, ticket, now }) =>
    answerOnce(reconciliations, ticket, async (writes) => ({
      status: 202,
      body: await writes.start({ by: caller.id, at: now }),
    })),
  );

export const acceptFindingRoute = ({ reconciliations }: ReconciliationDeps): Route =>
  route(acceptFinding, ({ ids, body, ifMatch, caller, ticket, now }) =>
    answerOnce(reconciliations, ticket, async (writes) => {
      const check = (finding: FindingRecord): void => {
        checkIfMatch(ifMatch, finding.version);
        const permission = mayAcceptFinding(finding, caller);
        if (!permission.allowed) throw refusedWith(permission, caller.name);
      };
      const accepted = await writes.accept({ id: ids.id, reason: body.reason, by: caller.id, at: now, check });
      return { status: 200, body: presentFinding(accepted, caller), headers: { ETag: etagOf(accepted.version) } };
    }),
  );
