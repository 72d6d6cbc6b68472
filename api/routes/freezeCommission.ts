import { freezeCommission, unfreezeCommission } from '../operations/money.ts';
import { route, type Route } from '../route.ts';
import { commandLine, noted, type MoneyCommandDeps } from './decideCommission.ts';

/** Finance stops a line, and lets it go on. What a case has stopped goes on with its decision. */
export const freezeCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(freezeCommission, (exchange) => {
    const { note, ...payload } = exchange.body;
    return commandLine(deps, exchange, { name: 'freeze', payload, texts: noted(note), stepUp: false });
  });

export const unfreezeCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(unfreezeCommission, (exchange) => {
    const { note, ...payload } = exchange.body;
    return commandLine(deps, exchange, { name: 'unfreeze', payload, texts: noted(note), stepUp: true });
  });
