import type { z } from 'zod';
import type { UserAccount } from '../../adapters/database/accountsPort.ts';
import type { SignedIn } from '../schemas/session.ts';

export const presentSession = (
  {
    id,
    name,
    email,
    roles,
    partnerId,
    partnerName,
    language,
    zone,
    signedInAt,
    provenAt,
  }: UserAccount & { signedInAt: Date; provenAt: Date },
  stepUpMs: number,
): z.output<typeof SignedIn> => ({
  user: { id, name, email, roles, partnerId, partnerName, language, zone },
  signedInAt: signedInAt.toISOString(),
  stepUpUntil: new Date(provenAt.getTime() + stepUpMs).toISOString(),
});
