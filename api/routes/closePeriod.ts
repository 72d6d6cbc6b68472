import type { BookDesk } from '../../adapters/database/booksPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { checkStepUp } from '../auth/stepUp.ts';
import { closePeriod, proposeClosing } from '../operations/ledger.ts';
import { presentPeriod } from '../presenters/ledger.ts';
import { route, type Route } from '../route.ts';

export type ClosingDeps = { bookDesk: BookDesk; stepUpMs: number };

export const proposeClosingRoute = ({ bookDesk }: ClosingDeps): Route =>
  route(proposeClosing, ({ body: { period }, caller, ticket, now }) =>
    answerOnce(bookDesk, ticket, async (writes) => {
      const proposed = await writes.proposeClosing({ period, by: caller.id, at: now });
      return { status: 201, body: presentPeriod(proposed, null) };
    }),
  );

export const closePeriodRoute = ({ bookDesk, stepUpMs }: ClosingDeps): Route =>
  route(closePeriod, ({ body: { period }, caller, ticket, now }) => {
    checkStepUp(caller, { now, stepUpMs });
    return answerOnce(bookDesk, ticket, async (writes) => {
      const closed = await writes.close({ period, by: caller.id, at: now });
      return { status: 200, body: presentPeriod(closed, period) };
    });
  });
