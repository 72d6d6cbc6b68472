import { createHash } from 'node:crypto';
import type { Statements } from '../../adapters/database/statementsPort.ts';
import type { Rail } from '../../adapters/rails/port.ts';
import { AppError } from '../../domain/errors.ts';
import { answerBefore } from '../giveCommand.ts';
import { listStatements, uploadStatement } from '../operations/statements.ts';
import { presentStatement } from '../presenters/payoutRun.ts';
import { route, type Reply } from '../route.ts';
import { checkRunCommand, findRun, tellRun, type RunCommandDeps } from './commandPayoutRun.ts';

export type StatementDeps = RunCommandDeps & {
  statements: Statements;
  /** Who can read what the bank says, by rail. */
  statementReaders: Readonly<Record<string, Pick<Rail, 'parseStatement'>>>;
};

/** A file is known by its content: the same again, whoever brings it, has been taken in already. */
export const uploadStatementRoute = (deps: StatementDeps) =>
  route(uploadStatement, async (exchange) => {
    const { caller, ids, upload, ticket, requestId, now } = exchange;
    const { statements, statementReaders, moneyReads, stepUpMs } = deps;
    const fileHash = createHash('sha256').update(upload.bytes).digest('hex');
    const answerDone = async (): Promise<Reply> => {
      const statement = await statements.ofFile({ runId: ids.id, fileHash });
      if (statement === undefined) throw new AppError({ code: 'not_found' });
      return { status: 200, body: presentStatement(statement) };
    };
    const before = await answerBefore(deps, { callerId: caller.id, ticket, requestId, answerDone });
    if (before !== undefined) return before;

    const run = await findRun(moneyReads, ids.id);
    checkRunCommand({ name: 'statement' }, { run, caller, now, stepUpMs });
    const reader = statementReaders[run.rail];
    if (reader === undefined) throw new AppError({ code: 'internal_error', cause: `there is no rail "${run.rail}"` });
    const lines = reader.parseStatement(upload.bytes);
    const statement = await statements.keep({
      runId: run.id,
      fileName: upload.name,
      fileHash,
      lines,
      by: caller.id,
      at: now,
    });
    if (statement.findings !== null) return { status: 200, body: presentStatement(statement) };
    return tellRun(deps, exchange, { name: 'statement', payload: { statementId: statement.id }, answerDone });
  });

export const listStatementsRoute = ({ moneyReads, statements }: StatementDeps) =>
  route(listStatements, async ({ ids }) => {
    const run = await findRun(moneyReads, ids.id);
    return { status: 200, body: { data: (await statements.list(run.id)).map(presentStatement) } };
  });
