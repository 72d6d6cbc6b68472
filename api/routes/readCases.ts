import type { CaseReads } from '../../adapters/database/caseReadsPort.ts';
import { AppError } from '../../domain/errors.ts';
import { scopeOf } from '../auth/caller.ts';
import { pageAnswer, pageRequest } from '../cursor.ts';
import { listCases, readCase } from '../operations/cases.ts';
import { caseReply, presentCase } from '../presenters/case.ts';
import { route, type Route } from '../route.ts';

type Deps = { caseReads: CaseReads };

export const listCasesRoute = ({ caseReads }: Deps): Route =>
  route(listCases, async ({ caller, query, now }) => {
    const { limit, cursor, ...filter } = query;
    const [{ rows, next }, people] = await Promise.all([
      caseReads.cases(scopeOf(caller), filter, pageRequest({ limit, cursor }, filter)),
      caller.partnerId === null ? caseReads.deciders() : [],
    ]);
    const data = rows.map((record) => presentCase({ record, caller, people, now }));
    return { status: 200, body: pageAnswer(data, next, filter) };
  });

export const readCaseRoute = ({ caseReads }: Deps): Route =>
  route(readCase, async ({ caller, ids, now }) => {
    const [record, people] = await Promise.all([
      caseReads.case(scopeOf(caller), ids.id),
      caller.partnerId === null ? caseReads.deciders() : [],
    ]);
    if (record === undefined) throw new AppError({ code: 'not_found' });
    return caseReply({ record, caller, people, now });
  });
