import type { NachaOriginator } from '../../adapters/rails/nacha.ts';
import type { SepaDebtor } from '../../adapters/rails/sepa.ts';
import type { RailSettings } from '../../adapters/rails/settings.ts';
import { STRIPE_TEST_KEY, type FakeStripe } from '../../scripts/servers/fakeStripe.ts';

export const DEBTOR: SepaDebtor = { name: 'Helioforge GmbH', iban: 'DE02120300000000202051', bic: 'BYLADEM1001' };

export const ORIGINATOR: NachaOriginator = {
  bankRouting: '021000021',
  bankName: 'First Example Bank',
  companyName: 'Helioforge Inc',
  companyId: '1123456789',
  accountNumber: '987654321',
};

/** Every rail set up, with the one that is somebody else's server on a fake of it. */
export const railSettingsFor = (stripe: FakeStripe): RailSettings => ({
  sepa: DEBTOR,
  nacha: ORIGINATOR,
  stripe: { secretKey: STRIPE_TEST_KEY, apiUrl: stripe.url },
});
