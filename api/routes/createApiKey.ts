import type { Setup, SetupReads, SetupWrites } from '../../adapters/database/setupPort.ts';
import { AppError } from '../../domain/errors.ts';
import { answerOnce } from '../answerOnce.ts';
import { createApiKey } from '../auth/apiKey.ts';
import { createApiKey as operation } from '../operations/setup.ts';
import { presentKey } from '../presenters/setup.ts';
import { route } from '../route.ts';

/** The key itself is in this answer and nowhere else: a repeat of the request does not show it again. */
export const createApiKeyRoute = ({ setup, setupReads }: { setup: Setup; setupReads: SetupReads }) =>
  route(operation, async ({ body, caller, ids, ticket, now }) => {
    const partner = await setupReads.partner(ids.id, caller.partnerId);
    if (partner === undefined) throw new AppError({ code: 'not_found' });
    const { key, keyHash, prefix } = createApiKey();
    const act = async (writes: SetupWrites) => {
      const made = await writes.createKey({
        partnerId: partner.id,
        name: body.name,
        prefix,
        keyHash,
        scopes: body.scopes,
        expiresAt: body.expiresAt === undefined ? undefined : new Date(body.expiresAt),
        by: caller.id,
        at: now,
      });
      return { status: 201, body: { ...presentKey(made), key } };
    };
    return answerOnce(setup, ticket, act, { secret: true });
  });
