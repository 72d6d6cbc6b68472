import { callFunction } from '../database/callFunction.ts';
import type { Database } from '../database/client.ts';
import type { Logger } from '../logger.ts';
import { impatient } from './inTime.ts';
import type { Crm } from './port.ts';

/** Somebody who blanks a field reads the page again within a minute. */
const EVERY_MS = 5_000;
const CHANGES_AT_ONCE = 100;
/** A CRM that does not answer is away; and a worker that stops does not wait longer for it. */
const ANSWER_MS = 10_000;

type Deps = { database: Database; crm: Crm };

/**
 * What others have changed in the CRM is put down for the stories it concerns, which look for themselves; then it is
 * acknowledged. Each change once, also where several workers read it, or one dies in between. How many were read.
 */
export async function takeInChanges({ database, crm }: Deps): Promise<number> {
  const changes = await crm.readChanges(CHANGES_AT_ONCE);
  if (changes.length === 0) return 0;
  await callFunction(database, 'note_crm_changes', { changes });
  await crm.acknowledgeChanges(changes.map(({ eventId }) => eventId));
  return changes.length;
}

/** In every worker, one reading at a time; a CRM that is away is asked again. */
export function startChangeFeed(args: Deps & { logger: Logger; answerMs?: number }): { stop(): Promise<void> } {
  const { logger, database, answerMs = ANSWER_MS } = args;
  const deps = { database, crm: impatient(args.crm, answerMs) };
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const read = async (): Promise<void> => {
    try {
      while (!isStopped && (await takeInChanges(deps)) === CHANGES_AT_ONCE);
    } catch (error) {
      logger.warn({ err: error }, 'changes in the CRM could not be read');
    }
  };
  let reading = Promise.resolve();
  const next = (): void => {
    reading = read().then(() => {
      if (!isStopped) timer = setTimeout(next, EVERY_MS);
    });
  };
  next();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return reading;
    },
  };
}
