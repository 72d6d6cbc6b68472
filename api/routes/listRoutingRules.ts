import type { StaffReads } from '../../adapters/database/staffPort.ts';
import { listRoutingRules } from '../operations/staff.ts';
import { route } from '../route.ts';

export const listRoutingRulesRoute = ({ staff }: { staff: StaffReads }) =>
  route(listRoutingRules, async () => ({ status: 200, body: { data: await staff.rules() } }));
