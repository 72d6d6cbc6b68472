import type { ProfileRecord, Profiles } from '../../adapters/database/profilePort.ts';
import { AppError } from '../../domain/errors.ts';
import type { PersonCaller } from '../auth/caller.ts';
import { readNotifications, readProfile } from '../operations/profile.ts';
import { presentNotifications, presentProfile } from '../presenters/profile.ts';
import { route } from '../route.ts';

type Deps = { profiles: Profiles };

async function profileOf({ profiles }: Deps, caller: PersonCaller): Promise<ProfileRecord> {
  const profile = await profiles.find(caller.id);
  if (profile === undefined) throw new AppError({ code: 'unauthenticated' });
  return profile;
}

export const readProfileRoute = (deps: Deps) =>
  route(readProfile, async ({ caller }) => ({ status: 200, body: presentProfile(await profileOf(deps, caller)) }));

export const readNotificationsRoute = (deps: Deps) =>
  route(readNotifications, async ({ caller }) => ({
    status: 200,
    body: presentNotifications(await profileOf(deps, caller), caller),
  }));
