import type { PayoutDesk } from '../../adapters/database/payoutDeskPort.ts';
import { answerOnce } from '../answerOnce.ts';
import { excludePayoutItem, includePayoutItem } from '../operations/money.ts';
import { runReply } from '../presenters/payoutRun.ts';
import { route, type Route } from '../route.ts';

type Deps = { payoutDesk: PayoutDesk };

const changeItemRoute = (
  { payoutDesk }: Deps,
  change: 'exclude' | 'include',
  operation: typeof excludePayoutItem | typeof includePayoutItem,
): Route =>
  route(operation, ({ body, caller, ids, ticket, now }) =>
    answerOnce(payoutDesk, ticket, async (writes) =>
      runReply(
        await writes.changeItem({
          change,
          runId: ids.id,
          itemId: ids.itemId,
          reason: body.reason,
          by: caller.id,
          at: now,
        }),
      ),
    ),
  );

export const excludePayoutItemRoute = (deps: Deps): Route => changeItemRoute(deps, 'exclude', excludePayoutItem);
export const includePayoutItemRoute = (deps: Deps): Route => changeItemRoute(deps, 'include', includePayoutItem);
