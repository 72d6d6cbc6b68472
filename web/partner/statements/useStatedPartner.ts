import { useSearchParams } from 'react-router';
import { usePartners } from '../../api/catalog.ts';
import { useUser } from '../../api/session.ts';

export type StatedPartner = { id: string; name: string; isOwn: boolean; pathOf: (period?: string) => string };

/** Whose statements these are: one's own company's, or of the partner that is named in the address. */
export function useStatedPartner(): StatedPartner {
  const user = useUser();
  const [params] = useSearchParams();
  const partners = usePartners({ enabled: user.partnerId === null });
  const asked = params.get('partner') ?? '';
  const id = user.partnerId ?? asked;
  const query = user.partnerId === null ? `?${new URLSearchParams({ partner: asked }).toString()}` : '';
  return {
    id,
    name: user.partnerName ?? partners.data?.find((partner) => partner.id === id)?.name ?? '',
    isOwn: user.partnerId !== null,
    pathOf: (period) => (period === undefined ? `/statements${query}` : `/statements/${period}${query}`),
  };
}
