import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { mayReadTierProgress } from '../../domain/approval/tierProgress.ts';
import { AppError } from '../../domain/errors.ts';
import { scopeOf } from '../auth/caller.ts';
import { readPartner } from '../operations/setup.ts';
import { presentPartner } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const readPartnerRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(readPartner, async ({ caller, ids }) => {
    const partner = await setupReads.partner(ids.id, caller.partnerId);
    if (partner === undefined) throw new AppError({ code: 'not_found' });
    const { nextTiers, ...others } = presentPartner(partner);
    const isRead = mayReadTierProgress(scopeOf(caller), { managerId: partner.manager?.id ?? null });
    return { status: 200, body: isRead ? { ...others, nextTiers } : others };
  });
