import fc from 'fast-check';

/** Set by the mutation run (stryker.config.mjs), which tries every property once for each mutant. */
const most = process.env['FAIRLEAD_PROPERTY_RUNS'];

// There it is enough to know that a property fails: the smallest case of it is not looked for. And the same cases are
// tried for each mutant, so that the score is the same in each run.
if (most !== undefined) fc.configureGlobal({ endOnFailure: true, seed: 1 });

/** How often a property is tried: as often as the test asks, or as the mutation run allows. */
export const runs = (asked: number): number => Math.min(asked, Number(most ?? asked));

/** More often than this a long run must have reached something, so that it says something; a mutation run is not long. */
export const often = (times: number): number => (most === undefined ? times : -1);
