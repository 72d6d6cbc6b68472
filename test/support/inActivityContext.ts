import { MockActivityEnvironment } from '@temporalio/testing';

type ActivityFunction = (...args: never[]) => Promise<unknown>;

/** The activities as a worker would call them: with a context to log in. */
export const inActivityContext = <Activities extends Record<string, ActivityFunction>>(
  activities: Activities,
): Activities =>
  Object.fromEntries(
    Object.entries(activities).map(([name, run]) => [
      name,
      (...args: never[]) => new MockActivityEnvironment().run<never[], unknown, ActivityFunction>(run, ...args),
    ]),
  ) as Activities;
