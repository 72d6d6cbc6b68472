import type { PayoutDesk } from '../../adapters/database/payoutDeskPort.ts';
import { railFacts, type RailName } from '../../domain/commission/rails.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { createPayoutRun } from '../operations/money.ts';
import { preparePayoutRun } from '../operations/payoutDrafts.ts';
import { listPayoutRails } from '../operations/payoutRails.ts';
import { runReply } from '../presenters/payoutRun.ts';
import { route } from '../route.ts';

type Deps = {
  payoutDesk: PayoutDesk;
  /** In which this installation pays. */
  rails: readonly RailName[];
};

export const createPayoutRunRoute = ({ payoutDesk, rails }: Deps) =>
  route(createPayoutRun, ({ body, caller, ticket, now }) => {
    checkRail(body, rails);
    return answerOnce(payoutDesk, ticket, async (writes) => {
      const { rail, currency } = body;
      const cutOff = body.cutOff === undefined ? now : new Date(body.cutOff);
      return runReply(await writes.prepare({ rail, currency, cutOff, by: caller.id, at: now }), 201);
    });
  });

export const preparePayoutRunRoute = ({ payoutDesk }: Pick<Deps, 'payoutDesk'>) =>
  route(preparePayoutRun, ({ caller, ids, ticket, now }) =>
    answerOnce(payoutDesk, ticket, async (writes) =>
      runReply(await writes.prepareDraft({ runId: ids.id, by: caller.id, at: now })),
    ),
  );

/** Said before anything is prepared: a run is never paid by another rail than its own. */
function checkRail({ rail, currency }: { rail: RailName; currency: string }, rails: readonly RailName[]): void {
  const carried = railFacts(rail).currency;
  const errors = [
    ...(rails.includes(rail)
      ? []
      : [{ pointer: '/rail', code: 'not_set_up', message: `This installation does not pay by ${rail}.` }]),
    ...(carried === null || carried === currency
      ? []
      : [{ pointer: '/currency', code: 'invalid', message: `${rail} carries ${carried} only.` }]),
  ];
  if (errors.length > 0) throw new AppError({ code: 'invalid_request', facts: { errors } });
}

export const listPayoutRailsRoute = ({ rails }: Pick<Deps, 'rails'>) =>
  route(listPayoutRails, () => {
    const data = rails.map((name) => {
      const { currency, file } = railFacts(name);
      return { name, currency, makesFile: file !== null };
    });
    return Promise.resolve({ status: 200, body: { data } });
  });
