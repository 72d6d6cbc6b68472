import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { readPartner } from '../operations/setup.ts';
import { presentPartner } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const readPartnerRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(readPartner, async ({ caller, ids }) => {
    const partner = await setupReads.partner(ids.id, caller.partnerId);
    if (partner === undefined) throw new AppError({ code: 'not_found' });
    return { status: 200, body: presentPartner(partner) };
  });
