import { ApplicationFailure } from '@temporalio/common';

/** What meets somebody else's work is tried again, as Temporal does. */
export async function persistently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.type !== 'busy') throw error;
    }
  }
}
