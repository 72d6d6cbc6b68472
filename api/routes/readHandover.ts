import type { SetupReads } from '../../adapters/database/setupPort.ts';
import type { StaffReads } from '../../adapters/database/staffPort.ts';
import { AppError } from '../../domain/errors.ts';
import { dutyIn } from '../../domain/routing/chooseOwner.ts';
import { readHandover } from '../operations/users.ts';
import { route } from '../route.ts';

const ITEMS_MAX = 500;

export const readHandoverRoute = ({ staff, setupReads }: { staff: StaffReads; setupReads: SetupReads }) =>
  route(readHandover, async ({ ids }) => {
    const user = await setupReads.user(ids.id);
    if (user === undefined || user.partnerId !== null) throw new AppError({ code: 'not_found' });
    const owned = await staff.owned(user.id, ITEMS_MAX + 1);
    const items = owned.slice(0, ITEMS_MAX);
    const count = (duty: ReturnType<typeof dutyIn>): number =>
      items.filter(({ stage }) => dutyIn(stage) === duty).length;
    return {
      status: 200,
      body: {
        user: { id: user.id, name: user.name, active: user.active },
        counts: { review: count('reviewer'), qualify: count('qualifier'), close: count('closer') },
        items: items.map(({ command, dueAt, ...item }) => ({
          ...item,
          dueAt: dueAt?.toISOString() ?? null,
          pending: command !== null,
        })),
        has_more: owned.length > ITEMS_MAX,
      },
    };
  });
