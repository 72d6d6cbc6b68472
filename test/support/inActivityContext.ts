import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

// Tests make activities fail on purpose; each failure would be a warning.
const logger = new DefaultLogger('ERROR');

type ActivityFunction = (...args: never[]) => Promise<unknown>;

/** The activities as a worker would call them: with a context to log in. */
export const inActivityContext = <Activities extends Record<string, ActivityFunction>>(
  activities: Activities,
): Activities =>
  Object.fromEntries(
    Object.entries(activities).map(([name, run]) => [
      name,
      (...args: never[]) =>
        new MockActivityEnvironment({}, { logger }).run<never[], unknown, ActivityFunction>(run, ...args),
    ]),
  ) as Activities;
