import { describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { asActivity } from '../../activities/asActivity.ts';
import { AppError } from '../../domain/errors.ts';

const PERSON = 'ada@partner.example';

/** What the failure says to Temporal, and everything that was logged with it. */
async function failWith(error: Error): Promise<{ failure: unknown; log: string }> {
  const entries: unknown[] = [];
  const logger = new DefaultLogger('TRACE', ({ message, meta }) => void entries.push({ message, meta }));
  const activity = asActivity(() => Promise.reject(error));
  const failure: unknown = await new MockActivityEnvironment({}, { logger })
    .run(activity)
    .catch((caught: unknown) => caught);
  return { failure, log: JSON.stringify(entries) };
}

describe('an activity that fails', () => {
  it('says by its code whether it may be tried again', async () => {
    expect((await failWith(new AppError({ code: 'story_taken' }))).failure).toMatchObject({
      type: 'story_taken',
      nonRetryable: true,
    });
    expect((await failWith(new AppError({ code: 'unavailable' }))).failure).toMatchObject({
      type: 'unavailable',
      nonRetryable: false,
    });
    // A guard of the database has said no to the story itself: no end of it.
    expect((await failWith(new AppError({ code: 'against_the_record' }))).failure).toMatchObject({
      type: 'against_the_record',
      nonRetryable: false,
    });
    expect((await failWith(new Error('anything'))).failure).toMatchObject({
      type: 'internal_error',
      nonRetryable: false,
    });
  });

  it('logs where it was thrown and with which codes, and no word of what somebody typed', async () => {
    const cause = Object.assign(new Error(`Key (email)=(${PERSON}) already exists.`), { code: '23505' });
    const unforeseen = await failWith(cause);
    const known = await failWith(new AppError({ code: 'unavailable', cause }));
    for (const { log, failure } of [unforeseen, known]) {
      expect(log).toContain('asActivity.test.ts');
      expect(log).toContain('23505');
      expect(log + JSON.stringify(failure)).not.toContain(PERSON);
    }
  });
});
