import type { SetupReads } from '../../adapters/database/setupPort.ts';
import type { Staff } from '../../adapters/database/staffPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { checkSide } from '../checkSide.ts';
import { changeUser } from '../operations/users.ts';
import { presentUser } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const changeUserRoute = ({ staff, setupReads }: { staff: Staff; setupReads: SetupReads }) =>
  route(changeUser, async ({ caller, ids, body, ticket }) => {
    const user = await setupReads.user(ids.id);
    if (user === undefined) throw new AppError({ code: 'not_found' });
    if (body.roles !== undefined) checkSide(body.roles, user.partnerId ?? undefined);
    if (user.id === caller.id && (body.active === false || body.roles?.includes('program_admin') === false))
      throw new AppError({ code: 'forbidden', detail: 'Somebody else takes your rights away.' });
    const change = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
    return answerOnce(staff, ticket, async (writes) => {
      const changed = await writes.changeUser(ids.id, change);
      if (changed === undefined) throw new AppError({ code: 'not_found' });
      return { status: 200, body: presentUser(changed) };
    });
  });
