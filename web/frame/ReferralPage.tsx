import { lazy } from 'react';
import { useParams } from 'react-router';
import { useUser } from '../api/session.ts';
import { isPartner } from './navigation.ts';

const PartnerReferralPage = lazy(async () => ({
  default: (await import('../partner/detail/PartnerReferralPage.tsx')).PartnerReferralPage,
}));
const SalesReferralPage = lazy(async () => ({
  default: (await import('../sales/detail/SalesReferralPage.tsx')).SalesReferralPage,
}));

/** One address per referral, so that a link may be passed on; what it shows depends on who looks. */
export function ReferralPage() {
  const { id = '' } = useParams();
  const { roles } = useUser();
  return isPartner(roles) ? <PartnerReferralPage id={id} /> : <SalesReferralPage id={id} />;
}
