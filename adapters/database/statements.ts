import type { StatementFacts } from '../../domain/commission/statement.ts';
import {
  itemsNamedBy,
  movementsIn,
  SHORT_ID_LENGTH,
  type Finding,
  type StatementLine,
} from '../../domain/commission/statementLine.ts';
import { newId } from '../ids.ts';
import { guarded } from './callFunction.ts';
import type { Database, Queryable } from './client.ts';
import type { StatementRecord, Statements } from './statementsPort.ts';

const STATEMENTS = `SELECT s.id, s.run_id AS "runId", s.file_name AS "fileName", s.file_hash AS "fileHash",
    jsonb_build_object('id', s.uploaded_by, 'name', u.name) AS "uploadedBy", iso_ms(s.uploaded_at) AS "uploadedAt", s.lines, s.findings
  FROM payout_statements s LEFT JOIN users u ON u.id = s.uploaded_by`;

export const createStatements = (database: Database): Statements => {
  const read = (condition: string, ...values: string[]): Promise<StatementRecord[]> =>
    guarded(() =>
      database.$queryRawUnsafe<StatementRecord[]>(`${STATEMENTS} WHERE ${condition} ORDER BY s.id DESC`, ...values),
    );
  const ofFile = async ({ runId, fileHash }: { runId: string; fileHash: string }) =>
    (await read('s.run_id = $1 AND s.file_hash = $2', runId, fileHash))[0];
  return {
    keep: async ({ runId, fileName, fileHash, lines, by, at }) => {
      const id = newId('statement');
      await guarded(
        () => database.$executeRaw`
        INSERT INTO payout_statements(id, run_id, file_name, file_hash, lines, uploaded_by, uploaded_at)
        VALUES (${id}, ${runId}, ${fileName}, ${fileHash}, ${JSON.stringify(lines)}::jsonb, ${by}, ${at})
        ON CONFLICT (run_id, file_hash) DO NOTHING`,
      );
      const kept = await ofFile({ runId, fileHash });
      if (kept === undefined) throw new Error(`statement ${id} is gone`);
      return kept;
    },
    ofFile,
    list: (runId) => read('s.run_id = $1', runId),
  };
};

type StatementRow = { id: string; lines: StatementLine[]; findings: Finding[] | null };

/** A statement with what was told before; under the lock of its run. null when the run has no such statement. */
export async function readStatementFacts(
  as: Queryable,
  { runId, statementId }: { runId: string; statementId: string | undefined },
): Promise<StatementFacts | null> {
  if (statementId === undefined) return null;
  const rows = await as.$queryRawUnsafe<StatementRow[]>(
    'SELECT id, lines, findings FROM payout_statements WHERE run_id = $1',
    runId,
  );
  const statement = rows.find(({ id }) => id === statementId);
  if (statement === undefined) return null;
  const elsewhere = await as.$queryRawUnsafe<{ id: string }[]>(
    `SELECT id FROM payout_items WHERE id = ANY($1) AND run_id <> $2
     UNION SELECT id FROM payout_items WHERE upper(right(id, ${String(SHORT_ID_LENGTH)})) = ANY($3) AND run_id <> $2`,
    [...new Set(statement.lines.flatMap(itemsNamedBy))],
    runId,
    shortIdsIn(statement.lines),
  );
  return {
    id: statement.id,
    lines: statement.lines,
    isTaken: statement.findings !== null,
    told: new Set(rows.flatMap(({ lines, findings }) => (findings === null ? [] : movementsIn(lines, findings)))),
    elsewhere: new Set(elsewhere.map(({ id }) => id)),
  };
}

/** What may be the id of an item as an entry of ACH has it. */
const shortIdsIn = (lines: readonly StatementLine[]): string[] => [
  ...new Set(lines.flatMap(({ endToEndId }) => (endToEndId?.length === SHORT_ID_LENGTH ? [endToEndId] : []))),
];
