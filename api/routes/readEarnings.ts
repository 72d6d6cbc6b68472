import type { MoneyReads } from '../../adapters/database/moneyReadsPort.ts';
import { moneyReadScope } from '../../domain/approval/moneyScope.ts';
import { commandActorOf } from '../auth/caller.ts';
import { readEarnings } from '../operations/earnings.ts';
import { route } from '../route.ts';

export const readEarningsRoute = ({ moneyReads }: { moneyReads: MoneyReads }) =>
  route(readEarnings, async ({ caller }) => ({
    status: 200,
    body: await moneyReads.earnings(moneyReadScope(commandActorOf(caller), caller.kind === 'api_key')),
  }));
