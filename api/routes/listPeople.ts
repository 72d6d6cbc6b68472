import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { listPeople } from '../operations/setup.ts';
import { route } from '../route.ts';

export const listPeopleRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(listPeople, async () => {
    const people = await setupReads.people();
    return { status: 200, body: { data: people.map(({ id, name, email, roles }) => ({ id, name, email, roles })) } };
  });
