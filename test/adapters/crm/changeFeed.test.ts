import { expect, it } from '@jest/globals';
import { startChangeFeed } from '../../../adapters/crm/changeFeed.ts';
import type { Crm } from '../../../adapters/crm/port.ts';
import type { Database } from '../../../adapters/database/client.ts';
import { createLogger } from '../../../adapters/logger.ts';

it('a CRM that never answers keeps no worker from stopping, and is said to be away', async () => {
  const said: string[] = [];
  const logger = createLogger({ name: 'test', level: 'warn', destination: { write: (line) => void said.push(line) } });
  const crm = { readChanges: () => new Promise(() => undefined) } as unknown as Crm;
  const feed = startChangeFeed({ database: {} as Database, crm, logger, answerMs: 50 });
  await feed.stop();
  expect(said.join()).toContain('changes in the CRM could not be read');
});
