import type { Reads } from '../adapters/database/readsPort.ts';
import type { SetupReads } from '../adapters/database/setupPort.ts';
import type { Staff } from '../adapters/database/staffPort.ts';
import type { Stories } from '../adapters/temporal/port.ts';
import type { Route } from './route.ts';
import { changeUserRoute } from './routes/changeUser.ts';
import { createRoutingRuleRoute } from './routes/createRoutingRule.ts';
import { deleteRoutingRuleRoute } from './routes/deleteRoutingRule.ts';
import { dryRunRoutingRoute } from './routes/dryRunRouting.ts';
import { endAbsenceRoute } from './routes/endAbsence.ts';
import { handOverUserRoute } from './routes/handOverUser.ts';
import { listAbsencesRoute } from './routes/listAbsences.ts';
import { listRoutingRulesRoute } from './routes/listRoutingRules.ts';
import { planAbsenceRoute } from './routes/planAbsence.ts';
import { readHandoverRoute } from './routes/readHandover.ts';
import { replaceRoutingRuleRoute } from './routes/replaceRoutingRule.ts';

export type StaffDeps = {
  staff: Staff;
  reads: Reads;
  setupReads: SetupReads;
  stories: Stories;
  storyOf: (referralId: string) => string;
};

/** Who works on what: people, absences and routing. */
export const staffRoutes = (deps: StaffDeps): Route[] => [
  listAbsencesRoute(deps),
  planAbsenceRoute(deps),
  endAbsenceRoute(deps),
  listRoutingRulesRoute(deps),
  createRoutingRuleRoute(deps),
  dryRunRoutingRoute(deps),
  replaceRoutingRuleRoute(deps),
  deleteRoutingRuleRoute(deps),
  changeUserRoute(deps),
  readHandoverRoute(deps),
  handOverUserRoute(deps),
];
