import type { Setup, SetupReads } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { revokeApiKey } from '../operations/setup.ts';
import { route } from '../route.ts';

export const revokeApiKeyRoute = ({ setup, setupReads }: { setup: Setup; setupReads: SetupReads }) =>
  route(revokeApiKey, async ({ caller, ids, now }) => {
    const key = await setupReads.key(ids.id);
    const isForeign = caller.partnerId !== null && key?.partnerId !== caller.partnerId;
    if (key === undefined || isForeign) throw new AppError({ code: 'not_found' });
    await answerOnce(setup, undefined, async (writes) => {
      await writes.revokeKey(key.id, now);
      return { status: 204 };
    });
    return { status: 204 };
  });
