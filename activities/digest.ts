import { asActivity } from './asActivity.ts';

/** People in one transaction: small enough to be short, large enough that a thousand partners are a few calls. */
const BATCH = 100;

type DigestDeps = {
  /** Makes the mails of the week of the next people; once per person and week, however often it is asked. */
  makeDigests: (args: { at: string; after: string; limit: number }) => Promise<{ made: number; next: string | null }>;
};

export const createDigestActivities = ({ makeDigests }: DigestDeps) => ({
  makeDigests: asActivity(({ at, after }: { at: string; after: string }) => makeDigests({ at, after, limit: BATCH })),
});
