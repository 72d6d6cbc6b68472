import type { Reads } from '../adapters/database/readsPort.ts';
import type { Staff } from '../adapters/database/staffPort.ts';
import type { Route } from './route.ts';
import { createRoutingRuleRoute } from './routes/createRoutingRule.ts';
import { deleteRoutingRuleRoute } from './routes/deleteRoutingRule.ts';
import { dryRunRoutingRoute } from './routes/dryRunRouting.ts';
import { endAbsenceRoute } from './routes/endAbsence.ts';
import { listAbsencesRoute } from './routes/listAbsences.ts';
import { listRoutingRulesRoute } from './routes/listRoutingRules.ts';
import { planAbsenceRoute } from './routes/planAbsence.ts';
import { replaceRoutingRuleRoute } from './routes/replaceRoutingRule.ts';

export type StaffDeps = { staff: Staff; reads: Reads };

/** Who works on what: absences and routing. */
export const staffRoutes = (deps: StaffDeps): Route[] => [
  listAbsencesRoute(deps),
  planAbsenceRoute(deps),
  endAbsenceRoute(deps),
  listRoutingRulesRoute(deps),
  createRoutingRuleRoute(deps),
  dryRunRoutingRoute(deps),
  replaceRoutingRuleRoute(deps),
  deleteRoutingRuleRoute(deps),
];
