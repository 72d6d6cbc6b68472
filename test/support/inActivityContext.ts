import { asyncLocalStorage, Context, type Info } from '@temporalio/activity';
import { noopMetricMeter, type Logger } from '@temporalio/common';

type ActivityFunction = (...args: never[]) => Promise<unknown>;

const nothing = (): void => undefined;

/** Tests make activities fail on purpose; each failure would be a warning. */
const silent: Logger = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/** All that an activity of ours asks of its own call. */
const firstAttempt = { attempt: 1 } as Info;

const callContext = (): Context =>
  new Context(
    firstAttempt,
    new Promise<never>(nothing),
    new AbortController().signal,
    nothing,
    undefined,
    silent,
    noopMetricMeter,
    {},
  );

/**
 * The activities as a worker would call them: with a context to log in. Not by the environment of @temporalio/testing,
 * which loads the whole worker, bundler and all, into every test file.
 */
export const inActivityContext = <Activities extends Record<string, ActivityFunction>>(
  activities: Activities,
): Activities =>
  Object.fromEntries(
    Object.entries(activities).map(([name, run]) => [
      name,
      (...args: never[]) => asyncLocalStorage.run(callContext(), () => run(...args)),
    ]),
  ) as Activities;
