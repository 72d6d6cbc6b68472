import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { listUsers } from '../operations/setup.ts';
import { presentUser } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const listUsersRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(listUsers, async () => ({ status: 200, body: { data: (await setupReads.users()).map(presentUser) } }));
