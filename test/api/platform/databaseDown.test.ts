import { expect, it } from '@jest/globals';
import { createAccounts } from '../../../adapters/database/accounts.ts';
import { createDatabase } from '../../../adapters/database/client.ts';
import { createReads } from '../../../adapters/database/referralReads.ts';
import { createSetupReads } from '../../../adapters/database/setupReads.ts';
import { createWatch } from '../../../adapters/database/watch.ts';
import { createApiKey } from '../../../api/auth/apiKey.ts';
import { startApiServer } from '../../support/apiServer.ts';

it('without its database the API answers 503 with Retry-After, is live, and is not ready', async () => {
  const nowhere = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', role: 'fairlead_api', connections: 1 });
  const api = await startApiServer({
    accounts: createAccounts(nowhere),
    reads: createReads(nowhere),
    setupReads: createSetupReads(nowhere),
    watch: createWatch({ database: nowhere, expected: [] }),
  });
  try {
    const answer = await api.call('GET', '/v1/referrals', { key: createApiKey().key });
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.text).not.toContain('127.0.0.1');
    expect(await api.call('GET', '/livez')).toMatchObject({ status: 200 });
    expect(await api.call('GET', '/readyz')).toMatchObject({
      status: 503,
      body: { status: 'down', checks: { database: 'down' } },
    });
  } finally {
    await api.close();
    await nowhere.$disconnect();
  }
});
