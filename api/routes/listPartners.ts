import type { SetupReads } from '../../adapters/database/setupPort.ts';
import { listPartners } from '../operations/setup.ts';
import { presentPartner } from '../presenters/setup.ts';
import { route } from '../route.ts';

export const listPartnersRoute = ({ setupReads }: { setupReads: SetupReads }) =>
  route(listPartners, async ({ caller }) => {
    const partners = await setupReads.partners(caller.partnerId);
    return { status: 200, body: { data: partners.map(presentPartner) } };
  });
