import type { VendorIdentities } from '../../adapters/database/vendorIdentitiesPort.ts';
import { wrongVendorFields } from '../../domain/documents/vendorIdentity.ts';
import { canonicalTaxNumber, type TaxBook } from '../../domain/tax/profile.ts';
import { answerOnce } from '../answerOnce.ts';
import { listVendorIdentities, recordVendorIdentity } from '../operations/vendor.ts';
import { refuseFields } from '../refuseFields.ts';
import { route, type Route } from '../route.ts';

type Deps = { vendorIdentities: VendorIdentities; taxBook: TaxBook };

const listVendorIdentitiesRoute = ({ vendorIdentities }: Deps): Route =>
  route(listVendorIdentities, async () => ({ status: 200, body: { data: await vendorIdentities.list() } }));

const recordVendorIdentityRoute = ({ vendorIdentities, taxBook }: Deps): Route =>
  route(recordVendorIdentity, ({ caller, body, ticket, now }) => {
    const identity = { ...body, vatId: body.vatId === null ? null : canonicalTaxNumber(body.vatId) };
    refuseFields(wrongVendorFields(identity, taxBook, now.toISOString().slice(0, 'YYYY-MM-DD'.length)));
    return answerOnce(vendorIdentities, ticket, async (writes) => ({
      status: 201,
      body: await writes.record({ ...identity, by: caller.id, at: now }),
    }));
  });

/** Who the vendor is. */
export const vendorRoutes = (deps: Deps): Route[] => [listVendorIdentitiesRoute(deps), recordVendorIdentityRoute(deps)];
