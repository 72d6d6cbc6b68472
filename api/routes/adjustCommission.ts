import { adjustCommission } from '../operations/adjustments.ts';
import { route, type Route } from '../route.ts';
import { commandLine, type MoneyCommandDeps } from './decideCommission.ts';

/** A proposal moves no money, so it asks for no fresh proof of who it is; its approval does. */
export const adjustCommissionRoute = (deps: MoneyCommandDeps): Route =>
  route(adjustCommission, (exchange) => {
    const { message, ...payload } = exchange.body;
    return commandLine(deps, exchange, { name: 'adjust', payload, texts: { message }, stepUp: false });
  });
