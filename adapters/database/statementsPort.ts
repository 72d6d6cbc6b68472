import type { Finding, StatementLine } from '../../domain/commission/statementLine.ts';

/** A statement as it is kept; `findings` is null until the run has taken it in. */
export type StatementRecord = {
  id: string;
  runId: string;
  fileName: string;
  fileHash: string;
  uploadedBy: { id: string; name: string | null };
  uploadedAt: string;
  lines: StatementLine[];
  findings: Finding[] | null;
};

type NewStatement = {
  runId: string;
  fileName: string;
  fileHash: string;
  lines: readonly StatementLine[];
  by: string;
  at: Date;
};

/** The bank's statements of a run. Throw `busy`, `unavailable`. */
export interface Statements {
  /** Keeps what was read from a file; the same file again is the one that is there. Says nothing about the run yet. */
  keep(statement: NewStatement): Promise<StatementRecord>;
  ofFile(asked: { runId: string; fileHash: string }): Promise<StatementRecord | undefined>;
  /** All of a run, newest first. */
  list(runId: string): Promise<StatementRecord[]>;
}
