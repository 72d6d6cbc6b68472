import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { listApiKeys } from '../operations/setup.ts';
import { presentKey } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const listApiKeysRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(listApiKeys, async ({ caller, ids }) => {
    const partner = await setupReads.partner(ids.id, caller.partnerId);
    if (partner === undefined) throw new AppError({ code: 'not_found' });
    return { status: 200, body: { data: (await setupReads.keys(partner.id)).map(presentKey) } };
  });
