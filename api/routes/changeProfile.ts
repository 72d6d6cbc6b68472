import type { Profiles } from '../../adapters/database/profilePort.ts';
import { changeProfile } from '../operations/profile.ts';
import { presentProfile } from '../presenters/profile.ts';
import { route } from '../route.ts';

/** Naming the same values again changes nothing, so a repeat needs no memory. */
export const changeProfileRoute = ({ profiles }: { profiles: Profiles }) =>
  route(changeProfile, async ({ caller, body }) => ({
    status: 200,
    body: presentProfile(await profiles.change(caller.id, body)),
  }));
